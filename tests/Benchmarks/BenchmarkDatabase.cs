using SipasSurvey.IntegrationTests.Storage;
using SipasSurvey.IntegrationTests.Storage.SqlServer;

namespace SipasSurvey.Benchmarks;

/// <summary>An empty database for one measurement: a SQLite file, or a database of the server that the environment names.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly SqlServerFixture? _server;

    private BenchmarkDatabase(string name, TestDatabase store, (string Name, string Value) setting, SqlServerFixture? server = null)
    {
        (Name, Store, Setting, _server) = (name, store, setting, server);
    }

    /// <summary>As it is called in tables and ratios.</summary>
    public string Name { get; }

    public TestDatabase Store { get; }

    /// <summary>The setting that names it to a process.</summary>
    public (string Name, string Value) Setting { get; }

    public string ConnectionString => Setting.Value;

    /// <summary>Connection string where it is SQL Server, null where it is SQLite.</summary>
    public string? SqlServer => _server is null ? null : ConnectionString;

    /// <summary>One of each kind that there is here, made when it is called for.</summary>
    public static IEnumerable<Func<BenchmarkDatabase>> Kinds()
    {
        yield return NewSqlite;
        if (Environment.GetEnvironmentVariable(SqlServerFixture.Variable) is { Length: > 0 })
        {
            yield return NewSqlServer;
        }
        else
        {
            Console.WriteLine($"{SqlServerFixture.Variable} names no server; SQL Server is left out.");
        }
    }

    public static BenchmarkDatabase NewSqlite()
    {
        var store = new SqliteTestDatabase();
        return new BenchmarkDatabase("sqlite", store, ("ConnectionStrings__Sqlite", store.ConnectionString));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is null)
        {
            await Store.DisposeAsync();
        }
        else
        {
            await _server.DisposeAsync();
        }
    }

    private static BenchmarkDatabase NewSqlServer()
    {
        var server = new SqlServerFixture();
        var connectionString = server.New();
        return new BenchmarkDatabase("sqlserver", new SqlServerTestDatabase(connectionString), ("ConnectionStrings__SqlServer", connectionString), server);
    }
}
