using System.Runtime.CompilerServices;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads batches and their sheets from SQL Server.</summary>
public sealed class SqlServerBatchStore(SqlServerDatabase database) : IBatchStore
{
    // As many as the numbers of the statement reach.
    private const int IdsAtOnce = 1_000;

    private const string SelectBatches = """
        SELECT b.id AS Id, b.number AS Number, b.survey AS Survey, b.province AS Province, b.team AS Team, b.file_name AS FileName, b.sent_by AS SentBy,
            b.rows AS Rows, b.accepted AS Accepted, b.rejected AS Rejected, b.simulated AS Simulated, b.closed_at AS ClosedAt,
            b.withdrawn_at AS WithdrawnAt, b.withdrawn_by AS WithdrawnBy, b.withdrawal_reason AS Reason
        FROM dbo.batch b
        """;

    private const string SelectCounts = """
        SELECT n.batch AS Batch, n.survey AS Survey, n.state AS State, n.entries AS Entries
        FROM dbo.entry_count n JOIN dbo.batch b ON b.number = n.batch
        """;

    // Those that are incomplete name no survey yet; their entries do.
    private const string OfSurvey = """
        (b.survey = @Survey
            OR (b.survey IS NULL AND EXISTS (SELECT 1 FROM dbo.entry_count c WHERE c.survey = @Survey AND c.batch = b.number)))
        """;

    private static readonly Statement FindOne = new("@Id BINARY(16)", $"{SelectBatches} WHERE b.id = @Id");

    private static readonly Statement CountsOfOne = new("@Id BINARY(16)", $"{SelectCounts} WHERE b.id = @Id");

    private static readonly Statement FindOfSurvey = new("@Survey NVARCHAR(32)", $"{SelectBatches} WHERE {OfSurvey}");

    private static readonly Statement CountsOfSurvey = new("@Survey NVARCHAR(32)", $"{SelectCounts} WHERE {OfSurvey}");

    private static readonly Statement FindWithdrawn = new("@By NVARCHAR(400)", $"{SelectBatches} WHERE b.withdrawn_by = @By");

    private static readonly Statement CountsOfWithdrawn = new("@By NVARCHAR(400)", $"{SelectCounts} WHERE b.withdrawn_by = @By");

    // The ids one behind the other rather than in rows, whose type would be one right more for an account that only reads. The numbers say
    // where each begins.
    private const string JoinIds = """
        JOIN (
            SELECT CAST(SUBSTRING(@Ids, 1 + 16 * (ones.n + 10 * tens.n + 100 * hundreds.n), 16) AS BINARY(16)) AS id
            FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) ones(n)
            CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) tens(n)
            CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) hundreds(n)
            WHERE ones.n + 10 * tens.n + 100 * hundreds.n < DATALENGTH(@Ids) / 16
        ) i
        """;

    private static readonly Statement FindOfIds = new("@Ids VARBINARY(MAX)", $"""
        {EntryTable.Select}
        {JoinIds} ON i.id = e.id
        LEFT JOIN dbo.batch b ON b.number = e.batch
        ORDER BY e.id, e.ordinal
        """);

    private static readonly Statement FindDecisionsOfIds = new("@Ids VARBINARY(MAX)", $"""
        {DecisionTable.Select}
        {JoinIds} ON i.id = d.id
        """);

    // The number stands here so that the index, which has it as its condition, is used.
    private static readonly Statement FindConflicts = new("@After BINARY(16), @AtMost INT", """
        SELECT DISTINCT TOP (@AtMost) e.id FROM dbo.entry e WHERE e.state = 4 AND e.id > @After ORDER BY e.id
        """);

    private static readonly Statement FindSheets = new("@Survey NVARCHAR(32)", $"""
        {EntryTable.Select}
        JOIN dbo.batch b ON b.number = e.batch
        WHERE {OfSurvey}
        ORDER BY e.batch, e.id, e.ordinal
        """);

    /// <inheritdoc/>
    public async Task<BatchFacts?> FindBatch(Guid id, CancellationToken cancellationToken) =>
        (await Find(FindOne, CountsOfOne, new { Id = TableTypes.Bytes(id) }, cancellationToken)).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchFacts>> ListBatches(string survey, CancellationToken cancellationToken) =>
        Find(FindOfSurvey, CountsOfSurvey, new { Survey = survey }, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchFacts>> ListWithdrawals(string withdrawnBy, CancellationToken cancellationToken) =>
        Find(FindWithdrawn, CountsOfWithdrawn, new { By = withdrawnBy }, cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEntry>> FindEntries(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await FindOf<EntryRecord>(FindOfIds, ids, cancellationToken)).Select(record => record.ToStored())];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        [.. (await FindOf<DecisionRecord>(FindDecisionsOfIds, ids, cancellationToken)).Select(record => record.ToDecision())];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> ListConflicts(Guid after, int atMost, CancellationToken cancellationToken) =>
    [
        .. (await database.Read(session => session.Query<byte[]>(FindConflicts, new { After = TableTypes.Bytes(after), AtMost = atMost }), cancellationToken))
            .Select(TableTypes.Id),
    ];

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEntry> ReadSheets(string survey, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var record in database.Stream<EntryRecord>(FindSheets, new { Survey = survey }, cancellationToken))
        {
            yield return record.ToStored();
        }
    }

    private Task<List<T>> FindOf<T>(Statement statement, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => database.Read(async session =>
    {
        var found = new List<T>();
        foreach (var some in ids.Distinct().Order().Select(TableTypes.Bytes).Chunk(IdsAtOnce))
        {
            found.AddRange(await session.Query<T>(statement, new { Ids = some.SelectMany(id => id).ToArray() }));
        }

        return found;
    }, cancellationToken);

    private Task<IReadOnlyList<BatchFacts>> Find(Statement batches, Statement counts, object parameters, CancellationToken cancellationToken) =>
        database.Read(async session =>
        {
            var found = await session.Query<BatchRecord>(batches, parameters);
            var entries = (await session.Query<BatchCountRecord>(counts, parameters)).ToLookup(row => row.Batch);
            return (IReadOnlyList<BatchFacts>)[.. found.Select(batch => batch.ToFacts(entries[batch.Number]))];
        }, cancellationToken);
}
