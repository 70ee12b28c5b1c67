using System.Globalization;
using System.Text;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// Reads the cells of one column that is neither the serial nor an item. The same few texts come again and again, so what each means is
/// found out once.
/// </summary>
internal sealed class CellRule
{
    // Texts that are remembered. Beyond, each is looked at anew: slower, in bounded memory.
    private const int MostKnown = 50_000;

    // No code and no word of a category is longer, so what is longer is wrong without looking at it.
    private const int Longest = 200;

    private readonly SheetColumn _column;
    private readonly IReadOnlySet<string>? _clusters;
    private readonly Dictionary<string, CellReading> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CellReading>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<string, int> _choices = new(StringComparer.Ordinal);
    private readonly LocalizedText _choiceFault;

    /// <param name="column">The column.</param>
    /// <param name="clusters">The villages that may be named; null when all may.</param>
    public CellRule(SheetColumn column, IReadOnlySet<string>? clusters)
    {
        _column = column;
        _clusters = clusters;
        _lookup = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        _choiceFault = CellFaults.Choice(column);
        RegisterChoices();
    }

    /// <summary>What a cell says, or what is wrong with it.</summary>
    public CellReading Read(CellKind kind, ReadOnlySpan<char> text)
    {
        if (kind != CellKind.Text && CellFaults.OfKind(kind, mayBeDate: _column.Kind == SheetColumnKind.Date) is { } wrong)
        {
            return new CellReading("", 0, wrong);
        }

        text = text.Trim();
        if (text.IsEmpty)
        {
            return default;
        }

        if (text.Length > Longest)
        {
            text = text[..Longest];
        }

        if (!_lookup.TryGetValue(text, out var reading))
        {
            reading = Read(text.ToString());
            if (_known.Count < MostKnown)
            {
                _known.Add(text.ToString(), reading);
            }
        }

        return reading;
    }

    // Codes first, then the words that mean one category in either language, then the printed numbers.
    private void RegisterChoices()
    {
        var (codes, words) = (new Dictionary<string, int>(StringComparer.Ordinal), new List<(string Word, int Place)>());
        for (var place = 1; place <= _column.Choices.Count; place++)
        {
            var choice = _column.Choices[place - 1];
            codes.TryAdd(Words.Key(choice.Code), place);
            words.Add((Words.Key(choice.Name.Vi), place));
            words.Add((Words.Key(choice.Name.En), place));
        }

        foreach (var word in words.GroupBy(it => it.Word, StringComparer.Ordinal).Where(it => it.Select(word => word.Place).Distinct().Count() == 1))
        {
            _choices[word.Key] = word.First().Place;
        }

        foreach (var (code, place) in codes)
        {
            _choices[code] = place;
        }

        for (var place = 1; place <= _column.Choices.Count; place++)
        {
            _choices.TryAdd(place.ToString(CultureInfo.InvariantCulture), place);
        }
    }

    private CellReading Read(string text)
    {
        switch (_column.Kind)
        {
            case SheetColumnKind.Respondent or SheetColumnKind.Mode:
                return _choices.TryGetValue(Words.Key(text), out var place) ? new CellReading(text, place, null) : new CellReading(text, 0, _choiceFault);
            case SheetColumnKind.Cluster:
                var cluster = Narrow(text);
                return !ClusterCode.IsValid(cluster) ? new CellReading(text, 0, CellFaults.Cluster)
                    : _clusters is not null && !_clusters.Contains(cluster) ? new CellReading(text, 0, CellFaults.UnknownCluster)
                    : new CellReading(cluster, 0, null);
            case SheetColumnKind.Date:
                return new CellReading(text, 0, IsDay(Narrow(text)) ? null : CellFaults.Date);
            default:
                // Codes of people follow the rule of village codes.
                var person = Narrow(text);
                return new CellReading(person, 0, ClusterCode.IsValid(person) ? null : CellFaults.Person);
        }
    }

    // Full-width letters and digits are ordinary ones.
    private static string Narrow(string text)
    {
        try
        {
            return Ascii.IsValid(text) ? text : text.Normalize(NormalizationForm.FormKC).Trim();
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair.
            return "";
        }
    }

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, ["d/M/yyyy", "yyyy-M-d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year >= 2000;
}

/// <summary>What a cell says.</summary>
/// <param name="Text">The code that stands in it; null when it is blank.</param>
/// <param name="Place">The place of the choice, from 1.</param>
/// <param name="Fault">What is wrong with it; null when nothing is.</param>
internal readonly record struct CellReading(string? Text, int Place, LocalizedText? Fault);
