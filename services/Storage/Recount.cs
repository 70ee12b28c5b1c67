using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// Computes states, counts and tallies from entries and decisions alone, one response id at a time, so that memory does not grow with the
/// number of responses. What it gives is compared by <c>verify</c> and written by <c>rebuild</c>.
/// </summary>
internal sealed class Recount(Catalogue catalogue, ClaimKeys? keys)
{
    private readonly Dictionary<EntryCountKey, long> _counts = [];
    private readonly List<string> _damaged = [];

    public Tallies Tallies { get; } = new(catalogue);

    public EntryTraces Traces { get; } = new(keys);

    public IReadOnlyDictionary<EntryCountKey, long> Counts => _counts;

    /// <summary>
    /// Entries that were countable when they were stored and are not now, in sentences: the disk has damaged them, or the catalogue has lost
    /// their survey. Nothing can be recomputed from them.
    /// </summary>
    public IReadOnlyList<string> Damaged => _damaged;

    /// <summary>Takes entries in the order of their ids and returns those whose stored state is not the one they should have, with that one.</summary>
    public async IAsyncEnumerable<EntryRow> Judge(
        IAsyncEnumerable<EntryRow> entries, ILookup<Guid, Decision> decisions, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var ofOneId = new List<EntryRow>();
        await foreach (var row in entries.WithCancellation(cancellationToken))
        {
            if (ofOneId.Count > 0 && ofOneId[0].Entry.Id != row.Entry.Id)
            {
                foreach (var wrong in Judge(ofOneId, decisions))
                {
                    yield return wrong;
                }

                ofOneId.Clear();
            }

            ofOneId.Add(row);
        }

        foreach (var wrong in Judge(ofOneId, decisions))
        {
            yield return wrong;
        }
    }

    private IEnumerable<EntryRow> Judge(List<EntryRow> entries, ILookup<Guid, Decision> decisions)
    {
        if (entries.Count == 0)
        {
            yield break;
        }

        Traces.Add(entries);
        var states = CountingRule.Judge(entries.ConvertAll(row => row.Judged), decisions.Count == 0 ? [] : [.. decisions[entries[0].Entry.Id]]);
        for (var i = 0; i < entries.Count; i++)
        {
            var row = entries[i];
            var key = EntryCountKey.Of(catalogue, row, states[i], out var content);
            CollectionsMarshal.GetValueRefOrAddDefault(_counts, key, out _)++;
            if (states[i] == EntryState.Counted && Rejections.Of(catalogue, row.Entry, content) is { } damage)
            {
                _damaged.Add($"Entry {row.Entry.Id} #{row.Ordinal} cannot be read as it was stored ({damage}). "
                    + "Restore the database from a backup, or put back the definition of its survey.");
            }
            else if (states[i] == EntryState.Counted)
            {
                Tallies.Add(content!, row.Entry.Channel, 1);
                Traces.AddCounted(row, content!);
            }

            if (states[i] != row.State)
            {
                yield return row with { State = states[i] };
            }
        }
    }
}
