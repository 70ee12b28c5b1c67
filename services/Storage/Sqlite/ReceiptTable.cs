using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>receipt</c>.</summary>
internal sealed class ReceiptTable(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Makes receipts findable. By hand, as it runs once for every response.</summary>
    public async Task Add(IReadOnlyCollection<Guid> ids)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "INSERT INTO receipt (receipt, id) VALUES (@receipt, @id) ON CONFLICT DO NOTHING";
        var (receipt, key) = (command.Parameters.Add("@receipt", SqliteType.Blob), command.Parameters.Add("@id", SqliteType.Blob));
        // In the order of the key, so that neighbouring rows are written together.
        foreach (var (number, id) in ids.Select(id => (Number: ResponseId.ReceiptNumber(id), Id: id)).OrderBy(it => it.Number))
        {
            (receipt.Value, key.Value) = (ResponseId.ReceiptToBytes(number), IdList.Bytes(id));
            await command.ExecuteNonQueryAsync();
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
