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

    // How the systems say that another process has the lock file open: EWOULDBLOCK of Linux and macOS, ERROR_SHARING_VIOLATION of Windows.
    private const int WouldBlock = 11;
    private const int WouldBlockOnMac = 35;
    private const int SharingViolation = unchecked((int)0x80070020);

    private static readonly string[] Scripts =
        [.. Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.Contains(".Sqlite.Scripts.", StringComparison.Ordinal))];

    private static readonly TimeSpan LongestMigration = TimeSpan.FromSeconds(60);

    // SQLite lets one writer in and makes the others look again every 150 ms; in turn, none waits longer than it must.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _connectionString;
    private readonly string _path;

    /// <summary>A database in a file that is made when it is missing.</summary>
    /// <exception cref="ArgumentException">It is no connection string of SQLite, or names no file; the message is for the operator.</exception>
    public SqliteDatabase(string connectionString)
    {
        var builder = Parse(connectionString);
        (builder.DefaultTimeout, builder.ForeignKeys) = (BusyTimeoutSeconds, true);
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
    /// <exception cref="SchemaException">The file cannot be made, is no database, or a script failed; the message names the file.</exception>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await using var turn = await TakeTurn(cancellationToken);
        try
        {
            using var connection = Open();
            connection.Execute("PRAGMA journal_mode = WAL;");
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_NOTADB)
        {
            throw new SchemaException($"{_path} is no SQLite database. Name another file in Data Source, or restore it from a backup.", failure);
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

    private static SqliteConnectionStringBuilder Parse(string connectionString)
    {
        const string Right = "It must be like Data Source=DIR/sipas.db.";
        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder.DataSource.Length > 0 ? builder : throw new FormatException("It names no file.");
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException)
        {
            throw new ArgumentException($"The connection string of SQLite cannot be used: {fault.Message} {Right}", fault);
        }
    }

    private async Task<FileStream> TakeTurn(CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream($"{_path}.migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            }
            catch (IOException held) when (IsHeld(held) && waited.Elapsed < LongestMigration)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw new SchemaException($"The database {_path} cannot be made or changed: {ReasonOf(failure)}", failure);
            }
        }
    }

    private string ReasonOf(Exception failure) => failure switch
    {
        DirectoryNotFoundException => $"the folder {Path.GetDirectoryName(Path.GetFullPath(_path))} does not exist. Make it, or name another file in Data Source.",
        UnauthorizedAccessException => "this user may not write in its folder. Permit it, or name another file in Data Source.",
        _ when IsHeld(failure) => $"another process has been doing that for {LongestMigration.TotalSeconds:0} s. Start again once it is done.",
        _ => failure.Message,
    };

    // The same exception as for a full disk or a name that is too long; those pass by no waiting.
    private static bool IsHeld(Exception failure) =>
        failure is IOException { HResult: var code } && code is WouldBlock or WouldBlockOnMac or SharingViolation;
}
