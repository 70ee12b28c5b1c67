using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// A prepared statement that runs once for every response, in the transaction that its connection is in: SQLite's own calls, as a command of ADO.NET makes objects for each value and each run,
/// which takes longer than storing the row.
/// </summary>
internal sealed class RowStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One statement, with parameters <c>?1</c>, <c>?2</c> …</param>
    public RowStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    /// <summary>Gives a parameter its value, until it is given another one.</summary>
    public RowStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        // No bytes are a value too, and not none.
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public RowStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public RowStatement Bind(int parameter, long? value) => value is { } given ? Bind(parameter, given) : BindNull(parameter);

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public RowStatement Bind(int parameter, double? value)
    {
        Check(value is { } given ? raw.sqlite3_bind_double(_statement, parameter, given) : raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <inheritdoc cref="Bind(int, ReadOnlySpan{byte})"/>
    public RowStatement Bind(int parameter, string? value)
    {
        Check(value is null ? raw.sqlite3_bind_null(_statement, parameter) : raw.sqlite3_bind_text(_statement, parameter, value));
        return this;
    }

    /// <summary>Gives a parameter no value.</summary>
    public RowStatement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Runs it; whether it changed a row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Execute()
    {
        Finish(raw.sqlite3_step(_statement), raw.SQLITE_DONE);
        return raw.sqlite3_changes(_database) > 0;
    }

    /// <summary>Runs it and copies the value of the first column of the first row; null when there is no row.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public byte[]? FindBytes()
    {
        var result = raw.sqlite3_step(_statement);
        var bytes = result == raw.SQLITE_ROW ? raw.sqlite3_column_blob(_statement, 0).ToArray() : null;
        Finish(result, bytes is null ? raw.SQLITE_DONE : raw.SQLITE_ROW);
        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();

    // The error is read before the statement is made ready again.
    private void Finish(int result, int expected)
    {
        if (result != expected)
        {
            try
            {
                SqliteException.ThrowExceptionForRC(result, _database);
            }
            finally
            {
                raw.sqlite3_reset(_statement);
            }
        }

        Check(raw.sqlite3_reset(_statement));
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
