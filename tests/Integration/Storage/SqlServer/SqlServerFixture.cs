using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>
/// A database of its own for a test class, on the server that the environment variable <see cref="Variable"/> names; made with the first
/// test, dropped after the last. Without a server, the tests are skipped.
/// </summary>
public sealed class SqlServerFixture : IAsyncLifetime
{
    /// <summary>Name of the environment variable that holds a connection string.</summary>
    public const string Variable = "SIPAS_TEST_SQLSERVER";

    /// <summary>Test classes of this collection do not run side by side: making and dropping databases disturbs others on the same server.</summary>
    public const string OneAtATime = "SQL Server";

    private readonly List<string> _databases = [];

    private static string? Server => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    /// <summary>Connection string of the class's database.</summary>
    public string ConnectionString { get; private set; } = "";

    public Task InitializeAsync()
    {
        ConnectionString = Server is null ? "" : New();
        return Task.CompletedTask;
    }

    /// <summary>Skips the test when there is no server.</summary>
    public static void Require() => Skip.If(Server is null, $"{Variable} names no server.");

    /// <summary>Connection string of one more database, which does not exist yet.</summary>
    public string New()
    {
        var name = $"sipas_test_{Guid.NewGuid():N}";
        _databases.Add(name);
        return new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString();
    }

    public async Task DisposeAsync()
    {
        if (Server is null)
        {
            return;
        }

        SqlConnection.ClearAllPools();
        await using var connection = new SqlConnection(Server);
        foreach (var name in _databases)
        {
            await connection.ExecuteAsync($"IF DB_ID(N'{name}') IS NOT NULL DROP DATABASE {name}");
        }
    }
}

/// <summary>A database of the server, as a test has it.</summary>
internal sealed class SqlServerTestDatabase : TestDatabase
{
    private readonly string _connectionString;

    public SqlServerTestDatabase(string connectionString)
    {
        _connectionString = connectionString;
        Database = new SqlServerDatabase(connectionString);
        Entries = new SqlServerEntryStore(Database, A.Catalogue, TimeProvider.System);
        Figures = new SqlServerFigureStore(Database, A.Catalogue);
    }

    public SqlServerDatabase Database { get; }

    public override IEntryStore Entries { get; }

    public override IFigureStore Figures { get; }

    public override string ThreeZeros => "0x000000";

    public override async Task Execute(string sql)
    {
        await using var connection = new SqlConnection(_connectionString);
        await connection.ExecuteAsync(sql);
    }

    // Rows of figures without a version are none, and the next figures overwrite them, which is faster than removing them.
    public override Task Clear() => Execute("""
        DELETE FROM entry; DELETE FROM batch; DELETE FROM decision; DELETE FROM pack; DELETE FROM producer; DELETE FROM producer_count;
        DELETE FROM entry_count; DELETE FROM tally; DELETE FROM survey_version; DELETE FROM figure_version;
        """);

    // Left empty for the next test of the class.
    public override async ValueTask DisposeAsync()
    {
        if (await Figures.FindObstacle(default) is null)
        {
            await Clear();
        }
    }
}
