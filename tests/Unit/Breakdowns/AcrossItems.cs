using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>
/// What the tables of all items together tell: nobody answers an item who did not respond, and no more respondents of a group left an item out than of its whole unit, which everybody
/// sees. Bounds of all counts are drawn closer until nothing moves any more.
/// </summary>
internal sealed class AcrossItems
{
    private readonly SurveyTables _tables;
    private readonly Indicator _whole;
    private readonly List<(Indicator Indicator, Published Published, long[] Least, long[] Most)> _all;

    public AcrossItems(SurveyTables tables, Func<SurveyTables, Indicator, bool[]> hides)
    {
        _tables = tables;
        _whole = tables.Survey.Questionnaire.Whole;
        _all = [.. tables.Survey.Questionnaire.Indicators.Where(it => it.Kind == IndicatorKind.Item).Append(_whole).Select(indicator => Read(indicator, hides(tables, indicator)))];
        for (var moved = true; moved;)
        {
            moved = Combine();
            foreach (var (_, published, least, most) in _all)
            {
                moved |= published.Equations.Aggregate(false, (any, equation) => Narrow(equation, least, most) || any);
            }
        }
    }

    /// <summary>The hidden cells of which it is known that fewer than ten answered an item, though more did in their unit.</summary>
    public IEnumerable<string> Learns() =>
        from one in _all
        where one.Indicator != _whole
        from cell in one.Published.Hidden
        where one.Most[cell] < Math.Min(10, one.Published.Total(cell).Sum())
        select $"{one.Indicator.Code}: knows from other items that at most {one.Most[cell]} answered in {_tables.Names[cell]}";

    private (Indicator, Published, long[], long[]) Read(Indicator indicator, bool[] hides)
    {
        var published = new Published(_tables, indicator, hides);
        var cells = Enumerable.Range(0, hides.Length).ToList();
        return (indicator, published,
            [.. cells.Select(cell => hides[cell] ? 0 : published.Truth(cell).Sum())],
            [.. cells.Select(cell => hides[cell] ? published.Total(cell).Sum() : published.Truth(cell).Sum())]);
    }

    private bool Combine()
    {
        var (moved, whole) = (false, _all[^1]);
        foreach (var (_, published, least, most) in _all.SkipLast(1))
        {
            for (var cell = 0; cell < least.Length; cell++)
            {
                var skipped = whole.Published.Total(cell).Sum() - published.Total(cell).Sum();
                moved |= Raise(least, cell, whole.Least[cell] - skipped) | Raise(whole.Least, cell, least[cell])
                    | Lower(most, cell, whole.Most[cell]) | Lower(whole.Most, cell, most[cell] + skipped);
            }
        }

        return moved;
    }

    // Each cell is what is left when the others are as great, or as small, as they can be.
    private static bool Narrow(Equation equation, long[] least, long[] most)
    {
        var moved = false;
        var (lowest, highest) = (0L, 0L);
        for (var i = 0; i < equation.Cells.Length; i++)
        {
            var (cell, plus) = (equation.Cells[i], equation.Signs[i] > 0);
            (lowest, highest) = (lowest + (plus ? least[cell] : -most[cell]), highest + (plus ? most[cell] : -least[cell]));
        }

        for (var i = 0; i < equation.Cells.Length; i++)
        {
            var (cell, plus, sum) = (equation.Cells[i], equation.Signs[i] > 0, equation.Visible.Sum());
            var (low, high) = (least[cell], most[cell]);
            var (from, to) = (sum - highest + (plus ? high : -low), sum - lowest + (plus ? low : -high));
            moved |= Raise(least, cell, plus ? from : -to) | Lower(most, cell, plus ? to : -from);
            (lowest, highest) = (lowest + (plus ? least[cell] - low : high - most[cell]), highest + (plus ? most[cell] - high : low - least[cell]));
        }

        return moved;
    }

    private static bool Raise(long[] bounds, int cell, long least)
    {
        var higher = least > bounds[cell];
        bounds[cell] = Math.Max(bounds[cell], least);
        return higher;
    }

    private static bool Lower(long[] bounds, int cell, long most)
    {
        var lower = most < bounds[cell];
        bounds[cell] = Math.Min(bounds[cell], most);
        return lower;
    }
}
