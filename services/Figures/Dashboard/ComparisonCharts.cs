using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>The charts of a comparison.</summary>
internal static class ComparisonCharts
{
    /// <summary>The whole and each part as bars by unit, with the nation to hold them against.</summary>
    public static IReadOnlyList<IChart> OfUnits(HttpContext context, FigureChoices choices, SurveyFigures figures, IReadOnlyList<ComparisonColumn> columns) =>
    [
        .. RankedTable.ColumnsOf(choices.Survey.Questionnaire).Select(indicator =>
        {
            var name = PageLanguage.Say(context, indicator.Name);
            var nation = figures.Nation.Values[indicator.Index].Under(choices.Rule);
            return new BarChart($"comparison-{indicator.Code.ToLowerInvariant()}", $"{name}: {Names(columns)}, {Vietnamese.ShortName(choices.Survey)}",
                [PageLanguage.Say(context, new LocalizedText("Đơn vị", "Unit")), $"{name} (%)"],
                [.. columns.Select(it => new Bar(it.Name, it.Value(indicator, choices.Rule), context.Percentage(it.Value(indicator, choices.Rule)), IsMain: it.Code == FigureQuery.Nation))],
                nation is { } known ? ($"{PageLanguage.Say(context, DashboardWords.Nation)} {context.Percentage(nation)}", known) : null);
        }),
    ];

    /// <summary>The whole with the parts, and each part with its elements, as lines over the years.</summary>
    public static IReadOnlyList<IChart> OfYears(HttpContext context, FigureChoices choices, ComparisonChoice compared, IReadOnlyList<ComparisonColumn> columns)
    {
        var questionnaire = choices.Survey.Questionnaire;
        var unit = PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, choices.Geography.Find(compared.Units[0])));
        var merged = compared.Surveys.Any(it => it.Geography != choices.Geography);
        return
        [
            Trend("trend", RankedTable.ColumnsOf(questionnaire), PageLanguage.Say(context, new LocalizedText("chỉ số chung và các nội dung", "overall index and parts"))),
            .. questionnaire.Composites.Where(it => it.Kind == IndicatorKind.Part)
                .Select(part => Trend($"trend-{part.Code.ToLowerInvariant()}", IndicatorOrder.Below(questionnaire, part), PageLanguage.Say(context, part.Name))),
        ];

        // More lines than these could not be told apart; the table has them all.
        TrendChart Trend(string name, IReadOnlyList<Indicator> indicators, string of) => new(name,
            $"{unit}: {of}, {string.Join(", ", columns.Select(it => it.Name))}, {PageLanguage.Say(context, choices.Geography.Name)}{(merged ? PageLanguage.Say(context, NotWeighted) : "")}",
            PageLanguage.Say(context, new LocalizedText("Chỉ số (%)", "Indicator (%)")), [.. columns.Select(it => it.Name)],
            [
                .. indicators.Take(ComparisonChoice.Most).Select(indicator =>
                {
                    var values = columns.Select(it => it.Value(indicator, choices.Rule)).ToList();
                    return new TrendLine(PageLanguage.Say(context, indicator.Name), values, [.. values.Select(context.Percentage)]);
                }),
            ]);
    }

    private static readonly LocalizedText NotWeighted = new($"; {FigureWords.NotWeighted}", "; not weighted by population");

    private static string Names(IReadOnlyList<ComparisonColumn> columns) => string.Join(", ", columns.Select(it => it.Name));
}
