namespace SipasSurvey.Domain;

/// <summary>What may be seen of one indicator in one cell.</summary>
/// <param name="N">Answers, or for a composite the responses that answered one of its items; null when hidden.</param>
/// <param name="Value">The percentages; without a value when hidden, too.</param>
/// <param name="Levels">Answers to an item at each level, the lowest first; null for composites, and when hidden.</param>
public readonly record struct CellFigure(long? N, Percentages Value, IReadOnlyList<long>? Levels)
{
    /// <summary>Whether there is something that must not be seen. It does not say whether the cell itself is small.</summary>
    public bool IsHidden => N is null;
}

/// <summary>The figures of one category in one unit.</summary>
/// <param name="Category">The category; null for those who did not state one.</param>
/// <param name="Figures">By <see cref="Indicator.Index"/>.</param>
public sealed record BreakdownCell(Category? Category, IReadOnlyList<CellFigure> Figures);

/// <summary>A unit's figures by category.</summary>
/// <param name="Province">The province; null for the nation.</param>
/// <param name="Cells">In the order of the categories; those who did not state one come last.</param>
public sealed record BreakdownUnit(Province? Province, IReadOnlyList<BreakdownCell> Cells);

/// <summary>
/// The figures of a survey by the categories of one respondent dimension, on one geography, as anybody may see them: official channels
/// only, and without what <see cref="Disclosure"/> hides.
/// </summary>
/// <param name="Survey">The survey.</param>
/// <param name="Geography">The geography that the provinces are of.</param>
/// <param name="Dimension">The respondent dimension.</param>
/// <param name="Nation">All provinces together.</param>
/// <param name="Provinces">Every province of the geography, by code.</param>
public sealed record Breakdown(
    Survey Survey,
    Geography Geography,
    Dimension Dimension,
    BreakdownUnit Nation,
    IReadOnlyList<BreakdownUnit> Provinces)
{
    /// <summary>Computes the figures from the counts that it was decided on what to hide.</summary>
    /// <exception cref="ArgumentException">The survey cannot be shown on the geography.</exception>
    public static Breakdown Compute(Disclosure disclosure, Geography geography)
    {
        if (!disclosure.Geographies.Contains(geography))
        {
            throw new ArgumentException($"Survey {disclosure.Survey.Code} cannot be shown on geography {geography.Code}.", nameof(geography));
        }

        var units = disclosure.Counts.Units;
        return new Breakdown(disclosure.Survey, geography, disclosure.Dimension,
            Of(disclosure, null, units.Nation),
            [.. geography.Provinces.Select(province => Of(disclosure, province, units.Of(geography, province)))]);
    }

    private static BreakdownUnit Of(Disclosure disclosure, Province? province, int unit) =>
        new(province, [.. disclosure.Dimension.Categories.Append(null).Select((category, column) =>
            new BreakdownCell(category, Figures(disclosure, unit, column)))]);

    private static CellFigure[] Figures(Disclosure disclosure, int unit, int column)
    {
        var tally = disclosure.Counts.Cell(unit, column);
        var values = SatisfactionIndex.Compute(tally);
        return
        [
            .. tally.Questionnaire.Indicators.Select(indicator => disclosure.Hides(unit, column, indicator)
                ? default
                : new CellFigure(tally.N(indicator), values[indicator.Index], Levels(tally, indicator))),
        ];
    }

    private static IReadOnlyList<long>? Levels(Tally tally, Indicator indicator) => indicator.Kind == IndicatorKind.Item
        ? [.. Enumerable.Range(1, tally.Questionnaire.Scale.Highest).Select(level => tally.At(indicator.Index, level))]
        : null;
}
