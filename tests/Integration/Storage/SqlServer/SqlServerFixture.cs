using Dapper;
using Microsoft.Data.SqlClient;

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

    /// <summary>The class's database, as the last test left it; skips the test when there is no server.</summary>
    internal SqlServerTestDatabase Database() => new(Required());

    /// <summary>Connection string of the class's database; skips the test when there is no server.</summary>
    public string Required()
    {
        Require();
        return ConnectionString;
    }

    /// <summary>The class's database with its schema; skips the test when there is no server.</summary>
    internal async Task<SqlServerTestDatabase> Migrated()
    {
        var database = Database();
        await database.Entries.Migrate(default);
        return database;
    }

    /// <summary>Connection string of one more database, which does not exist yet; skips the test when there is no server.</summary>
    public string New()
    {
        Require();
        var name = $"sipas_test_{Guid.NewGuid():N}";
        _databases.Add(name);
        return new SqlConnectionStringBuilder(Server) { InitialCatalog = name }.ToString();
    }

    private static void Require() => Skip.If(Server is null, $"{Variable} names no server.");

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
