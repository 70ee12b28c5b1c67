using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>receipt</c>.</summary>
internal sealed class ReceiptTable(SqlServerSession session)
{
    // Each is looked up by the key, however many a server takes them for.
    private const string Known = "OUTER APPLY (SELECT TOP (1) s.id FROM dbo.receipt s WHERE s.receipt = r.receipt AND s.id = r.id) k";

    // Two fills that make the same receipt findable store entries of the same response, and meet at its key before.
    private static readonly Statement AddRows = new("@Rows dbo.receipt_rows READONLY", $"""
        INSERT INTO dbo.receipt (receipt, id)
        SELECT r.receipt, r.id FROM @Rows r {Known} WHERE k.id IS NULL ORDER BY r.receipt, r.id
        """);

    private static readonly Statement AddStaged = new(StagedIds.Parameters, $"""
        INSERT INTO dbo.receipt (receipt, id)
        SELECT r.receipt, r.id FROM {StagedIds.Table} r {Known}
        WHERE r.fill = @Fill AND r.part = @Part AND r.receipt IS NOT NULL AND k.id IS NULL
        ORDER BY r.receipt, r.id
        """);

    private static readonly Statement WriteAll = new("", """
        DELETE FROM dbo.receipt;

        INSERT INTO dbo.receipt (receipt, id)
        SELECT DISTINCT CAST(SUBSTRING(HASHBYTES('SHA2_256', e.id), 1, 10) AS BINARY(10)), e.id FROM dbo.entry e WHERE e.batch IS NULL;
        """);

    private static readonly Statement FindAll = new("", "SELECT s.receipt AS Receipt, s.id AS Id FROM dbo.receipt s");

    /// <summary>Makes receipts findable; those that are already stay so.</summary>
    public async Task Add(IReadOnlyCollection<Guid> ids, StagedIds staged)
    {
        await staged.Execute(AddStaged);
        await session.Execute(AddRows, TraceTypes.Receipts(ids.Where(id => !staged.Online.Contains(id))));
    }

    /// <summary>Writes all of them anew.</summary>
    public Task Renew() => session.ExecuteForAll(WriteAll);

    /// <summary>All of them.</summary>
    public IAsyncEnumerable<(UInt128 Receipt, Guid Id)> ReadAll() =>
        session.Stream<(byte[] Receipt, byte[] Id)>(FindAll).Select(row => (ResponseId.ReceiptOf(row.Receipt), TableTypes.Id(row.Id)));
}
