using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>decision</c>.</summary>
internal sealed class DecisionTable(SqlServerSession session)
{
    /// <summary>The columns of a <see cref="DecisionRecord"/>.</summary>
    public const string Select = """
        SELECT d.id AS Id, d.content AS Content, d.decided_at AS DecidedAt, d.decided_by AS DecidedBy, d.reason AS Reason FROM dbo.decision d
        """;

    private static readonly Statement AddRows = new("@Rows dbo.decision_rows READONLY", """
        INSERT INTO dbo.decision (id, decided_at, content_hash, content, decided_by, reason)
        SELECT r.id, r.decided_at, r.content_hash, r.content, r.decided_by, r.reason
        FROM @Rows r
        WHERE NOT EXISTS (
            SELECT 1 FROM dbo.decision d WHERE d.id = r.id AND d.decided_at = r.decided_at AND d.content_hash = r.content_hash)
        """);

    private static readonly Statement FindOfIds = new("@Rows dbo.ids READONLY", $"{Select} JOIN @Rows i ON i.id = d.id");

    private static readonly Statement FindAll = new("", Select);

    /// <summary>Stores decisions; a repeated one changes nothing.</summary>
    public Task Add(IEnumerable<Decision> decisions) => session.Execute(AddRows, TableTypes.Decisions(decisions));

    /// <summary>All decisions on these response ids.</summary>
    public async Task<IReadOnlyList<Decision>> Find(IEnumerable<Guid> ids) =>
        [.. (await session.Query<DecisionRecord>(FindOfIds, TableTypes.Ids(ids))).Select(record => record.ToDecision())];

    /// <summary>All decisions.</summary>
    public async Task<IEnumerable<Decision>> ReadAll() => (await session.Query<DecisionRecord>(FindAll)).Select(record => record.ToDecision());
}
