using SipasSurvey.Contracts;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Reads and writes the rows of <c>batch</c>.</summary>
internal sealed class BatchTable(SqlServerSession session)
{
    private static readonly Statement AddMissing = new("@Rows dbo.ids READONLY", """
        INSERT INTO dbo.batch (id)
        SELECT i.id FROM @Rows i WHERE NOT EXISTS (SELECT 1 FROM dbo.batch b WHERE b.id = i.id) ORDER BY i.id
        """);

    private static readonly Statement FindOfIds = new("@Rows dbo.ids READONLY", """
        SELECT b.id AS Id, b.number AS Number, CASE WHEN b.withdrawn_at IS NULL THEN 0 ELSE 1 END AS Withdrawn
        FROM dbo.batch b JOIN @Rows i ON i.id = b.id
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

    /// <summary>The rows of these batches, made where they are missing.</summary>
    public async Task<Dictionary<Guid, BatchRow>> FindOrAdd(IReadOnlyCollection<Guid> ids)
    {
        var rows = TableTypes.Ids(ids);
        await session.Execute(AddMissing, rows);
        return (await session.Query<(byte[] Id, long Number, int Withdrawn)>(FindOfIds, rows))
            .Select(row => new BatchRow(TableTypes.Id(row.Id), row.Number, row.Withdrawn == 1)).ToDictionary(row => row.Id);
    }

    /// <summary>Writes what is known of complete batches; the first closing of a batch stands.</summary>
    public Task Close(IEnumerable<BatchClosed> closings) => session.Execute(SetClosed, TableTypes.Closings(closings));

    /// <summary>Marks batches as withdrawn; the first withdrawal of a batch stands.</summary>
    public Task Withdraw(IEnumerable<BatchWithdrawn> withdrawals) => session.Execute(SetWithdrawn, TableTypes.Withdrawals(withdrawals));
}
