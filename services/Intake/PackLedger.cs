using System.Text;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>A pack, and the records in it with those who wait for them.</summary>
internal sealed record Parcel(Pack Pack, IReadOnlyList<WaitingRecord> Waiting, IReadOnlyDictionary<string, long> Entries);

/// <summary>What a producer knows of its packs: the next sequence, how many entries it has packed and how many of those are confirmed.</summary>
internal sealed class PackLedger
{
    private readonly Lock _lock = new();
    private readonly Guid _producer = Guid.CreateVersion7();
    private readonly SortedDictionary<string, long> _packed = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> _confirmed = new(StringComparer.Ordinal);
    private long _sequence;
    private long _confirmedEntries;
    private long _reportedEntries;

    /// <summary>Makes the next pack of what is waiting; null when all of it was given up. Sequences and counts grow together.</summary>
    public Parcel? Pack(RecordBuffer buffer)
    {
        lock (_lock)
        {
            var waiting = buffer.Take();
            if (waiting.Count == 0)
            {
                return null;
            }

            var records = waiting.ConvertAll(it => it.Record);
            var entries = CountEntries(records);
            Add(entries, _packed);
            return new Parcel(new Pack(_producer, ++_sequence, Snapshot(_packed), records), waiting, entries);
        }
    }

    /// <summary>The pack is safe: those who wait are told, and the next report counts its entries.</summary>
    public void Confirm(Parcel parcel)
    {
        lock (_lock)
        {
            Add(parcel.Entries, _confirmed);
            _confirmedEntries += parcel.Entries.Values.Sum();
        }

        foreach (var waiting in parcel.Waiting)
        {
            waiting.Settle(confirmed: true);
        }
    }

    /// <summary>A report of all confirmed entries, whether or not a pack before them still is on its way; null when the last one said the same.</summary>
    public Pack? NextReport(out long entries)
    {
        lock (_lock)
        {
            entries = _confirmedEntries;
            return entries == _reportedEntries ? null : new Pack(_producer, 0, [], [new EntriesReported(Snapshot(_confirmed))]);
        }
    }

    /// <summary>The report arrived.</summary>
    public void Reported(long entries) => Volatile.Write(ref _reportedEntries, entries);

    private static Dictionary<string, long> CountEntries(List<PackRecord> records)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var survey = "";
        foreach (var record in records)
        {
            if (record is EntryReceived { Entry.Content: var content })
            {
                // The aggregator keeps what it cannot read under the survey without a name; Intake makes contents itself, so what begins like one is one.
                var code = Content.SurveyOf(content.Span);
                survey = Ascii.Equals(code, survey) ? survey : Encoding.ASCII.GetString(code);
                counts[survey] = counts.GetValueOrDefault(survey) + 1;
            }
        }

        return counts;
    }

    private static void Add(IReadOnlyDictionary<string, long> entries, SortedDictionary<string, long> counts)
    {
        foreach (var (survey, number) in entries)
        {
            counts[survey] = counts.GetValueOrDefault(survey) + number;
        }
    }

    private static SurveyCount[] Snapshot(SortedDictionary<string, long> counts) => [.. counts.Select(count => new SurveyCount(count.Key, count.Value))];
}
