using System.Runtime.CompilerServices;
using Dapper;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads batches and their sheets from SQLite.</summary>
public sealed class SqliteBatchStore(SqliteDatabase database) : IBatchStore
{
    private const string SelectBatches = """
        SELECT b.id AS Id, b.number AS Number, b.survey AS Survey, b.province AS Province, b.team AS Team, b.file_name AS FileName, b.sent_by AS SentBy,
            b.rows AS Rows, b.accepted AS Accepted, b.rejected AS Rejected, b.simulated AS Simulated, b.closed_at AS ClosedAt,
            b.withdrawn_at AS WithdrawnAt, b.withdrawn_by AS WithdrawnBy, b.withdrawal_reason AS Reason
        FROM batch b
        """;

    // Those that are incomplete name no survey yet; their entries do.
    private const string OfSurvey = """
        (b.survey = @survey OR (b.survey IS NULL AND EXISTS (SELECT 1 FROM entry_count c WHERE c.survey = @survey AND c.batch = b.number)))
        """;

    /// <inheritdoc/>
    public async Task<BatchFacts?> FindBatch(Guid id, CancellationToken cancellationToken) =>
        (await Find("b.id = @id", new { id = IdList.Bytes(id) })).SingleOrDefault();

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchFacts>> ListBatches(string survey, CancellationToken cancellationToken) => Find(OfSurvey, new { survey });

    /// <inheritdoc/>
    public Task<IReadOnlyList<BatchFacts>> ListWithdrawals(string withdrawnBy, CancellationToken cancellationToken) =>
        Find("b.withdrawn_by = @withdrawnBy", new { withdrawnBy });

    /// <inheritdoc/>
    public async Task<IReadOnlyList<StoredEntry>> FindEntries(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        const string OfIds = $"{SqliteStoredState.SelectEntries} WHERE e.id IN {IdList.InJson} ORDER BY e.id, e.ordinal";
        using var connection = database.Open();
        return [.. (await connection.QueryAsync<EntryRecord>(OfIds, new { Ids = IdList.Json(ids) })).Select(record => record.ToStored())];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        const string OfIds = $"{SqliteStoredState.SelectDecisions} WHERE id IN {IdList.InJson}";
        using var connection = database.Open();
        return [.. (await connection.QueryAsync<DecisionRecord>(OfIds, new { Ids = IdList.Json(ids) })).Select(record => record.ToDecision())];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Guid>> ListConflicts(Guid after, int atMost, CancellationToken cancellationToken)
    {
        // The number stands here so that the index, which has it as its condition, is used.
        const string Conflicts = "SELECT DISTINCT id FROM entry WHERE state = 4 AND id > @after ORDER BY id LIMIT @atMost";
        using var connection = database.Open();
        return [.. (await connection.QueryAsync<byte[]>(Conflicts, new { after = IdList.Bytes(after), atMost })).Select(IdList.Id)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEntry> ReadSheets(string survey, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string Read = $"{SqliteStoredState.SelectEntries} WHERE e.batch IN (SELECT b.number FROM batch b WHERE {OfSurvey}) ORDER BY e.batch, e.id, e.ordinal";
        using var connection = database.Open();
        await foreach (var record in connection.QueryUnbufferedAsync<EntryRecord>(Read, new { survey }).WithCancellation(cancellationToken))
        {
            yield return record.ToStored();
        }
    }

    private async Task<IReadOnlyList<BatchFacts>> Find(string condition, object parameters)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var batches = await connection.QueryAsync<BatchRecord>($"{SelectBatches} WHERE {condition}", parameters, snapshot);
        var counts = (await connection.QueryAsync<BatchCountRecord>($"""
            SELECT n.batch AS Batch, n.survey AS Survey, n.state AS State, n.entries AS Entries
            FROM entry_count n WHERE n.batch IN (SELECT b.number FROM batch b WHERE {condition})
            """, parameters, snapshot)).ToLookup(row => row.Batch);
        return [.. batches.Select(batch => batch.ToFacts(counts[batch.Number]))];
    }
}
