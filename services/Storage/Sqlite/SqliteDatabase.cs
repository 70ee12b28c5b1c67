using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// One SQLite file: opens connections and brings the schema up to date. The journal is a write-ahead log, so reading never waits for
/// writing, and every commit is flushed to the disk before it is reported (synchronous FULL).
/// </summary>
public sealed class SqliteDatabase : IDisposable
{
    // How long a writer waits for another one. A fill takes part of a second; verify and rebuild of a large survey take longer.
    private const int BusyTimeoutSeconds = 30;

    private static readonly SchemaScripts Scripts = new(Assembly.GetExecutingAssembly(), ".Sqlite.Scripts.", "SchemaVersions");

    // SQLite lets one writer in and makes the others look again every 150 ms; in turn, none waits longer than it must.
    private readonly SemaphoreSlim _writing = new(1);
    private readonly WriterThread _thread = new();
    private readonly string _connectionString;
    private readonly string _writerString;
    private readonly string _path;
    private readonly SqliteSchema _schema;

    // Kept open, and used in turn: what it has read stays in its memory as long as nobody else writes.
    private SqliteConnection? _writer;

    /// <summary>A database in a file that is made when it is missing.</summary>
    /// <exception cref="ArgumentException">It is no connection string of SQLite, or names no file; the message is for the operator.</exception>
    public SqliteDatabase(string connectionString)
    {
        var builder = Parse(connectionString);
        (builder.DefaultTimeout, builder.ForeignKeys) = (BusyTimeoutSeconds, true);
        _connectionString = builder.ToString();
        builder.Pooling = false;
        _writerString = builder.ToString();
        _path = builder.DataSource;
        _schema = new SqliteSchema(_connectionString, _path, Scripts);
    }

    /// <summary>An open connection; dispose of it. Statements run in the caller's thread, so they end before they could be cancelled.</summary>
    internal SqliteConnection Open() => Open(pooling: true);

    /// <summary>Runs one transaction that writes, in turn with the others of this process, and commits it.</summary>
    internal async Task<T> Write<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            return await _thread.Run(() => WriteHere(work, cancellationToken));
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Runs the scripts that have not run yet. Processes that start together take turns by a lock file.</summary>
    /// <exception cref="SchemaException">The file cannot be made, is no database, or a script failed; the message names the file.</exception>
    public Task Migrate(CancellationToken cancellationToken) => _schema.Migrate(cancellationToken);

    /// <summary>A sentence that says why the database cannot be used as it is, or null when it can.</summary>
    public string? FindObstacle()
    {
        if (!File.Exists(_path))
        {
            return $"The database {Path.GetFileName(_path)} does not exist yet. Start the aggregator, which makes it.";
        }

        try
        {
            using var connection = Open();
            return _schema.Fits(connection)
                ? null
                : $"The schema of {Path.GetFileName(_path)} is older than this program. Start the aggregator, which brings it up to date.";
        }
        catch (SqliteException failure)
        {
            return $"The database {Path.GetFileName(_path)} cannot be read: {failure.Message}";
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _thread.Dispose();
        _writer?.Dispose();
        _writing.Dispose();
    }

    private async Task<T> WriteHere<T>(Func<SqliteConnection, SqliteTransaction, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            _writer ??= OpenWriter();
            using var transaction = _writer.BeginTransaction(deferred: false);
            var result = await work(_writer, transaction);
            cancellationToken.ThrowIfCancellationRequested();
            transaction.Commit();
            return result;
        }
        catch
        {
            // After a full disk or a file that went away, the next one begins anew.
            _writer?.Dispose();
            _writer = null;
            throw;
        }
    }

    private SqliteConnection Open(bool pooling)
    {
        var connection = new SqliteConnection(pooling ? _connectionString : _writerString);
        connection.Open();
        // Per connection; that the journal is a write-ahead log is a property of the file.
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;");
        return connection;
    }

    private SqliteConnection OpenWriter()
    {
        // A file of its own: one that went back to the pool would be taken again after a failure.
        var connection = Open(pooling: false);
        // 64 MB keep the upper levels of the entry table in memory; readers do without.
        connection.Execute($"PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = {WriteAheadLog.MostPages(_path)};");
        return connection;
    }

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">It is none of SQLite, or names no file; the message is for the operator.</exception>
    internal static SqliteConnectionStringBuilder Parse(string connectionString)
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
}
