using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// The rows of a query by SQLite's own functions, for what is read once for every response: values are taken from where SQLite has them, without an object for each.
/// </summary>
/// <remarks>
/// A database that is busy is not waited for: the transaction has to be one that has read already. From then on it reads its snapshot, which nobody can keep it from.
/// </remarks>
internal sealed class RawRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public RawRows(SqliteConnection connection, string query)
    {
        _database = connection.Handle!;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, query, out _statement), _database);
    }

    /// <summary>Goes to the next row; false behind the last one.</summary>
    public bool Read()
    {
        var outcome = raw.sqlite3_step(_statement);
        SqliteException.ThrowExceptionForRC(outcome, _database);
        return outcome == raw.SQLITE_ROW;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(_statement, column);

    public string? Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>Bytes, until the next row is read.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();
}
