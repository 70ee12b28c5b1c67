using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>receipt</c>.</summary>
internal sealed class ReceiptTable(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Makes receipts findable.</summary>
    public void Add(IReadOnlyCollection<Guid> ids)
    {
        using var insert = new RowStatement(connection, "INSERT INTO receipt (receipt, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        Span<byte> key = stackalloc byte[16];
        // In the order of the key, so that neighbouring rows are written together.
        foreach (var (number, id) in ids.Select(id => (Number: ResponseId.ReceiptNumber(id), Id: id)).OrderBy(it => it.Number))
        {
            id.TryWriteBytes(key, bigEndian: true, out _);
            insert.Bind(1, ResponseId.ReceiptToBytes(number)).Bind(2, key).Execute();
        }
    }

    /// <summary>Writes all of them anew.</summary>
    public Task Renew()
    {
        SqliteFunctions.AddReceipts(connection);
        return connection.ExecuteAsync(
            "DELETE FROM receipt; INSERT INTO receipt (receipt, id) SELECT DISTINCT receipt_of(id), id FROM entry WHERE batch IS NULL;", transaction: transaction);
    }

    /// <summary>All of them.</summary>
    public IEnumerable<(UInt128 Receipt, Guid Id)> ReadAll()
    {
        using var rows = new RawRows(connection, "SELECT receipt, id FROM receipt");
        while (rows.Read())
        {
            yield return (ResponseId.ReceiptOf(rows.Bytes(0)), new Guid(rows.Bytes(1), bigEndian: true));
        }
    }
}
