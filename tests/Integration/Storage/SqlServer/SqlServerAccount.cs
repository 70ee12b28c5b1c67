using System.Diagnostics;
using Dapper;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>An account of the server that has one role of the owner's database, or none, for as long as the test runs.</summary>
internal sealed class SqlServerAccount(string owner, string name, string password) : IAsyncDisposable
{
    public string ConnectionString { get; } =
        new SqlConnectionStringBuilder(owner) { UserID = name, Password = password, IntegratedSecurity = false, Pooling = false }.ToString();

    public static async Task<SqlServerAccount> Make(string owner, string? role)
    {
        var account = new SqlServerAccount(owner, $"sipas_test_{Guid.NewGuid():N}", $"Aa1!{Guid.NewGuid():N}");
        await account.Execute($"CREATE LOGIN {account.Name} WITH PASSWORD = '{account.Password}'");
        await account.Execute($"CREATE USER {account.Name} FOR LOGIN {account.Name}");
        if (role is not null)
        {
            await account.Execute($"ALTER ROLE {role} ADD MEMBER {account.Name}");
        }

        return account;
    }

    /// <summary>Sees that the database refuses a statement to it.</summary>
    public async Task IsRefused(string sql)
    {
        await using var connection = new SqlConnection(ConnectionString);
        await Assert.ThrowsAsync<SqlException>(() => connection.ExecuteAsync(sql));
    }

    private string Name { get; } = name;

    private string Password { get; } = password;

    public async ValueTask DisposeAsync()
    {
        await Execute($"DROP USER {Name}");
        // The server ends a session a moment after its connection.
        for (var waited = Stopwatch.StartNew(); !await TryDropLogin() && waited.Elapsed < TimeSpan.FromSeconds(20);)
        {
            await Task.Delay(100);
        }
    }

    private async Task<bool> TryDropLogin()
    {
        try
        {
            await Execute($"DROP LOGIN {Name}");
            return true;
        }
        catch (SqlException)
        {
            return false;
        }
    }

    private async Task Execute(string sql)
    {
        await using var connection = new SqlConnection(owner);
        await connection.ExecuteAsync(sql);
    }
}
