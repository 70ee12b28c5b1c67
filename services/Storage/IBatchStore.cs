using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>Reads what became of paper batches and their sheets. It never writes; there is one implementation per database.</summary>
public interface IBatchStore
{
    /// <summary>A batch, or null while nothing was heard of it: no entry, no closing, no withdrawal.</summary>
    Task<BatchFacts?> FindBatch(Guid id, CancellationToken cancellationToken);

    /// <summary>The batches of a survey in no order: those that were closed for it, and those that are still incomplete but have entries of it.</summary>
    Task<IReadOnlyList<BatchFacts>> ListBatches(string survey, CancellationToken cancellationToken);

    /// <summary>The batches that somebody of this name withdrew, in no order.</summary>
    Task<IReadOnlyList<BatchFacts>> ListWithdrawals(string withdrawnBy, CancellationToken cancellationToken);

    /// <summary>All entries of these response ids, in the order of id and storing, with the states that they have at one moment.</summary>
    Task<IReadOnlyList<StoredEntry>> FindEntries(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>All decisions about these response ids, in no order.</summary>
    Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>Response ids that have an entry in conflict, of all surveys, in the order of their bytes.</summary>
    /// <param name="after">Only ids behind this one; <see cref="Guid.Empty"/> for the first.</param>
    /// <param name="atMost">The longest list, from 1.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<Guid>> ListConflicts(Guid after, int atMost, CancellationToken cancellationToken);

    /// <summary>
    /// All entries that came in the batches of a survey (<see cref="ListBatches"/>), one by one as they are read, batch by batch, in one
    /// snapshot. Some of them may name another survey or none, and are rejected then.
    /// </summary>
    IAsyncEnumerable<StoredEntry> ReadSheets(string survey, CancellationToken cancellationToken);
}

/// <summary>What the database knows of a paper batch (lô phiếu).</summary>
/// <param name="Id">Batch id.</param>
/// <param name="Survey">Survey code: of its closing, or of its entries while it is incomplete; null while neither says one.</param>
/// <param name="Closing">What its closing message said; null while it is incomplete.</param>
/// <param name="Withdrawal">Its withdrawal; null unless it was withdrawn.</param>
/// <param name="Entries">Where its entries are; a sheet that was sent again or corrected has several.</param>
public sealed record BatchFacts(Guid Id, string? Survey, BatchClosing? Closing, StoredWithdrawal? Withdrawal, EntryCounts Entries);

/// <summary>What was said of a batch when all of it had been sent.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team; empty without one.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="SentBy">Who sent it.</param>
/// <param name="Rows">Rows of the file with a sheet.</param>
/// <param name="Accepted">Those that became entries.</param>
/// <param name="Rejected">Those that were refused with an error.</param>
/// <param name="Simulated">Whether its responses are simulated (Dữ liệu mô phỏng).</param>
/// <param name="At">When it was closed.</param>
public sealed record BatchClosing(
    string Survey, string Province, string Team, string FileName, string SentBy, int Rows, int Accepted, int Rejected, bool Simulated,
    DateTimeOffset At);

/// <summary>The withdrawal of a batch, as stored.</summary>
/// <param name="At">When.</param>
/// <param name="By">Who withdrew it; <see cref="SharedSerials.Judge"/> when the service did.</param>
/// <param name="Reason">Why; <see cref="SharedSerials"/> reads what the service wrote.</param>
public sealed record StoredWithdrawal(DateTimeOffset At, string By, string Reason);

/// <summary>Where the entries of a batch are.</summary>
/// <param name="Counted">Đã tính.</param>
/// <param name="Duplicate">Trùng, đã tính trước đó.</param>
/// <param name="Conflict">Trùng số, khác nội dung.</param>
/// <param name="Rejected">Không hợp lệ.</param>
/// <param name="Withdrawn">Đã rút.</param>
public sealed record EntryCounts(long Counted, long Duplicate, long Conflict, long Rejected, long Withdrawn)
{
    /// <summary>No entry is stored.</summary>
    public static readonly EntryCounts None = new(0, 0, 0, 0, 0);

    /// <summary>All that are stored.</summary>
    public long Total => Counted + Duplicate + Conflict + Rejected + Withdrawn;

    /// <summary>Adds up counts by state.</summary>
    public static EntryCounts Of(IEnumerable<(EntryState State, long Entries)> counts)
    {
        var byState = counts.GroupBy(it => it.State).ToDictionary(same => same.Key, same => same.Sum(it => it.Entries));
        return new EntryCounts(
            byState.GetValueOrDefault(EntryState.Counted), byState.GetValueOrDefault(EntryState.Duplicate), byState.GetValueOrDefault(EntryState.Conflict),
            byState.GetValueOrDefault(EntryState.Rejected), byState.GetValueOrDefault(EntryState.Withdrawn));
    }
}

/// <summary>An entry and what became of it.</summary>
/// <param name="Entry">The entry as it came: response id, channel, batch, row, moment, content.</param>
/// <param name="State">Its state.</param>
/// <param name="Rejection">Why it cannot be counted (<see cref="Rejections"/>); null when it can.</param>
public sealed record StoredEntry(Entry Entry, EntryState State, string? Rejection);
