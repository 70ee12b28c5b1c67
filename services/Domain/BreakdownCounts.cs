namespace SipasSurvey.Domain;

/// <summary>
/// What a survey's official channels counted by one respondent dimension: a tally for each unit and column. The columns are the
/// dimension's categories and, behind them, those who did not state one: the rest of the unit's total, which everybody sees.
/// </summary>
internal sealed class BreakdownCounts
{
    private readonly Tally[] _totals;
    private readonly Tally[] _cells;

    public BreakdownCounts(Survey survey, BreakdownUnits units, Dimension dimension, IEnumerable<KeyValuePair<TallyKey, Tally>> tallies)
    {
        Survey = survey;
        Units = units;
        Dimension = dimension;
        Columns = dimension.Categories.Count + 1;
        _totals = [.. Enumerable.Range(0, units.Count).Select(_ => new Tally(survey.Questionnaire))];
        _cells = [.. Enumerable.Range(0, units.Count * Columns).Select(_ => new Tally(survey.Questionnaire))];

        var columns = dimension.Categories.Select((category, column) => (category.Code, column))
            .ToDictionary(it => it.Code, it => it.column, StringComparer.Ordinal);
        var provinces = survey.Geography.Provinces.Select((province, unit) => (province.Code, unit))
            .ToDictionary(it => it.Code, it => it.unit, StringComparer.Ordinal);
        foreach (var (key, tally) in tallies)
        {
            if (key.Survey != survey.Code || !survey.Includes(ChannelChoice.Official, key.Channel))
            {
                continue;
            }

            if (key.IsTotal)
            {
                _totals[provinces[key.Province]].Add(tally);
            }
            else if (key.Dimension == dimension.Code)
            {
                Cell(provinces[key.Province], columns[key.Category]).Add(tally);
            }
        }

        AddNotStated();
        AddUp();
    }

    /// <summary>The survey that is counted.</summary>
    public Survey Survey { get; }

    /// <summary>The units.</summary>
    public BreakdownUnits Units { get; }

    /// <summary>What the columns are the categories of.</summary>
    public Dimension Dimension { get; }

    /// <summary>Number of columns; the last is for those who stated no category.</summary>
    public int Columns { get; }

    /// <summary>All responses of a unit.</summary>
    public Tally Total(int unit) => _totals[unit];

    /// <summary>The responses of a unit in a column.</summary>
    public Tally Cell(int unit, int column) => _cells[(unit * Columns) + column];

    /// <summary>The column of a category; null stands for those who stated none.</summary>
    /// <exception cref="ArgumentException">The dimension has no such category.</exception>
    public int ColumnOf(Category? category)
    {
        for (var column = 0; column < Columns - 1; column++)
        {
            if (Dimension.Categories[column].Code == category?.Code)
            {
                return column;
            }
        }

        return category is null
            ? Columns - 1
            : throw new ArgumentException($"Dimension {Dimension.Code} has no category {category.Code}.", nameof(category));
    }

    private void AddNotStated()
    {
        for (var unit = 0; unit < Units.Provinces; unit++)
        {
            var rest = Cell(unit, Columns - 1);
            rest.Add(_totals[unit]);
            for (var column = 0; column < Columns - 1; column++)
            {
                rest.Add(Cell(unit, column), -1);
            }
        }
    }

    // A unit comes before the one that it is part of.
    private void AddUp()
    {
        for (var unit = 0; unit < Units.Nation; unit++)
        {
            var parent = Units.ParentOf(unit);
            _totals[parent].Add(_totals[unit]);
            for (var column = 0; column < Columns; column++)
            {
                Cell(parent, column).Add(Cell(unit, column));
            }
        }
    }
}
