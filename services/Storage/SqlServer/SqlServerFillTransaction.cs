using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>
/// The steps of a fill in SQL Server. Fills run side by side; where two meet, a key, a row lock or a lock of the application puts them in
/// an order, or makes one of them fail and be repeated as a whole.
/// </summary>
internal sealed class SqlServerFillTransaction(Catalogue catalogue, SqlServerSession session) : IFillTransaction
{
    private readonly StagedIds _staged = new(session);
    private readonly PackLedger _packs = new(session);
    private readonly BatchTable _batches = new(session);
    private readonly EntryTable _entries = new(session);
    private readonly ClaimTable _claims = new(session);
    private readonly ReceiptTable _receipts = new(session);
    private readonly DecisionTable _decisions = new(session);
    private readonly CountTables _counts = new(catalogue, session);
    private readonly Locks _locks = new(session);

    public Task LockEntries(bool alone) => _locks.Entries(alone);

    public Task<IReadOnlyList<Pack>> RecordPacks(IReadOnlyList<Pack> packs) => _packs.Record(packs);

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

    // The last that needs the staged ids.
    public async Task AddReceipts(IReadOnlyCollection<Guid> ids)
    {
        await _receipts.Add(ids, _staged);
        await _staged.Remove();
    }

    public Task RenewReceipts() => _receipts.Renew();

    public Task<IReadOnlyList<EntryRow>> AddFirstEntries(IReadOnlyList<EntryRow> rows) => _entries.AddFirst(rows, _staged);

    public Task AddEntries(IReadOnlyList<EntryRow> rows) => _entries.Add(rows);

    public Task SetStates(IReadOnlyList<EntryRow> rows) => _entries.SetStates(rows);

    public Task<IReadOnlyList<Guid>> FindIdsOf(IReadOnlyCollection<BatchRow> batches) => _entries.FindIdsOf(batches);

    public Task<IReadOnlyList<EntryRow>> FindEntries(IReadOnlyCollection<Guid> ids) => _entries.Find(ids);

    public Task AddDecisions(IReadOnlyList<Decision> decisions) => _decisions.Add(decisions);

    public Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids) => _decisions.Find(ids);

    public async Task LockCounts(IReadOnlyCollection<string> surveys)
    {
        foreach (var survey in surveys)
        {
            await _locks.Counts(survey);
        }
    }

    public Task RaiseCounts(IReadOnlyCollection<(Guid Producer, SurveyCount Count)> counts) => _packs.RaiseCounts(counts);

    public Task AddEntryCounts(IReadOnlyDictionary<EntryCountKey, long> changes) => _counts.AddEntryCounts(changes);

    public Task AddSuspicious(IReadOnlyDictionary<SuspicionKey, long> changes) => _counts.AddSuspicious(changes);

    public Task AddTallies(Tallies changes) => _counts.AddTallies(changes);

    public Task FoldPacks(IReadOnlyList<Pack> packs) => _packs.Fold(packs);

    public Task ClearCounts() => _counts.Clear();
}
