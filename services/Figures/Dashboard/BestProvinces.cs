using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>The provinces that a unit is held against: those with the greatest value of an indicator among those with responses enough to be ranked.</summary>
internal static class BestProvinces
{
    /// <summary>All that share the greatest value as it is printed, by code; none where no province with responses enough has a value.</summary>
    /// <param name="figures">Figures of all units.</param>
    /// <param name="indicator">The indicator.</param>
    /// <param name="rule">The rule of its values.</param>
    /// <param name="leastRanked">Least number of responses of a province that takes part.</param>
    public static IReadOnlyList<ProvinceFigures> Of(SurveyFigures figures, Indicator indicator, IndexRule rule, int leastRanked)
    {
        var rounded = figures.Provinces.Where(it => it.Figures.Tally.Responses >= leastRanked)
            .Select(it => (Province: it, Value: it.Figures.Values[indicator.Index].Under(rule) is { } value ? SatisfactionIndex.Round(value) : (decimal?)null)).ToList();
        var greatest = rounded.Max(it => it.Value);
        return greatest is null ? [] : [.. rounded.Where(it => it.Value == greatest).Select(it => it.Province)];
    }

    /// <summary>The first by its name alone, as the former names would take a second line, and how many others there are.</summary>
    public static LocalizedText NameOf(IReadOnlyList<ProvinceFigures> best) => best switch
    {
        [] => new(Vietnamese.NoValue, Vietnamese.NoValue),
        [var only] => only.Province.Name,
        [var first, ..] => new($"{first.Province.Name.Vi} và {best.Count - 1} tỉnh khác", $"{first.Province.Name.En} and {best.Count - 1} more"),
    };
}
