using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads running figures, states and counts from SQL Server.</summary>
public sealed class SqlServerFigureStore(SqlServerDatabase database, Catalogue catalogue) : IFigureStore
{
    private static readonly Statement FindVersionOf = new("@Survey NVARCHAR(32)", """
        SELECT v.figures, v.as_of,
            CASE WHEN EXISTS (SELECT 1 FROM dbo.batch b WHERE b.survey = @Survey AND b.simulated = 1 AND b.withdrawn_at IS NULL) THEN 1 ELSE 0 END
        FROM dbo.figure_version v WHERE v.survey = @Survey
        """);

    private static readonly Statement FindEntries = new("@Id BINARY(16)", "SELECT e.state, e.received_at FROM dbo.entry e WHERE e.id = @Id");

    private static readonly Statement FindOfReceipt = new("@Receipt BINARY(10)", """
        SELECT e.id AS Id, e.state AS State, e.received_at AS ReceivedAt, e.rejection AS Rejection FROM dbo.receipt r JOIN dbo.entry e ON e.id = r.id WHERE r.receipt = @Receipt
        """);

    private static readonly Statement FindSuspicious = new("@Survey NVARCHAR(32)", """
        SELECT c.province AS Province, c.kind AS Kind, c.entries AS Entries
        FROM dbo.suspicious_count c WHERE c.survey = @Survey AND c.entries <> 0
        ORDER BY c.province, c.kind
        """);

    private static readonly Statement SumPublished = new("@Survey NVARCHAR(32)",
        "SELECT COALESCE(SUM(c.entries), 0) FROM dbo.producer_count c WHERE c.survey = @Survey");

    private static readonly Statement SumStored = new("@Survey NVARCHAR(32)",
        "SELECT c.state, SUM(c.entries) FROM dbo.entry_count c WHERE c.survey = @Survey GROUP BY c.state");

    private readonly SqlServerSchema _schema = new(database, SqlServerScripts.Survey);

    /// <inheritdoc/>
    public Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken) =>
        database.Read(session => FindVersion(session, survey), cancellationToken);

    /// <inheritdoc/>
    public Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken) => database.Read(async session =>
        await FindVersion(session, query.Survey) is { } version
            ? StoredFigures.InOrder(version, await new FigureTable(session).Read(query), catalogue.FindSurvey(query.Survey))
            : null, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredTallies?> FindTallies(Survey survey, CancellationToken cancellationToken) => database.Read(async session =>
    {
        if (await FindVersion(session, survey.Code) is not { } figures)
        {
            return null;
        }

        var (tallies, version) = await new CountTables(catalogue, session).ReadTallies(survey, totalsOnly: false);
        return new StoredTallies(version, figures.Simulated, tallies);
    }, cancellationToken);

    /// <inheritdoc/>
    public async Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken)
    {
        var entries = await database.Read(
            session => session.Query<(byte State, long ReceivedAt)>(FindEntries, new { Id = TableTypes.Bytes(id) }), cancellationToken);
        return ResponseState.Of([.. entries.Select(entry => ((EntryState)entry.State, entry.ReceivedAt))]);
    }

    /// <inheritdoc/>
    public async Task<FoundReceipt?> FindByReceipt(UInt128 receipt, CancellationToken cancellationToken)
    {
        var entries = await database.Read(session => session.Query<(byte[] Id, byte State, long ReceivedAt, string? Rejection)>(
            FindOfReceipt, new { Receipt = ResponseId.ReceiptToBytes(receipt) }), cancellationToken);
        return FoundReceipt.Of([.. entries.Select(entry => (TableTypes.Id(entry.Id), (EntryState)entry.State, entry.ReceivedAt, entry.Rejection))]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SuspiciousCount>> CountSuspicious(string survey, CancellationToken cancellationToken)
    {
        var rows = await database.Read(
            session => session.Query<(string Province, byte Kind, long Entries)>(FindSuspicious, new { Survey = survey }), cancellationToken);
        return [.. rows.Select(row => new SuspiciousCount(row.Province, (Suspicions)row.Kind, row.Entries))];
    }

    /// <inheritdoc/>
    public Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken) => database.Read(async session =>
    {
        var published = await session.Value<long>(SumPublished, new { Survey = survey });
        var stored = await session.Query<(byte State, long Entries)>(SumStored, new { Survey = survey });
        return Reconciliation.Of(published, stored.ToDictionary(row => (EntryState)row.State, row => row.Entries));
    }, cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindObstacle(CancellationToken cancellationToken) => _schema.FindObstacle(cancellationToken);

    private static async Task<FiguresVersion?> FindVersion(SqlServerSession session, string survey) =>
        await session.Query<(long Version, long AsOf, int Simulated)>(FindVersionOf, new { Survey = survey }) is [var it]
            ? new FiguresVersion(it.Version, UnixMicroseconds.ToDateTimeOffset(it.AsOf), it.Simulated == 1)
            : null;
}
