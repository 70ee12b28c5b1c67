using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>receipt</c>.</summary>
internal sealed class ReceiptTable(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Makes receipts findable.</summary>
    public Task Add(IReadOnlyCollection<Guid> ids)
    {
        using var add = new BareStatement(connection, "INSERT INTO receipt (receipt, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        // In the order of the key, so that neighbouring rows are written together.
        foreach (var (number, id) in ids.Select(id => (Number: ResponseId.ReceiptNumber(id), Id: id)).OrderBy(it => it.Number))
        {
            add.Bind(1, ResponseId.ReceiptToBytes(number));
            add.Bind(2, IdList.Bytes(id));
            add.Execute();
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes all of them anew.</summary>
    public Task Renew()
    {
        SqliteFunctions.AddReceipts(connection);
        return connection.ExecuteAsync(
            "DELETE FROM receipt; INSERT INTO receipt (receipt, id) SELECT DISTINCT receipt_of(id), id FROM entry WHERE batch IS NULL;", transaction: transaction);
    }

    /// <summary>All of them.</summary>
    public async IAsyncEnumerable<(UInt128 Receipt, Guid Id)> ReadAll()
    {
        await foreach (var (receipt, id) in connection.QueryUnbufferedAsync<(byte[], byte[])>("SELECT receipt, id FROM receipt", transaction: transaction))
        {
            yield return (ResponseId.ReceiptOf(receipt), IdList.Id(id));
        }
    }
}
