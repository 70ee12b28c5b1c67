using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>An entry as a row of the database.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Ordinal">Its place among the entries of its id, from 0 in the order in which they were stored.</param>
/// <param name="Batch">Its batch as a row; null online.</param>
/// <param name="Rejection">Why it cannot be counted; null when it can.</param>
/// <param name="State">Its state.</param>
internal sealed record EntryRow(Entry Entry, int Ordinal, BatchRow? Batch, string? Rejection, EntryState State)
{
    public JudgedEntry Judged => new(Entry, Rejection, Batch?.Withdrawn ?? false);

    /// <summary>Whether it holds an invitation, as long as it may be counted.</summary>
    public bool HoldsClaim { get; init; }

    /// <summary>Why it may not be a person's.</summary>
    public Suspicions Suspicions { get; init; }
}

/// <summary>A batch as a row of the database.</summary>
/// <param name="Id">Batch id.</param>
/// <param name="Number">Its short name inside the database, from 1.</param>
/// <param name="Withdrawn">Whether it was withdrawn.</param>
internal sealed record BatchRow(Guid Id, long Number, bool Withdrawn);

/// <summary>A closed batch that is still to be judged.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Accepted">How many sheets were sent, by its closing.</param>
/// <param name="Entries">How many entries of it are stored; a sheet that came again or was corrected has several.</param>
internal sealed record UnjudgedBatch(BatchRow Batch, long Accepted, long Entries)
{
    /// <summary>Whether it can be worth a transaction: it is not, while fewer entries are stored than sheets were sent.</summary>
    public bool MayBeDue => Batch.Withdrawn || Entries >= Accepted;
}

/// <summary>Which entries a count is of.</summary>
/// <param name="Survey">Survey code; empty where the content names none that is known.</param>
/// <param name="Batch">Short name of the batch; 0 online.</param>
/// <param name="State">Their state.</param>
internal readonly record struct EntryCountKey(string Survey, long Batch, EntryState State)
{
    /// <summary>The key under which an entry is counted, and its content, if it can be read.</summary>
    public static EntryCountKey Of(Catalogue catalogue, EntryRow row, EntryState state, out Content? content) => new(
        Content.TryRead(row.Entry.Content.Span, out content) ? catalogue.FindSurvey(content.Survey)?.Code ?? "" : "",
        row.Batch?.Number ?? 0,
        state);
}

/// <summary>Which counted entries a count of suspicious ones is of.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Suspicions">Exactly these, so that counts add up.</param>
internal readonly record struct SuspicionKey(string Survey, string Province, Suspicions Suspicions);

/// <summary>The steps of a fill that a database performs, all within one transaction. What they are put together to is in <see cref="Fill"/>.</summary>
internal interface IFillTransaction
{
    /// <summary>
    /// Takes a share in the set of entries, which other fills have too, or has it <paramref name="alone"/>. Batches are withdrawn and contents
    /// decided alone, so that the entries they are about come either before or after.
    /// </summary>
    Task LockEntries(bool alone);

    /// <summary>Records the packs and returns those that were not there yet; packs without a sequence are neither.</summary>
    Task<IReadOnlyList<Pack>> RecordPacks(IReadOnlyList<Pack> packs);

    /// <summary>The rows of these batches, made where they are missing, as they stand before this fill.</summary>
    Task<Dictionary<Guid, BatchRow>> FindOrAddBatches(IReadOnlyCollection<Guid> ids);

    /// <summary>
    /// Writes what is known of complete batches; the first closing of a batch stands. Batches whose conflicts are not accepted are to be judged
    /// from then on.
    /// </summary>
    Task CloseBatches(IReadOnlyCollection<BatchClosed> closings);

    /// <summary>Marks batches as withdrawn; the first withdrawal of a batch stands.</summary>
    Task WithdrawBatches(IEnumerable<BatchWithdrawn> withdrawals);

    /// <summary>Batches of a survey that are still to be judged, those that were closed first in front.</summary>
    Task<IReadOnlyList<UnjudgedBatch>> FindUnjudged(string survey);

    /// <summary>How many response ids have an entry in a batch.</summary>
    Task<long> CountSheets(BatchRow batch);

    /// <summary>
    /// How many response ids of a batch others have with a content that none of its own entries has. Others are what came in online, what
    /// counts, and batches that were judged or are not to be; one that still is to be judged will be held against this one itself. Entries
    /// that are withdrawn or rejected are none on either side.
    /// </summary>
    Task<long> CountShared(BatchRow batch);

    /// <summary>The batch that has most of those response ids (<see cref="CountShared"/>), of several the one with the least id; null without one.</summary>
    Task<Guid?> FindMostShared(BatchRow batch);

    /// <summary>A batch is not to be judged any more.</summary>
    Task SetJudged(BatchRow batch);

    /// <summary>Who holds these claims; those that nobody holds are left out.</summary>
    Task<IReadOnlyDictionary<InvitationClaim, ClaimHolder>> FindHolders(IReadOnlyCollection<InvitationClaim> claims);

    /// <summary>
    /// Keeps who holds claims that nobody held. Of two fills that give the same one to somebody, the key lets one win; the other is repeated as a whole, and
    /// finds the holder then.
    /// </summary>
    Task AddHolders(IReadOnlyCollection<(InvitationClaim Claim, ClaimHolder Holder)> spent);

    /// <summary>
    /// Response ids with an entry in one of these withdrawn batches that held a claim, and with no other entry that holds one. The caller has the entries alone.
    /// </summary>
    Task<IReadOnlyList<Guid>> FindIdsWithoutClaim(IReadOnlyCollection<BatchRow> withdrawn);

    /// <summary>Frees every claim of these holders.</summary>
    Task RemoveHolders(IReadOnlyCollection<ClaimHolder> holders);

    /// <summary>Stores the first entries of their ids and returns those that could not be: some entry of the id is there already.</summary>
    Task<IReadOnlyList<EntryRow>> AddFirstEntries(IReadOnlyList<EntryRow> rows);

    /// <summary>Stores further entries.</summary>
    Task AddEntries(IReadOnlyList<EntryRow> rows);

    /// <summary>Writes the states of entries that are there.</summary>
    Task SetStates(IReadOnlyList<EntryRow> rows);

    /// <summary>The response ids that have an entry in one of these batches.</summary>
    Task<IReadOnlyList<Guid>> FindIdsOf(IReadOnlyCollection<BatchRow> batches);

    /// <summary>All entries of these response ids, with their batches as they stand now.</summary>
    Task<IReadOnlyList<EntryRow>> FindEntries(IReadOnlyCollection<Guid> ids);

    /// <summary>Makes the receipts of these response ids findable; those that are already stay so.</summary>
    Task AddReceipts(IReadOnlyCollection<Guid> ids);

    /// <summary>Writes the receipts of all response ids that came in online anew.</summary>
    Task RenewReceipts();

    /// <summary>Stores decisions; a repeated one changes nothing.</summary>
    Task AddDecisions(IReadOnlyList<Decision> decisions);

    /// <summary>All decisions on these response ids.</summary>
    Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids);

    /// <summary>
    /// Waits until no other fill is at the counts of these surveys, and keeps others from them until the commit. All that every fill changes
    /// comes after this, and everything else before, so that fills overlap as far as they can.
    /// </summary>
    Task LockCounts(IReadOnlyCollection<string> surveys);

    /// <summary>Raises the cumulative counts of producers; a lower count than the one known changes nothing.</summary>
    Task RaiseCounts(IReadOnlyCollection<(Guid Producer, SurveyCount Count)> counts);

    /// <summary>Adds to the counts of entries per state.</summary>
    Task AddEntryCounts(IReadOnlyDictionary<EntryCountKey, long> changes);

    /// <summary>Adds to the tallies and raises the version of each survey among them.</summary>
    Task AddTallies(Tallies changes);

    /// <summary>Adds to the counts of suspicious entries among the counted ones.</summary>
    Task AddSuspicious(IReadOnlyDictionary<SuspicionKey, long> changes);

    /// <summary>Replaces what is known of packs that follow each other without a gap by a watermark of their producer.</summary>
    Task FoldPacks(IReadOnlyList<Pack> packs);

    /// <summary>Forgets counts and tallies, so that they can be written anew, and raises the version of every survey.</summary>
    Task ClearCounts();
}
