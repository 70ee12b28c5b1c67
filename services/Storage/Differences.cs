using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>Collects, in sentences, where stored values are not what entries and decisions give.</summary>
internal sealed class Differences
{
    // Enough to see what is wrong; the rest is counted.
    private const int MostSentences = 100;

    private readonly List<string> _sentences = [];
    private int _more;

    public IReadOnlyList<string> ToList() => _more == 0 ? _sentences : [.. _sentences, $"… and {_more} more."];

    public void Add(string sentence)
    {
        if (_sentences.Count < MostSentences)
        {
            _sentences.Add(sentence);
        }
        else
        {
            _more++;
        }
    }

    public void AddState(EntryRow expected) =>
        Add($"Entry {expected.Entry.Id} #{expected.Ordinal} should be {expected.State.ToString().ToLowerInvariant()}.");

    public void CompareCounts(IReadOnlyDictionary<EntryCountKey, long> expected, IReadOnlyDictionary<EntryCountKey, long> stored)
    {
        foreach (var key in expected.Keys.Union(stored.Keys))
        {
            var (should, does) = (expected.GetValueOrDefault(key), stored.GetValueOrDefault(key));
            if (should != does)
            {
                Add($"Count of {key.State.ToString().ToLowerInvariant()} entries of survey '{key.Survey}', batch number {key.Batch}: "
                    + $"{does} stored, {should} found.");
            }
        }
    }

    public void CompareSuspicious(IReadOnlyDictionary<SuspicionKey, long> expected, IReadOnlyDictionary<SuspicionKey, long> stored)
    {
        foreach (var key in expected.Keys.Union(stored.Keys))
        {
            var (should, does) = (expected.GetValueOrDefault(key), stored.GetValueOrDefault(key));
            if (should != does)
            {
                Add($"Count of suspicious entries ({key.Suspicions}) of {key.Survey}, province {key.Province}: {does} stored, {should} found.");
            }
        }
    }

    public void CompareTallies(IReadOnlyDictionary<TallyKey, Tally> expected, IReadOnlyDictionary<TallyKey, Tally> stored)
    {
        foreach (var key in expected.Keys.Union(stored.Keys))
        {
            var (should, does) = (expected.GetValueOrDefault(key), stored.GetValueOrDefault(key));
            var same = should is null ? does!.IsZero : does is null ? should.IsZero : should.SameAs(does);
            if (!same)
            {
                Add($"Tally of {key.Survey}, province {key.Province}, {key.Channel.ToString().ToLowerInvariant()} {key.Dimension} {key.Category}: "
                    + $"{does?.Responses ?? 0} responses stored, {should?.Responses ?? 0} found"
                    + $"{(should?.Responses == does?.Responses ? ", with other answers" : "")}.");
            }
        }
    }

    public void CompareFigures(string survey, string geography, ChannelChoice channel, IEnumerable<FigureRow> expected, IEnumerable<FigureRow> stored)
    {
        var found = stored.ToDictionary(row => (row.Unit, row.Indicator));
        foreach (var row in expected)
        {
            if (!found.Remove((row.Unit, row.Indicator), out var other) || !FigureRows.AreSame(row, other))
            {
                Add($"Figure {row.Indicator} of {survey} on {geography} ({FigureRows.CodeOf(channel)}), {row.Unit}: "
                    + $"{Show(other)} stored, {Show(row)} computed.");
            }
        }

        foreach (var (unit, indicator) in found.Keys)
        {
            Add($"Figure {indicator} of {survey} on {geography} ({FigureRows.CodeOf(channel)}), {unit}: stored, but there is no such figure.");
        }
    }

    private static string Show(FigureRow? row) =>
        row is null ? "nothing" : FormattableString.Invariant($"n {row.N}, satisfied {row.Satisfied}, score {row.Score}, rank {row.Rank}");
}
