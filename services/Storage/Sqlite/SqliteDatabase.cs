using System.Diagnostics;
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
public sealed class SqliteDatabase : IDisposable
{
    // How long a writer waits for another one. A fill takes a tenth of a second; verify and rebuild of a large survey take longer.
    private const int BusyTimeoutSeconds = 30;

    private static readonly string[] Scripts =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.Contains(".Sqlite.Scripts.", StringComparison.Ordinal))];

    private static readonly TimeSpan LongestMigration = TimeSpan.FromSeconds(60);

    // SQLite lets one writer in and makes the others look again every 150 ms; in turn, none waits longer than it must.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _connectionString;
    private readonly string _path;

    /// <summary>A database in a file that is made when it is missing.</summary>
    public SqliteDatabase(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = BusyTimeoutSeconds, ForeignKeys = true };
        _connectionString = builder.ToString();
        _path = builder.DataSource;
    }

    /// <summary>An open connection; dispose of it. Statements run in the caller's thread, so they end before they could be cancelled.</summary>
    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        // Per connection; that the journal is a write-ahead log is a property of the file.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    /// <summary>Runs one transaction that writes, in turn with the others of this process, and commits it.</summary>
    internal async Task<T> Write<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            using var connection = Open();
            // 64 MB keep the upper levels of the entry table in memory; readers do without.
            connection.Execute("PRAGMA cache_size = -65536;");
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = await work(connection, transaction);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
        finally
        {
            _writing.Release();
        }
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
            throw new SchemaException($"The database {Path.GetFileName(_path)} could not be brought up to date: {result.Error.Message}", result.Error);
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
            return SchemaFits()
                ? null
                : $"The schema of {Path.GetFileName(_path)} is older than this program. Start the aggregator, which brings it up to date.";
        }
        catch (SqliteException failure)
        {
            return $"The database {Path.GetFileName(_path)} cannot be read: {failure.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writing.Dispose();

    // Reads only, so it never waits for a writer.
    private bool SchemaFits()
    {
        const string Journal = "SELECT COUNT(*) FROM sqlite_master WHERE name = 'SchemaVersions'";
        const string Done = "SELECT COUNT(DISTINCT ScriptName) FROM SchemaVersions WHERE ScriptName IN @Scripts";
        using var connection = Open();
        return connection.ExecuteScalar<long>(Journal) > 0 && connection.ExecuteScalar<long>(Done, new { Scripts }) == Scripts.Length;
    }

    private UpgradeEngine Upgrade() => DeployChanges.To
        .SqliteDatabase(_connectionString)
        .WithScriptsEmbeddedInAssembly(Assembly.GetExecutingAssembly(), Scripts.Contains)
        .WithTransactionPerScript()
        .LogTo(new NoOpUpgradeLog())
        .Build();

    private async Task<FileStream> TakeTurn(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream($"{_path}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (waited.Elapsed < LongestMigration)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
        }
    }
}
