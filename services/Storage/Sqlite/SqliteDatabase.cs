using System.Reflection;
using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// One SQLite file: opens connections and brings the schema up to date. The journal is a write-ahead log, so reading never waits for
/// writing, and every commit is flushed to the disk before it is reported (synchronous FULL).
/// </summary>
public sealed class SqliteDatabase
{
    // How long a writer waits for another one. A fill takes a tenth of a second; verify and rebuild of a large survey take longer.
    private const int BusyTimeoutSeconds = 30;

    private readonly string _connectionString;
    private readonly string _path;
    private volatile bool _schemaFits;

    /// <summary>A database in a file that is made when it is missing.</summary>
    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds, ForeignKeys = true };
        _connectionString = builder.ToString();
        _path = builder.DataSource;
    }

    /// <summary>An open connection; dispose of it.</summary>
    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Per connection; WAL itself is a property of the file. 64 MB of pages keep the upper levels of the entry table in memory.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    /// <summary>Runs the scripts that have not run yet. Processes that start together take turns by a lock file.</summary>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurn(cancellationToken);
        using (var connection = Open())
        {
            connection.Execute("PRAGMA journal_mode = WAL;");
        }

        var result = Upgrade().PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException($"The database {Path.GetFileName(_path)} could not be brought up to date: {result.Error.Message}", result.Error);
        }
    }

    /// <summary>A sentence that says why the database cannot be used as it is, or null when it can.</summary>
    public string? FindObstacle()
    {
        if (!File.Exists(_path))
        {
            return $"The database {Path.GetFileName(_path)} does not exist yet. Start the aggregator, which makes it.";
        }

        try
        {
            // Scripts are only ever added by a newer program, so a schema that fits once keeps fitting this one.
            using var connection = Open();
            connection.ExecuteScalar<long?>("SELECT 1 FROM sqlite_master LIMIT 1");
            _schemaFits = _schemaFits || !Upgrade().IsUpgradeRequired();
            return _schemaFits ? null : $"The schema of {Path.GetFileName(_path)} is older than this program. Start the aggregator, which brings it up to date.";
        }
        catch (SqliteException failure)
        {
            return $"The database {Path.GetFileName(_path)} cannot be read: {failure.Message}";
        }
    }

    private UpgradeEngine Upgrade() => DeployChanges.To
        .SqliteDatabase(_connectionString)
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), name => name.Contains(".Sqlite.Scripts.", StringComparison.Ordinal))
        .WithTransactionPerScript()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private async Task<FileStream> TakeTurn(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream($"{_path}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException failure) when (failure is not (DirectoryNotFoundException or PathTooLongException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
