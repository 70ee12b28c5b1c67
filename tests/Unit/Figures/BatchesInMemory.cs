using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>A store of batches that holds what it is given, and judges nothing.</summary>
internal sealed class BatchesInMemory : IBatchStore
{
    /// <summary>What is known of batches.</summary>
    public List<BatchFacts> Facts { get; } = [];

    /// <summary>The entries, in the states that the test says.</summary>
    public List<StoredEntry> Entries { get; } = [];

    /// <summary>The decisions.</summary>
    public List<Decision> Decisions { get; } = [];

    /// <summary>Thrown whenever something is read, as by a database that is away.</summary>
    public Exception? Failure { get; set; }

    public Task<BatchFacts?> FindBatch(Guid id, CancellationToken cancellationToken) => Read(Facts.Find(batch => batch.Id == id));

    public Task<IReadOnlyList<BatchFacts>> ListBatches(string survey, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<BatchFacts>>([.. Facts.Where(batch => batch.Survey == survey)]);

    public Task<IReadOnlyList<BatchFacts>> ListWithdrawals(string withdrawnBy, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<BatchFacts>>([.. Facts.Where(batch => batch.Withdrawal?.By == withdrawnBy)]);

    public Task<IReadOnlyList<StoredEntry>> FindEntries(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<StoredEntry>>([.. Entries.Where(it => ids.Contains(it.Entry.Id)).OrderBy(it => it.Entry.Id)]);

    public Task<IReadOnlyList<Decision>> FindDecisions(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        Read<IReadOnlyList<Decision>>([.. Decisions.Where(it => ids.Contains(it.Id))]);

    public Task<IReadOnlyList<Guid>> ListConflicts(Guid after, int atMost, CancellationToken cancellationToken) => Read<IReadOnlyList<Guid>>(
        [.. Entries.Where(it => it.State == EntryState.Conflict && it.Entry.Id > after).Select(it => it.Entry.Id).Distinct().Order().Take(atMost)]);

    public IAsyncEnumerable<StoredEntry> ReadSheets(string survey, CancellationToken cancellationToken) =>
        Entries.Where(it => it.Entry.Batch is not null).ToAsyncEnumerable();

    private Task<T> Read<T>(T what) => Failure is null ? Task.FromResult(what) : Task.FromException<T>(Failure);
}
