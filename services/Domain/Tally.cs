using System.Buffers.Binary;

namespace SipasSurvey.Domain;

/// <summary>Which responses a tally counts: those of a survey, province and channel, all of them or one respondent category.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Channel">The way the responses came in.</param>
/// <param name="Dimension">Respondent dimension, e.g. <c>age</c>; empty for all responses.</param>
/// <param name="Category">Category of that dimension; empty for all responses.</param>
public readonly record struct TallyKey(string Survey, string Province, Channel Channel, string Dimension, string Category)
{
    /// <summary>Whether it counts all responses, whoever answered.</summary>
    public bool IsTotal => Dimension.Length == 0;
}

/// <summary>
/// Counts of answers, the only thing that is ever added up, because percentages do not add up: for each item the answers at each level,
/// and for each composite indicator the responses that answered at least one of its items.
/// </summary>
public sealed class Tally
{
    private readonly long[] _counts;
    private readonly int _levels;

    /// <summary>An empty tally for a questionnaire.</summary>
    public Tally(Questionnaire questionnaire)
    {
        Questionnaire = questionnaire;
        _levels = questionnaire.Scale.Highest;
        _counts = new long[(questionnaire.Items.Count * _levels) + questionnaire.Composites.Count];
    }

    /// <summary>The questionnaire whose items are counted.</summary>
    public Questionnaire Questionnaire { get; }

    /// <summary>Number of responses with at least one answered item.</summary>
    public long Responses => N(Questionnaire.Whole);

    /// <summary>Whether nothing is counted, not even negatively.</summary>
    public bool IsZero => !_counts.AsSpan().ContainsAnyExcept(0L);

    /// <summary>Answers to an item at a level.</summary>
    public long At(int item, int level) => _counts[(item * _levels) + level - 1];

    /// <summary>Answers to an item; for a composite, the responses that answered at least one of its items.</summary>
    public long N(Indicator indicator)
    {
        if (indicator.Kind != IndicatorKind.Item)
        {
            return _counts[CompositeAt(indicator)];
        }

        var n = 0L;
        foreach (var count in _counts.AsSpan(indicator.Index * _levels, _levels))
        {
            n += count;
        }

        return n;
    }

    /// <summary>Adds one response (<paramref name="sign"/> 1) or takes it back out (-1).</summary>
    public void Add(ReadOnlySpan<byte> answers, int sign) => Add(new TallyMark(Questionnaire).Of(answers), sign);

    /// <summary>Adds one response or takes it back out, by its mark.</summary>
    /// <param name="mark">What <see cref="TallyMark"/> found for the same questionnaire.</param>
    /// <param name="sign">1 or -1.</param>
    internal void Add(ReadOnlySpan<int> mark, int sign)
    {
        var counts = _counts;
        foreach (var place in mark)
        {
            counts[place] += sign;
        }
    }

    /// <summary>Adds all counts of another tally of the same questionnaire (<paramref name="sign"/> 1) or takes them out (-1).</summary>
    public void Add(Tally other, int sign = 1)
    {
        if (other.Questionnaire != Questionnaire)
        {
            throw new ArgumentException("Tallies of different questionnaires cannot be added.", nameof(other));
        }

        for (var i = 0; i < _counts.Length; i++)
        {
            _counts[i] += sign * other._counts[i];
        }
    }

    /// <summary>The counts as stored: 32-bit little-endian, items by level, then composites.</summary>
    /// <exception cref="OverflowException">A count is negative or above 4,294,967,295.</exception>
    public byte[] ToBytes()
    {
        var bytes = new byte[_counts.Length * sizeof(uint)];
        for (var i = 0; i < _counts.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(i * sizeof(uint)), checked((uint)_counts[i]));
        }

        return bytes;
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes do not fit the questionnaire.</exception>
    public static Tally FromBytes(Questionnaire questionnaire, ReadOnlySpan<byte> bytes)
    {
        var tally = new Tally(questionnaire);
        if (bytes.Length != tally._counts.Length * sizeof(uint))
        {
            throw new InvalidDataException($"A stored tally does not fit questionnaire {questionnaire.Code}. Run 'rebuild'.");
        }

        for (var i = 0; i < tally._counts.Length; i++)
        {
            tally._counts[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(i * sizeof(uint))..]);
        }

        return tally;
    }

    /// <summary>Whether all counts are the same.</summary>
    public bool SameAs(Tally other) => Questionnaire == other.Questionnaire && _counts.AsSpan().SequenceEqual(other._counts);

    private int CompositeAt(Indicator composite) => CompositeAt(Questionnaire, composite);

    /// <summary>Place of the count of a composite.</summary>
    internal static int CompositeAt(Questionnaire questionnaire, Indicator composite) =>
        (questionnaire.Items.Count * questionnaire.Scale.Highest) + composite.Index - questionnaire.Items.Count;
}
