using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Figures arranged as a ranking under one rule.</summary>
/// <param name="Figures">Where they are from.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Provinces">The ranked ones by rank, then the others by code.</param>
public sealed record RankedTable(SurveyFigures Figures, IndexRule Rule, IReadOnlyList<RankedProvince> Provinces)
{
    /// <summary>The indicators that are shown beside the rank: the whole, then the parts.</summary>
    public static IReadOnlyList<Indicator> ColumnsOf(Questionnaire questionnaire) =>
        [questionnaire.Whole, .. questionnaire.Composites.Where(indicator => indicator.Kind == IndicatorKind.Part)];

    /// <summary>
    /// Ranks provinces by the whole. One below <paramref name="leastRanked"/> responses or without a value takes no part in it, so the others' places are counted
    /// among themselves.
    /// </summary>
    public static RankedTable Arrange(SurveyFigures figures, IndexRule rule, int leastRanked)
    {
        var whole = figures.Survey.Questionnaire.Whole;
        var ranks = SatisfactionIndex.Rank(
            [.. figures.Provinces.Select(it => it.Figures.Tally.Responses >= leastRanked ? it.Figures.Values[whole.Index].Under(rule) : null)]);
        return new RankedTable(figures, rule,
        [
            .. figures.Provinces.Select((it, i) => new RankedProvince(it.Province, it.Figures, ranks[i], it.Figures.Tally.Responses < leastRanked))
                .OrderBy(it => it.Rank ?? int.MaxValue).ThenBy(it => it.Province.Code, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The line of a province.</summary>
    /// <param name="code">Its code in the geography of the figures.</param>
    public RankedProvince Of(string code) => Provinces.Single(it => it.Province.Code == code);
}

/// <summary>A province in a ranking.</summary>
/// <param name="Province">The province.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Rank">Its place among the ranked ones, or null.</param>
/// <param name="TooFew">Whether it has too few responses to be ranked.</param>
public sealed record RankedProvince(Province Province, UnitFigures Figures, int? Rank, bool TooFew);
