using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>
/// What the rules say of everything that has arrived, computed anew from the whole set each time. A batch is judged when it is closed and has as
/// many distinct sheets as its closing says, against what has arrived then, and once; of several, the one that was closed first comes first. It is
/// held against what counts, what came in online, and closed batches that are not still to be judged themselves.
/// </summary>
internal sealed class BatchLifeModel
{
    private readonly HashSet<(Guid Producer, long Sequence)> _packs = [];
    private readonly List<PackRecord> _records = [];
    private readonly HashSet<Guid> _withdrawn = [];
    private readonly HashSet<Guid> _judged = [];

    public void Fill(IEnumerable<Pack> packs)
    {
        foreach (var pack in packs.Where(pack => _packs.Add((pack.Producer, pack.Sequence))))
        {
            _records.AddRange(pack.Records);
            _withdrawn.UnionWith(pack.Records.OfType<BatchWithdrawn>().Select(it => it.Batch));
        }
    }

    public bool IsWithdrawn(Guid batch) => _withdrawn.Contains(batch);

    /// <summary>Judges what is due, and returns what is withdrawn now, with the reason.</summary>
    public List<(Guid Batch, string Reason)> Judge()
    {
        var now = new List<(Guid, string)>();
        var closings = _records.OfType<BatchClosed>().DistinctBy(it => it.Batch).Where(it => !it.ConflictsAccepted)
            .OrderBy(it => it.ClosedAt).ThenBy(it => it.Batch);
        foreach (var closing in closings.Where(it => !_judged.Contains(it.Batch) && !_withdrawn.Contains(it.Batch)))
        {
            var sheets = Entries.Where(entry => entry.Batch == closing.Batch).Select(entry => entry.Id).Distinct().Count();
            if (sheets < closing.Accepted)
            {
                continue;
            }

            _judged.Add(closing.Batch);
            if (ReasonAgainst(closing.Batch, sheets) is { } reason)
            {
                _withdrawn.Add(closing.Batch);
                now.Add((closing.Batch, reason));
            }
        }

        return now;
    }

    /// <summary>All entries and their states.</summary>
    public IEnumerable<(Entry Entry, EntryState State)> States()
    {
        foreach (var same in Entries.GroupBy(entry => entry.Id))
        {
            var judged = same.Select(entry =>
            {
                Assert.True(Content.TryRead(entry.Content.Span, out var content));
                return new JudgedEntry(entry, Rejections.Of(A.Catalogue, entry, content), entry.Batch is { } batch && _withdrawn.Contains(batch));
            }).ToList();
            var states = CountingRule.Judge(judged, [.. _records.OfType<ContentDecided>().Select(it => it.Decision).Where(it => it.Id == same.Key)]);
            foreach (var it in judged.Zip(states))
            {
                yield return (it.First.Entry, it.Second);
            }
        }
    }

    private IEnumerable<Entry> Entries => _records.OfType<EntryReceived>().Select(it => it.Entry);

    private string? ReasonAgainst(Guid batch, int sheets)
    {
        var others = new List<Guid?>();
        var shared = 0;
        foreach (var sheet in States().Where(it => it.State is EntryState.Counted or EntryState.Duplicate or EntryState.Conflict).GroupBy(it => it.Entry.Id))
        {
            var own = sheet.Where(it => it.Entry.Batch == batch).Select(it => Convert.ToHexString(it.Entry.Content.Span)).ToHashSet();
            var having = sheet.Where(it => own.Count > 0 && it.Entry.Batch != batch && (it.State == EntryState.Counted || !MayStillBeJudged(it.Entry.Batch))
                    && !own.Contains(Convert.ToHexString(it.Entry.Content.Span)))
                .Select(it => it.Entry.Batch).Distinct().ToList();
            shared += having.Count > 0 ? 1 : 0;
            others.AddRange(having);
        }

        if (shared <= sheets / 5.0)
        {
            return null;
        }

        var most = others.OfType<Guid>().GroupBy(it => it).OrderByDescending(it => it.Count()).ThenBy(it => it.Key).FirstOrDefault();
        return most is null ? "shared-serials" : $"shared-serials {most.Key}";
    }

    private bool MayStillBeJudged(Guid? batch) => batch is { } id && !_judged.Contains(id)
        && _records.OfType<BatchClosed>().FirstOrDefault(it => it.Batch == id) is not { ConflictsAccepted: true };
}
