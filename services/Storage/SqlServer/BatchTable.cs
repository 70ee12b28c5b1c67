using SipasSurvey.Contracts;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Writes the rows of <c>batch</c>, and keeps in <c>batch_to_judge</c> which of them are still to be judged.</summary>
internal sealed class BatchTable(SqlServerSession session)
{
    // States 2, 3 and 4 are those of entries that count or could. The lengths, as bytes 0 at the end are not compared.
    private const string Shared = """
        FROM dbo.entry m
        JOIN dbo.entry o ON o.id = m.id
        LEFT JOIN dbo.batch b ON b.number = o.batch
        WHERE m.batch = @Number AND m.state IN (2, 3, 4) AND o.state IN (2, 3, 4) AND (o.batch IS NULL OR o.batch <> @Number)
            AND (o.batch IS NULL OR o.state = 2
                OR (b.closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM dbo.batch_to_judge j WHERE j.batch = o.batch)))
            AND NOT EXISTS (
                SELECT 1 FROM dbo.entry s
                WHERE s.id = o.id AND s.batch = @Number AND s.state IN (2, 3, 4) AND s.content = o.content AND DATALENGTH(s.content) = DATALENGTH(o.content))
        """;

    private static readonly Statement AddMissing = new("@Rows dbo.ids READONLY", """
        INSERT INTO dbo.batch (id)
        SELECT i.id FROM @Rows i WHERE NOT EXISTS (SELECT 1 FROM dbo.batch b WHERE b.id = i.id) ORDER BY i.id
        """);

    private static readonly Statement FindOfIds = new("@Rows dbo.ids READONLY", """
        SELECT b.id AS Id, b.number AS Number, CASE WHEN b.withdrawn_at IS NULL THEN 0 ELSE 1 END AS Withdrawn
        FROM dbo.batch b JOIN @Rows i ON i.id = b.id
        """);

    private static readonly Statement AddToJudge = new("@Rows dbo.ids READONLY", """
        INSERT INTO dbo.batch_to_judge (batch)
        SELECT b.number
        FROM dbo.batch b JOIN @Rows i ON i.id = b.id
        WHERE b.closed_at IS NULL AND NOT EXISTS (SELECT 1 FROM dbo.batch_to_judge j WHERE j.batch = b.number)
        ORDER BY b.number
        """);

    private static readonly Statement SetClosed = new("@Rows dbo.batch_closings READONLY", """
        UPDATE b SET survey = c.survey, province = c.province, team = c.team, file_name = c.file_name, sent_by = c.sent_by, rows = c.rows,
            accepted = c.accepted, rejected = c.rejected, simulated = c.simulated, closed_at = c.closed_at
        FROM dbo.batch b JOIN @Rows c ON c.id = b.id
        WHERE b.closed_at IS NULL
        """);

    private static readonly Statement SetWithdrawn = new("@Rows dbo.batch_withdrawals READONLY", """
        UPDATE b SET withdrawn_at = w.withdrawn_at, withdrawn_by = w.withdrawn_by, withdrawal_reason = w.reason
        FROM dbo.batch b JOIN @Rows w ON w.id = b.id
        WHERE b.withdrawn_at IS NULL
        """);

    private static readonly Statement FindToJudge = new("@Survey NVARCHAR(64)", """
        SELECT b.id AS Id, b.number AS Number, CASE WHEN b.withdrawn_at IS NULL THEN 0 ELSE 1 END AS Withdrawn, b.accepted AS Accepted,
            (SELECT COALESCE(SUM(c.entries), 0) FROM dbo.entry_count c WHERE c.batch = b.number) AS Entries
        FROM dbo.batch_to_judge j JOIN dbo.batch b ON b.number = j.batch
        WHERE b.survey = @Survey
        ORDER BY b.closed_at, b.id
        """);

    private static readonly Statement CountIds = new("@Number BIGINT", "SELECT COUNT_BIG(DISTINCT e.id) FROM dbo.entry e WHERE e.batch = @Number");

    private static readonly Statement CountSharedIds = new("@Number BIGINT", $"SELECT COUNT_BIG(DISTINCT o.id) {Shared}");

    private static readonly Statement FindSharing = new("@Number BIGINT", $"""
        SELECT TOP (1) b.id {Shared} AND b.id IS NOT NULL GROUP BY b.id ORDER BY COUNT_BIG(DISTINCT o.id) DESC, b.id
        """);

    private static readonly Statement RemoveToJudge = new("@Number BIGINT", "DELETE FROM dbo.batch_to_judge WHERE batch = @Number");

    /// <summary>The rows of these batches, made where they are missing.</summary>
    public async Task<Dictionary<Guid, BatchRow>> FindOrAdd(IReadOnlyCollection<Guid> ids)
    {
        var rows = TableTypes.Ids(ids);
        await session.Execute(AddMissing, rows);
        return (await session.Query<(byte[] Id, long Number, int Withdrawn)>(FindOfIds, rows))
            .Select(row => new BatchRow(TableTypes.Id(row.Id), row.Number, row.Withdrawn == 1)).ToDictionary(row => row.Id);
    }

    /// <summary>Writes what is known of complete batches; the first closing of a batch stands.</summary>
    public async Task Close(IReadOnlyCollection<BatchClosed> closings)
    {
        // The first of a batch stands, within one fill too.
        await session.Execute(AddToJudge,
            TableTypes.Ids(closings.DistinctBy(it => it.Batch).Where(it => !it.ConflictsAccepted).Select(it => it.Batch)));
        await session.Execute(SetClosed, TableTypes.Closings(closings));
    }

    /// <summary>Marks batches as withdrawn; the first withdrawal of a batch stands.</summary>
    public Task Withdraw(IEnumerable<BatchWithdrawn> withdrawals) => session.Execute(SetWithdrawn, TableTypes.Withdrawals(withdrawals));

    /// <summary>Batches of a survey that are still to be judged, those that were closed first in front.</summary>
    public async Task<IReadOnlyList<UnjudgedBatch>> FindUnjudged(string survey) =>
        [.. (await session.Query<UnjudgedRecord>(FindToJudge, new { Survey = survey })).Select(record => record.ToBatch())];

    /// <summary>How many response ids have an entry in a batch.</summary>
    public Task<long> CountSheets(BatchRow batch) => session.Value<long>(CountIds, new { batch.Number });

    /// <summary>How many response ids of a batch others have with other content.</summary>
    public Task<long> CountShared(BatchRow batch) => session.Value<long>(CountSharedIds, new { batch.Number });

    /// <summary>The batch that has most of those; null without one.</summary>
    public async Task<Guid?> FindMostShared(BatchRow batch) =>
        await session.Value<byte[]>(FindSharing, new { batch.Number }) is { } id ? TableTypes.Id(id) : null;

    /// <summary>A batch is not to be judged any more.</summary>
    public Task SetJudged(BatchRow batch) => session.Execute(RemoveToJudge, new { batch.Number });
}
