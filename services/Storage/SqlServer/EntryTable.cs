namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>entry</c>.</summary>
internal sealed class EntryTable(SqlServerSession session)
{
    // From about so many rows on, a bulk copy is faster than a parameter, be it of entries or of ids to look for.
    private const int CopyFrom = 1_000;

    /// <summary>The columns of an <see cref="EntryRecord"/>; those of the batch are to be joined as <c>b</c>.</summary>
    public const string Select = """
        SELECT e.id AS Id, e.ordinal AS Ordinal, e.channel AS Channel, e.row AS Row, e.received_at AS ReceivedAt, e.content AS Content,
            e.state AS State, e.rejection AS Rejection, b.number AS BatchNumber, b.id AS BatchId,
            CASE WHEN b.withdrawn_at IS NULL THEN 0 ELSE 1 END AS BatchWithdrawn, e.holds_claim AS HoldsClaim, e.suspicion AS Suspicion
        FROM dbo.entry e
        """;

    // Each id is looked up by the key, however many a server takes them for: a plain join may read the whole table instead.
    private const string Known = "CROSS APPLY (SELECT TOP (1) e.id FROM dbo.entry e WHERE e.id = i.id AND e.ordinal = 0) k";

    private static readonly Statement FindKnown = new("@Rows dbo.ids READONLY", $"SELECT k.id FROM @Rows i {Known}");

    private static readonly Statement FindStaged = new(StagedIds.Parameters, $"SELECT k.id FROM {StagedIds.Table} i {Known} WHERE i.fill = @Fill AND i.part = @Part");

    private static readonly Statement AddRows = new("@Rows dbo.claimed_entry_rows READONLY", """
        INSERT INTO dbo.entry (id, ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion)
        SELECT r.id, r.ordinal, r.channel, r.batch, r.row, r.received_at, r.content, r.state, r.rejection, r.holds_claim, r.suspicion
        FROM @Rows r
        ORDER BY r.id, r.ordinal
        """);

    // Changes nothing, but from here on no other transaction changes these rows: whoever wants to comes through here as well. What is read
    // after it is what all others have committed. An id without rows is not locked; two fills that begin one meet at its key.
    private static readonly Statement Lock = new("@Rows dbo.ids READONLY", """
        UPDATE e SET state = e.state FROM dbo.entry e JOIN @Rows i ON i.id = e.id
        """);

    private static readonly Statement FindOfIds = new("@Rows dbo.ids READONLY", $"""
        {Select}
        JOIN @Rows i ON i.id = e.id
        LEFT JOIN dbo.batch b ON b.number = e.batch
        """);

    private static readonly Statement FindAll = new("", $"""
        {Select}
        LEFT JOIN dbo.batch b ON b.number = e.batch
        ORDER BY e.id, e.ordinal
        """);

    private static readonly Statement FindIds = new("@Rows dbo.numbers READONLY", """
        SELECT DISTINCT e.id FROM dbo.entry e JOIN @Rows b ON b.number = e.batch
        """);

    private static readonly Statement Set = new("@Rows dbo.entry_states READONLY", """
        UPDATE e SET state = s.state FROM dbo.entry e JOIN @Rows s ON s.id = e.id AND s.ordinal = e.ordinal
        """);

    /// <summary>
    /// Stores the first entries of their ids and returns those whose id is known. An id that another fill is just storing is waited for;
    /// then the key is violated, and the whole fill is to be repeated.
    /// </summary>
    public async Task<IReadOnlyList<EntryRow>> AddFirst(IReadOnlyList<EntryRow> rows, StagedIds staged)
    {
        var known = (await FindKnownAmong(rows, staged)).Select(TableTypes.Id).ToHashSet();
        await Add(rows.Where(row => !known.Contains(row.Entry.Id)));
        return [.. rows.Where(row => known.Contains(row.Entry.Id))];
    }

    /// <summary>Stores entries.</summary>
    public async Task Add(IEnumerable<EntryRow> entries)
    {
        var rows = TableTypes.Entries(entries);
        if (rows.Count < CopyFrom)
        {
            await session.Execute(AddRows, rows);
        }
        else
        {
            await session.Copy(rows, "dbo.entry");
        }
    }

    /// <summary>All entries of these ids, which stay as they are until the transaction ends.</summary>
    public async Task<IReadOnlyList<EntryRow>> Find(IReadOnlyCollection<Guid> ids)
    {
        var rows = TableTypes.Ids(ids);
        await session.Execute(Lock, rows);
        return [.. (await session.Query<EntryRecord>(FindOfIds, rows)).Select(record => record.ToRow())];
    }

    /// <summary>All entries by id and ordinal.</summary>
    public IAsyncEnumerable<EntryRow> ReadAll() => session.Stream<EntryRecord>(FindAll).Select(record => record.ToRow());

    /// <summary>The response ids that have an entry in one of these batches.</summary>
    public async Task<IReadOnlyList<Guid>> FindIdsOf(IEnumerable<BatchRow> batches) =>
        [.. (await session.Query<byte[]>(FindIds, TableTypes.Numbers(batches.Select(batch => batch.Number)))).Select(TableTypes.Id)];

    /// <summary>Writes the states of entries that are there.</summary>
    public Task SetStates(IEnumerable<EntryRow> entries) => session.Execute(Set, TableTypes.States(entries));

    private async Task<List<byte[]>> FindKnownAmong(IReadOnlyList<EntryRow> rows, StagedIds staged)
    {
        if (rows.Count < CopyFrom)
        {
            return await session.Query<byte[]>(FindKnown, TableTypes.Ids(rows.Select(row => row.Entry.Id)));
        }

        await staged.Write(rows);
        return await staged.Query<byte[]>(FindStaged);
    }
}
