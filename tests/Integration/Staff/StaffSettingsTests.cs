using Microsoft.Extensions.Configuration;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>Where the staff store is.</summary>
public sealed class StaffSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task It_is_where_its_setting_says_before_all_else()
    {
        await Make(("ConnectionStrings:Staff", $"Data Source={InFolder("mine.db")}"), ("ConnectionStrings:Sqlite", $"Data Source={InFolder("sipas.db")}"));

        Assert.Equal(["mine.db"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("ConnectionStrings:Sqlite", "Data Source={0}", "sipas.db")]
    [InlineData("AccessKeys", "{0}", "access-keys.json")]
    public async Task Without_a_setting_it_is_beside_the_database_or_the_file_of_keys(string setting, string form, string file)
    {
        var value = string.Format(null, form, InFolder(file));
        Assert.Null(StaffDatabase.FindExisting(Settings((setting, value))));

        await Make((setting, value));

        Assert.Equal(["staff.db"], Directory.GetFiles(_folder).Select(Path.GetFileName));
        using var existing = StaffDatabase.FindExisting(Settings((setting, value)));
        Assert.Null(await existing!.FindObstacle(default));
    }

    [Fact]
    public async Task Whoever_only_looks_makes_nothing()
    {
        using var named = StaffDatabase.FindExisting(Settings(("ConnectionStrings:Staff", $"Data Source={InFolder("staff.db")}")));

        Assert.NotNull(await named!.FindObstacle(default));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("Foo=1", "foo")]
    [InlineData("just a word", "index 0")]
    [InlineData("Data Source=", "no file")]
    [InlineData("Data Source=:memory:", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=Memory", "keeps nothing")]
    [InlineData("Data Source=x.db;Mode=ReadOnly", "only reading")]
    [InlineData("Data Source=x.db;Password=geheim", "not encrypted")]
    [InlineData("Server=db1;User ID=sa;Password=geheim", "names no database")]
    [InlineData("Server=db1;Database=Sipas;Encrypt=perhaps;Password=geheim", "encrypt")]
    [InlineData("Server=db1;Database=Sipas;Foo=1", "foo")]
    public void A_wrong_connection_string_ends_the_start_with_one_line_that_names_the_setting(string connectionString, string part)
    {
        var fault = Assert.Throws<DataFileException>(() => StaffDatabase.Of(Settings(("ConnectionStrings:Staff", connectionString))));

        Assert.StartsWith("Setting ConnectionStrings__Staff: cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("geheim", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("Server=127.0.0.1,1;Database=Sipas;User ID=x;Password=x;Connect Timeout=1")]
    [InlineData("Data Source=127.0.0.1,1;Initial Catalog=Sipas;Integrated Security=False;UID=x;Password=x;Connect Timeout=1")]
    public async Task A_server_that_is_away_does_not_stop_the_start_and_is_told_without_its_name(string connectionString)
    {
        using var database = StaffDatabase.Of(connectionString);

        var obstacle = await database.FindObstacle(default);

        Assert.StartsWith("SQL Server cannot be reached. See that it runs and that ConnectionStrings__Staff is right", obstacle, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", obstacle, StringComparison.Ordinal);
    }

    private static async Task Make(params (string Name, string Value)[] settings)
    {
        using var database = StaffDatabase.Of(Settings(settings));
        Assert.Null(await database.FindObstacle(default));
    }

    private static IConfigurationRoot Settings(params (string Name, string Value)[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    private string InFolder(string file) => Path.Combine(_folder, file);
}
