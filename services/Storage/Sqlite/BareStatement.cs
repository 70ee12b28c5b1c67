using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// A prepared statement that runs once for every response, within a transaction that is the connection's already. What the library for .NET does around each execution takes as long as
/// the insertion itself.
/// </summary>
internal sealed class BareStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public BareStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <summary>Sets a parameter, the first being 1; it keeps its value until it is set again.</summary>
    public void Bind(int parameter, ReadOnlySpan<byte> value) => SqliteException.ThrowExceptionForRC(raw.sqlite3_bind_blob(_statement, parameter, value), _database);

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public void Bind(int parameter, long? value) => SqliteException.ThrowExceptionForRC(
        value is { } known ? raw.sqlite3_bind_int64(_statement, parameter, known) : raw.sqlite3_bind_null(_statement, parameter), _database);

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public void Bind(int parameter, string? value) => SqliteException.ThrowExceptionForRC(
        value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value), _database);

    /// <summary>Runs it; how many rows it changed.</summary>
    public int Execute()
    {
        var code = raw.sqlite3_step(_statement);
        var changes = raw.sqlite3_changes(_database);
        // Says the same once more if it failed.
        raw.sqlite3_reset(_statement);
        if (code != raw.SQLITE_DONE)
        {
            SqliteException.ThrowExceptionForRC(code, _database);
        }

        return changes;
    }

    public void Dispose() => _statement.Dispose();
}
