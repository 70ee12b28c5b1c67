using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>
/// Who holds which invitation, as plainly as possible: in the order of fills and of what is in them, the withdrawals of a fill first. An entry whose claim another
/// id holds is rejected for good; ids of withdrawn batches give back what no other entry of theirs holds.
/// </summary>
internal sealed class ClaimModel
{
    private readonly HashSet<(Guid Producer, long Sequence)> _packs = [];
    private readonly HashSet<Guid> _withdrawn = [];
    private readonly Dictionary<InvitationClaim, Guid> _holders = [];
    private readonly List<(EntryReceived Received, bool Holds, bool Rejected)> _entries = [];

    public void Fill(IEnumerable<Pack> packs)
    {
        var records = packs.Where(pack => _packs.Add((pack.Producer, pack.Sequence))).SelectMany(pack => pack.Records).ToList();
        _withdrawn.UnionWith(records.OfType<BatchWithdrawn>().Select(it => it.Batch));
        foreach (var claim in _holders.Keys.Where(claim => !_entries.Any(it => it.Received.Entry.Id == _holders[claim] && it.Holds && !IsWithdrawn(it.Received))).ToList())
        {
            _holders.Remove(claim);
        }

        foreach (var received in records.OfType<EntryReceived>())
        {
            Assert.Equal(ClaimOpening.Opened, A.Invitations.Claims!.TryOpen(received.SealedClaim.Span, received.Entry.Id, out var claim));
            var rejected = !IsWithdrawn(received) && _holders.TryGetValue(claim, out var holder) && holder != received.Entry.Id;
            var holds = !IsWithdrawn(received) && !rejected;
            if (holds)
            {
                _holders[claim] = received.Entry.Id;
            }

            _entries.Add((received, holds, rejected));
        }
    }

    /// <summary>The ids of rejected entries, as often as there are.</summary>
    public IEnumerable<Guid> Rejected() => _entries.Where(it => it.Rejected).Select(it => it.Received.Entry.Id).Order();

    /// <summary>How many of the counted entries are suspicious.</summary>
    public long CountedSuspicious() => _entries.GroupBy(it => it.Received.Entry.Id).Sum(same =>
    {
        var all = same.ToList();
        var states = CountingRule.Judge(
            [.. all.Select(it => new JudgedEntry(it.Received.Entry, it.Rejected ? Rejections.InvitationSpent : null, IsWithdrawn(it.Received)))], []);
        // Of entries that are the same but for what is suspicious about them, the first counts.
        return all.Where((it, i) => states[i] == EntryState.Counted && it.Received.Suspicions != Suspicions.None).Count();
    });

    private bool IsWithdrawn(EntryReceived received) => received.Entry.Batch is { } batch && _withdrawn.Contains(batch);
}
