using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads and writes the rows of <c>receipt</c> and <c>recent_receipt</c>.</summary>
internal sealed class ReceiptTable(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>The ids that have the receipt <c>@receipt</c>.</summary>
    public const string IdsOf = "SELECT id FROM receipt WHERE receipt = @receipt UNION SELECT id FROM recent_receipt WHERE receipt = @receipt";

    // A large fill writes all pages of recent_receipt, so it shall be small: some 1,200 pages. Beyond that, each fill moves as many as are too many: neighbours of a random one, which share
    // pages of receipt. All at once would be seconds in a large table, within one fill.
    private const int MostRecent = 100_000;

    // A statement that could fail and be undone alone keeps a copy of each page that it touches in memory: most pages of a large table. This one
    // passes over what is there, and all else undoes the whole fill.
    private const string AddMany = "INSERT OR IGNORE INTO receipt (receipt, id)";

    /// <summary>Makes receipts findable.</summary>
    public async Task Add(IReadOnlyCollection<Guid> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        Insert(ids);
        var recent = await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM recent_receipt", transaction: transaction);
        if (recent > MostRecent)
        {
            await MovePart(recent - MostRecent);
        }
    }

    /// <summary>Writes all of them anew.</summary>
    public Task Renew()
    {
        SqliteFunctions.AddReceipts(connection);
        return connection.ExecuteAsync($"""
            DELETE FROM receipt;
            DELETE FROM recent_receipt;
            {AddMany} SELECT receipt_of(id), id FROM entry WHERE batch IS NULL;
            """, transaction: transaction);
    }

    /// <summary>All of them, each once.</summary>
    public IEnumerable<(UInt128 Receipt, Guid Id)> ReadAll()
    {
        using var rows = new RawRows(connection, """
            SELECT receipt, id FROM receipt
            UNION ALL
            SELECT n.receipt, n.id FROM recent_receipt n WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.receipt = n.receipt AND r.id = n.id)
            """);
        while (rows.Read())
        {
            yield return (ResponseId.ReceiptOf(rows.Bytes(0)), new Guid(rows.Bytes(1), bigEndian: true));
        }
    }

    private void Insert(IReadOnlyCollection<Guid> ids)
    {
        using var insert = new RowStatement(connection, "INSERT INTO recent_receipt (receipt, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING");
        Span<byte> key = stackalloc byte[16];
        // In the order of the key, so that neighbouring rows are written together.
        foreach (var (number, id) in ids.Select(id => (Number: ResponseId.ReceiptNumber(id), Id: id)).OrderBy(it => it.Number))
        {
            id.TryWriteBytes(key, bigEndian: true, out _);
            insert.Bind(1, ResponseId.ReceiptToBytes(number)).Bind(2, key).Execute();
        }
    }

    private async Task MovePart(long rows)
    {
        const string Last = "SELECT MAX(receipt) FROM (SELECT receipt FROM recent_receipt WHERE receipt >= @from ORDER BY receipt, id LIMIT @rows)";
        const string Move = $"""
            {AddMany} SELECT receipt, id FROM recent_receipt WHERE receipt BETWEEN @from AND @last ORDER BY receipt, id;
            DELETE FROM recent_receipt WHERE receipt BETWEEN @from AND @last;
            """;
        var from = RandomNumberGenerator.GetBytes(ResponseId.ReceiptBytes);
        if (await connection.ExecuteScalarAsync<byte[]?>(Last, new { from, rows }, transaction) is { } last)
        {
            await connection.ExecuteAsync(Move, new { from, last }, transaction);
        }
    }
}
