using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Writes the rows of <c>batch</c>, and keeps in <c>batch_to_judge</c> which of them are still to be judged.</summary>
internal sealed class BatchTable(SqliteConnection connection, SqliteTransaction transaction)
{
    // States 2, 3 and 4 are those of entries that count or could.
    private const string Shared = """
        FROM entry m
        JOIN entry o ON o.id = m.id
        LEFT JOIN batch b ON b.number = o.batch
        WHERE m.batch = @Number AND m.state IN (2, 3, 4) AND o.state IN (2, 3, 4) AND (o.batch IS NULL OR o.batch <> @Number)
            AND (o.batch IS NULL OR o.state = 2
                OR (b.closed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM batch_to_judge j WHERE j.batch = o.batch)))
            AND NOT EXISTS (
                SELECT 1 FROM entry s
                WHERE s.id = o.id AND s.batch = @Number AND s.state IN (2, 3, 4) AND s.content = o.content)
        """;

    /// <summary>The rows of these batches, made where they are missing.</summary>
    public async Task<Dictionary<Guid, BatchRow>> FindOrAdd(IReadOnlyCollection<Guid> ids)
    {
        const string Add = "INSERT INTO batch (id) VALUES (@Id) ON CONFLICT DO NOTHING";
        const string Find = "SELECT id, number, withdrawn_at IS NOT NULL FROM batch WHERE id IN " + IdList.InJson;
        await connection.ExecuteAsync(Add, ids.Select(id => new { Id = IdList.Bytes(id) }), transaction);
        var rows = await connection.QueryAsync<(byte[] Id, long Number, long Withdrawn)>(Find, new { Ids = IdList.Json(ids) }, transaction);
        return rows.Select(row => new BatchRow(IdList.Id(row.Id), row.Number, row.Withdrawn == 1)).ToDictionary(row => row.Id);
    }

    /// <summary>Writes what is known of complete batches; the first closing of a batch stands.</summary>
    public Task Close(IEnumerable<BatchClosed> closings)
    {
        const string ToJudge = """
            INSERT INTO batch_to_judge (batch)
            SELECT number FROM batch WHERE id = @Id AND closed_at IS NULL AND NOT @ConflictsAccepted
            ON CONFLICT DO NOTHING;
            """;
        const string Set = """
            UPDATE batch SET survey = @Survey, province = @Province, team = @Team, file_name = @FileName, sent_by = @SentBy, rows = @Rows,
                accepted = @Accepted, rejected = @Rejected, simulated = @Simulated, closed_at = @ClosedAt
            WHERE id = @Id AND closed_at IS NULL
            """;
        return connection.ExecuteAsync(ToJudge + Set, closings.Select(it => new
        {
            Id = IdList.Bytes(it.Batch),
            it.Survey,
            it.Province,
            it.Team,
            it.FileName,
            it.SentBy,
            it.Rows,
            it.Accepted,
            it.Rejected,
            it.Simulated,
            it.ClosedAt,
            it.ConflictsAccepted,
        }), transaction);
    }

    /// <summary>Marks batches as withdrawn; the first withdrawal of a batch stands.</summary>
    public Task Withdraw(IEnumerable<BatchWithdrawn> withdrawals)
    {
        const string Set = """
            UPDATE batch SET withdrawn_at = @WithdrawnAt, withdrawn_by = @WithdrawnBy, withdrawal_reason = @Reason
            WHERE id = @Id AND withdrawn_at IS NULL
            """;
        return connection.ExecuteAsync(Set,
            withdrawals.Select(it => new { Id = IdList.Bytes(it.Batch), it.WithdrawnAt, it.WithdrawnBy, it.Reason }), transaction);
    }

    /// <summary>Batches of a survey that are still to be judged, those that were closed first in front.</summary>
    public async Task<IReadOnlyList<UnjudgedBatch>> FindUnjudged(string survey)
    {
        const string Find = """
            SELECT b.id AS Id, b.number AS Number, b.withdrawn_at IS NOT NULL AS Withdrawn, b.accepted AS Accepted,
                (SELECT COALESCE(SUM(c.entries), 0) FROM entry_count c WHERE c.batch = b.number) AS Entries
            FROM batch_to_judge j JOIN batch b ON b.number = j.batch
            WHERE b.survey = @survey
            ORDER BY b.closed_at, b.id
            """;
        var found = await connection.QueryAsync<UnjudgedRecord>(Find, new { survey }, transaction);
        return [.. found.Select(record => record.ToBatch())];
    }

    /// <summary>How many response ids have an entry in a batch.</summary>
    public Task<long> CountSheets(BatchRow batch) =>
        connection.ExecuteScalarAsync<long>("SELECT COUNT(DISTINCT id) FROM entry WHERE batch = @Number", new { batch.Number }, transaction);

    /// <summary>How many response ids of a batch others have with other content.</summary>
    public Task<long> CountShared(BatchRow batch) =>
        connection.ExecuteScalarAsync<long>($"SELECT COUNT(DISTINCT o.id) {Shared}", new { batch.Number }, transaction);

    /// <summary>The batch that has most of those; null without one.</summary>
    public async Task<Guid?> FindMostShared(BatchRow batch)
    {
        const string Find = $"SELECT b.id {Shared} AND b.id IS NOT NULL GROUP BY b.id ORDER BY COUNT(DISTINCT o.id) DESC, b.id LIMIT 1";
        return await connection.ExecuteScalarAsync<byte[]>(Find, new { batch.Number }, transaction) is { } id ? IdList.Id(id) : null;
    }

    /// <summary>A batch is not to be judged any more.</summary>
    public Task SetJudged(BatchRow batch) =>
        connection.ExecuteAsync("DELETE FROM batch_to_judge WHERE batch = @Number", new { batch.Number }, transaction);
}
