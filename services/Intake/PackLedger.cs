using System.Threading.Channels;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>A record on its way, and who waits for it.</summary>
internal sealed class Waiting(PackRecord record)
{
    private readonly TaskCompletionSource _confirmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _settled; // 0 while it is neither in a pack nor given up

    public PackRecord Record => record;

    public Task Confirmed => _confirmed.Task;

    /// <summary>Puts the record into a pack; false when its sender has given up before.</summary>
    public bool TryPack() => Interlocked.CompareExchange(ref _settled, 1, 0) == 0;

    /// <summary>The sender waits no longer. A record that is in no pack yet is left out; one that is in a pack may still arrive.</summary>
    public void GiveUp() => Interlocked.CompareExchange(ref _settled, 2, 0);

    public void Confirm() => _confirmed.TrySetResult();
}

/// <summary>What a producer knows of its packs: the next sequence, how many entries it has packed and how many of those are confirmed.</summary>
internal sealed class PackLedger
{
    // Of an entry, beyond its content: id, batch, row, times and lengths.
    private const int BytesBesideContent = 64;

    private readonly Lock _lock = new();
    private readonly Guid _producer = Guid.CreateVersion7();
    private readonly SortedDictionary<string, long> _packed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _confirmed = new(StringComparer.Ordinal);
    private long _sequence;
    private long _confirmedEntries;
    private long _reportedEntries;

    /// <summary>Takes what is waiting, up to the size of a pack; null when all of it was given up. Sequences and counts grow together.</summary>
    public (Pack Pack, List<Waiting> Waiting)? TakePack(ChannelReader<Waiting> buffer)
    {
        lock (_lock)
        {
            var taken = new List<Waiting>();
            var bytes = 0;
            while (taken.Count < Pack.MostEntries && bytes < Pack.MostBytes && buffer.TryRead(out var waiting))
            {
                if (waiting.TryPack())
                {
                    taken.Add(waiting);
                    bytes += BytesBesideContent + ((waiting.Record as EntryReceived)?.Entry.Content.Length ?? BytesBesideContent);
                }
            }

            if (taken.Count == 0)
            {
                return null;
            }

            var records = taken.Select(waiting => waiting.Record).ToList();
            Count(records, _packed);
            return (new Pack(_producer, ++_sequence, Snapshot(_packed), records), taken);
        }
    }

    public void Confirm(Pack pack)
    {
        lock (_lock)
        {
            _confirmedEntries += Count(pack.Records, _confirmed);
        }
    }

    /// <summary>A report of the confirmed entries, or null when the last one says the same.</summary>
    public Pack? NextReport()
    {
        lock (_lock)
        {
            return _confirmedEntries == _reportedEntries ? null : new Pack(_producer, 0, [], [new EntriesReported(Snapshot(_confirmed))]);
        }
    }

    public void Reported(Pack report)
    {
        lock (_lock)
        {
            _reportedEntries = report.Records.OfType<EntriesReported>().Sum(it => it.Counts.Sum(count => count.Entries));
        }
    }

    private static long Count(IReadOnlyList<PackRecord> records, SortedDictionary<string, long> counts)
    {
        var entries = 0L;
        foreach (var record in records.OfType<EntryReceived>())
        {
            // Intake makes the content itself, so it can be read.
            _ = Content.TryRead(record.Entry.Content.Span, out var content);
            counts[content!.Survey] = counts.GetValueOrDefault(content.Survey) + 1;
            entries++;
        }

        return entries;
    }

    private static SurveyCount[] Snapshot(SortedDictionary<string, long> counts) => [.. counts.Select(count => new SurveyCount(count.Key, count.Value))];
}
