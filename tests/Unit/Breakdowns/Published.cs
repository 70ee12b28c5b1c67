using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Breakdowns;

/// <summary>An equation over hidden cells: each times its sign, added up, gives what is visible, level by level.</summary>
internal sealed record Equation(int[] Cells, int[] Signs, long[] Visible);

/// <summary>All that is to be seen of one indicator in a survey's tables, when some of their cells are hidden.</summary>
internal sealed class Published
{
    private readonly SurveyTables _tables;
    private readonly Indicator _indicator;

    public Published(SurveyTables tables, Indicator indicator, bool[] hides)
    {
        _tables = tables;
        _indicator = indicator;
        Hides = hides;
        foreach (var sum in tables.Sums)
        {
            Add(sum);
        }
    }

    /// <summary>By cell, whether it is not shown.</summary>
    public bool[] Hides { get; }

    /// <summary>The cells that are not shown.</summary>
    public IEnumerable<int> Hidden => Enumerable.Range(0, Hides.Length).Where(cell => Hides[cell]);

    /// <summary>Everything that ties hidden cells together.</summary>
    public List<Equation> Equations { get; } = [];

    /// <summary>The counts of a cell by level; of a composite, its number of responses.</summary>
    public long[] Truth(int cell) => Counts(_tables.Cells[cell]);

    /// <summary>The counts of a cell's unit, which everybody sees.</summary>
    public long[] Total(int cell) => Counts(_tables.Totals[cell]);

    public long[] Counts(Tally tally) => _indicator.Kind == IndicatorKind.Item
        ? [.. Enumerable.Range(1, tally.Questionnaire.Scale.Highest).Select(level => tally.At(_indicator.Index, level))]
        : [tally.N(_indicator)];

    // Visible cells go over to the other side.
    private void Add(Sum sum)
    {
        var hidden = new List<(int Cell, int Sign)>();
        var visible = Counts(sum.Total ?? new Tally(_tables.Survey.Questionnaire));
        foreach (var (cell, sign) in sum.Plus.Select(cell => (cell, 1)).Concat(sum.Minus.Select(cell => (cell, -1))))
        {
            if (Hides[cell])
            {
                hidden.Add((cell, sign));
                continue;
            }

            var truth = Truth(cell);
            for (var level = 0; level < visible.Length; level++)
            {
                visible[level] -= sign * truth[level];
            }
        }

        if (hidden.Count > 0)
        {
            Equations.Add(new Equation([.. hidden.Select(it => it.Cell)], [.. hidden.Select(it => it.Sign)], visible));
        }
    }
}
