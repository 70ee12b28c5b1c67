using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages;

/// <summary>Running figures arranged for the page: the whole and the parts under one rule, provinces by rank.</summary>
/// <param name="Version">State of the figures.</param>
/// <param name="Columns">The whole, then the parts.</param>
/// <param name="Nation">All responses together.</param>
/// <param name="ProvinceMean">Mean over <paramref name="ProvincesInMean"/> provinces, by column.</param>
/// <param name="ProvincesInMean">How many provinces have a value for every item.</param>
/// <param name="Provinces">The ranked ones by rank, then the others by code.</param>
public sealed record RankedTable(
    FiguresVersion Version,
    IReadOnlyList<Indicator> Columns,
    UnitLine Nation,
    IReadOnlyList<decimal?> ProvinceMean,
    int ProvincesInMean,
    IReadOnlyList<UnitLine> Provinces)
{
    /// <summary>The indicators that the page shows.</summary>
    public static IReadOnlyList<Indicator> ColumnsOf(Questionnaire questionnaire) =>
        [questionnaire.Whole, .. questionnaire.Composites.Where(indicator => indicator.Kind == IndicatorKind.Part)];

    /// <summary>
    /// Arranges what the store gave. A province below <paramref name="leastRanked"/> responses or without a value takes no part in
    /// ranking, so the others' places are counted among themselves.
    /// </summary>
    public static RankedTable Arrange(Survey survey, Geography geography, IndexRule rule, int leastRanked, StoredFigures figures)
    {
        var columns = ColumnsOf(survey.Questionnaire);
        var byUnit = figures.Rows.ToLookup(row => row.Unit);
        var nation = Line(FigureQuery.Nation, "Cả nước");
        var means = InOrder(byUnit[FigureQuery.Nation]).Select(row => row?.Mean).ToList();

        var lines = geography.Provinces.Select(province => Line(province.Code, Vietnamese.Name(geography, province))).ToList();
        var ranks = SatisfactionIndex.Rank([.. lines.Select(line => line.N >= leastRanked ? line.Values[0] : null)]);
        var provinces = lines
            .Select((line, i) => line with { Rank = ranks[i], TooFew = line.N < leastRanked })
            .OrderBy(line => line.Rank ?? int.MaxValue).ThenBy(line => line.Code, StringComparer.Ordinal);
        return new RankedTable(figures.Version, columns, nation,
            [.. means.Select(mean => Under(rule, mean?.Satisfied, mean?.Score))], means[0]?.Provinces ?? 0, [.. provinces]);

        UnitLine Line(string code, string name)
        {
            var rows = InOrder(byUnit[code]).ToList();
            return new UnitLine(code, name, rows[0]?.N ?? 0, [.. rows.Select(row => Under(rule, row?.Satisfied, row?.Score))]);
        }

        IEnumerable<FigureRow?> InOrder(IEnumerable<FigureRow> rows) =>
            columns.Select(column => rows.FirstOrDefault(row => row.Indicator == column.Code));
    }

    /// <summary>The province with this code.</summary>
    public UnitLine Province(string code) => Provinces.Single(line => line.Code == code);

    private static decimal? Under(IndexRule rule, double? satisfied, double? score) =>
        (decimal?)(rule == IndexRule.Satisfied ? satisfied : score);
}

/// <summary>One line of the table.</summary>
/// <param name="Code">Province code, or <see cref="FigureQuery.Nation"/>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="N">Responses.</param>
/// <param name="Values">Percentages by column; null without a value.</param>
public sealed record UnitLine(string Code, string Name, long N, IReadOnlyList<decimal?> Values)
{
    /// <summary>Place among the ranked provinces, or null.</summary>
    public int? Rank { get; init; }

    /// <summary>Whether it has too few responses to be ranked.</summary>
    public bool TooFew { get; init; }
}
