using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SipasSurvey.Local;
using SipasSurvey.Local.Accounts;

namespace SipasSurvey.IntegrationTests.Local;

public sealed class AccountsFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-accounts-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void The_scripts_make_what_Entity_Framework_expects()
    {
        var folder = new DataFolder(_folder.FullName);
        AccountsFile.Prepare(folder);
        var expected = $"Data Source={Path.Combine(_folder.FullName, "expected.db")}";
        using var context = new AccountsContext(new DbContextOptionsBuilder<AccountsContext>().UseSqlite(expected).Options);
        context.Database.EnsureCreated();

        Assert.Equal(SchemaOf(expected), SchemaOf(folder.Accounts));
    }

    private static List<string> SchemaOf(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        return [.. connection.Query<string>("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%SchemaVersions%' ORDER BY name")
            .Select(sql => Regex.Replace(sql, @"\s+", " "))];
    }
}
