using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>The steps of a fill in SQLite. One writer at a time (BEGIN IMMEDIATE), so what is read stays true until the commit.</summary>
internal sealed class SqliteFillTransaction(Catalogue catalogue, SqliteConnection connection, SqliteTransaction transaction) : IFillTransaction
{
    // Statements are small and the database is in the process, so rows are sent one by one through a prepared statement; ids that are
    // looked up together are put into one JSON array.
    private readonly BatchTable _batches = new(connection, transaction);
    private readonly ClaimTable _claims = new(connection, transaction);
    private readonly ReceiptTable _receipts = new(connection, transaction);

    public Task<IReadOnlyList<Pack>> RecordPacks(IReadOnlyList<Pack> packs) => new PackLedger(connection, transaction).Record(packs);

    public Task FoldPacks(IReadOnlyList<Pack> packs) => new PackLedger(connection, transaction).Fold(packs);

    // There is one writer at a time as it is.
    public Task LockEntries(bool alone) => Task.CompletedTask;

    public Task LockCounts(IReadOnlyCollection<string> surveys) => Task.CompletedTask;

    public Task ClearCounts() => connection.ExecuteAsync(
        "DELETE FROM entry_count; DELETE FROM suspicious_count; DELETE FROM tally; UPDATE survey_version SET tallies = tallies + 1;", transaction: transaction);

    public Task RaiseCounts(IReadOnlyCollection<(Guid Producer, SurveyCount Count)> counts) => new PackLedger(connection, transaction).RaiseCounts(counts);

    public Task<Dictionary<Guid, BatchRow>> FindOrAddBatches(IReadOnlyCollection<Guid> ids) => _batches.FindOrAdd(ids);

    public Task CloseBatches(IReadOnlyCollection<BatchClosed> closings) => _batches.Close(closings);

    public Task WithdrawBatches(IEnumerable<BatchWithdrawn> withdrawals) => _batches.Withdraw(withdrawals);

    public Task<IReadOnlyList<UnjudgedBatch>> FindUnjudged(string survey) => _batches.FindUnjudged(survey);

    public Task<long> CountSheets(BatchRow batch) => _batches.CountSheets(batch);

    public Task<long> CountShared(BatchRow batch) => _batches.CountShared(batch);

    public Task<Guid?> FindMostShared(BatchRow batch) => _batches.FindMostShared(batch);

    public Task SetJudged(BatchRow batch) => _batches.SetJudged(batch);

    public Task<IReadOnlyDictionary<InvitationClaim, ClaimHolder>> FindHolders(IReadOnlyCollection<InvitationClaim> claims) => _claims.FindHolders(claims);

    public Task AddHolders(IReadOnlyCollection<(InvitationClaim Claim, ClaimHolder Holder)> spent) => _claims.Add(spent);

    public Task<IReadOnlyList<Guid>> FindIdsWithoutClaim(IReadOnlyCollection<BatchRow> withdrawn) => _claims.FindIdsWithout(withdrawn);

    public Task RemoveHolders(IReadOnlyCollection<ClaimHolder> holders) => _claims.Remove(holders);

    public Task AddReceipts(IReadOnlyCollection<Guid> ids) => _receipts.Add(ids);

    public Task RenewReceipts() => _receipts.Renew();

    public Task<IReadOnlyList<EntryRow>> AddFirstEntries(IReadOnlyList<EntryRow> rows)
    {
        using var add = new EntryInsertion(connection, "ON CONFLICT DO NOTHING");
        return Task.FromResult<IReadOnlyList<EntryRow>>([.. rows.Where(row => !add.Execute(row))]);
    }

    public Task AddEntries(IReadOnlyList<EntryRow> rows)
    {
        using var add = new EntryInsertion(connection, "");
        foreach (var row in rows)
        {
            add.Execute(row);
        }

        return Task.CompletedTask;
    }

    public Task SetStates(IReadOnlyList<EntryRow> rows)
    {
        const string Set = "UPDATE entry SET state = @State WHERE id = @Id AND ordinal = @Ordinal";
        return connection.ExecuteAsync(Set,
            rows.Select(row => new { Id = IdList.Bytes(row.Entry.Id), row.Ordinal, State = (int)row.State }), transaction);
    }

    public async Task<IReadOnlyList<Guid>> FindIdsOf(IReadOnlyCollection<BatchRow> batches)
    {
        const string Find = "SELECT DISTINCT id FROM entry WHERE batch = @Number";
        var ids = new List<Guid>();
        foreach (var batch in batches)
        {
            ids.AddRange((await connection.QueryAsync<byte[]>(Find, new { batch.Number }, transaction)).Select(IdList.Id));
        }

        return ids;
    }

    public async Task<IReadOnlyList<EntryRow>> FindEntries(IReadOnlyCollection<Guid> ids)
    {
        const string Find = SqliteStoredState.SelectEntries + " WHERE e.id IN " + IdList.InJson;
        var records = await connection.QueryAsync<EntryRecord>(Find, new { Ids = IdList.Json(ids) }, transaction);
        return [.. records.Select(record => record.ToRow())];
    }

    public Task AddDecisions(IReadOnlyList<Decision> decisions)
    {
        const string Add = """
            INSERT INTO decision (id, decided_at, content, decided_by, reason) VALUES (@Id, @DecidedAt, @Content, @DecidedBy, @Reason)
            ON CONFLICT DO NOTHING
            """;
        return connection.ExecuteAsync(Add, decisions.Select(it => new
        {
            Id = IdList.Bytes(it.Id),
            it.DecidedAt,
            Content = it.Content.ToArray(),
            it.DecidedBy,
            it.Reason,
        }), transaction);
    }

    public async Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids)
    {
        const string Find = SqliteStoredState.SelectDecisions + " WHERE id IN " + IdList.InJson;
        var records = await connection.QueryAsync<DecisionRecord>(Find, new { Ids = IdList.Json(ids) }, transaction);
        return [.. records.Select(record => record.ToDecision())];
    }

    public Task AddEntryCounts(IReadOnlyDictionary<EntryCountKey, long> changes)
    {
        const string Add = """
            INSERT INTO entry_count (survey, batch, state, entries) VALUES (@Survey, @Batch, @State, @Change)
            ON CONFLICT (survey, batch, state) DO UPDATE SET entries = entries + excluded.entries
            """;
        return connection.ExecuteAsync(Add, changes.Where(it => it.Value != 0)
            .Select(it => new { it.Key.Survey, it.Key.Batch, State = (int)it.Key.State, Change = it.Value }), transaction);
    }

    public Task AddSuspicious(IReadOnlyDictionary<SuspicionKey, long> changes)
    {
        const string Add = """
            INSERT INTO suspicious_count (survey, province, kind, entries) VALUES (@Survey, @Province, @Kind, @Change)
            ON CONFLICT (survey, province, kind) DO UPDATE SET entries = entries + excluded.entries
            """;
        return connection.ExecuteAsync(Add, changes.Where(it => it.Value != 0)
            .Select(it => new { it.Key.Survey, it.Key.Province, Kind = (int)it.Key.Suspicions, Change = it.Value }), transaction);
    }

    public async Task AddTallies(Tallies changes)
    {
        const string Raise = """
            INSERT INTO survey_version (survey, tallies) VALUES (@survey, 1)
            ON CONFLICT (survey) DO UPDATE SET tallies = tallies + 1
            """;
        new TallyTable(catalogue, connection, transaction).Add(changes);

        foreach (var survey in changes.ByKey.Keys.Select(key => key.Survey).Distinct())
        {
            await connection.ExecuteAsync(Raise, new { survey }, transaction);
        }
    }
}
