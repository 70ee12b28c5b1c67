using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>The charts of one indicator in all provinces.</summary>
internal static class IndicatorCharts
{
    private static readonly LocalizedText Province = new("Tỉnh, thành phố", "Province");

    /// <summary>The provinces with the highest value first, as it is shown; equal ones by code, those without a value last. Under the headline rule this is the order of ranks.</summary>
    public static IReadOnlyList<ProvinceFigures> InOrder(SurveyFigures figures, Indicator indicator, IndexRule rule) =>
    [
        .. figures.Provinces
            .OrderByDescending(it => it.Figures.Values[indicator.Index].Under(rule) is { } value ? SatisfactionIndex.Round(value) : (decimal?)null)
            .ThenBy(it => it.Province.Code, StringComparer.Ordinal),
    ];

    /// <summary>The provinces as bars, with the nation to hold them against.</summary>
    public static BarChart Bars(HttpContext context, FigureChoices choices, SurveyFigures figures, Indicator indicator)
    {
        var name = PageLanguage.Say(context, indicator.Name);
        var nation = figures.Nation.Values[indicator.Index].Under(choices.Rule);
        return new BarChart("provinces",
            PageLanguage.Say(context, new LocalizedText($"{name}: các tỉnh, thành phố so với cả nước, {Vietnamese.ShortName(choices.Survey)}", $"{name}: provinces against the nation, SIPAS {choices.Survey.Year}")),
            [PageLanguage.Say(context, Province), $"{name} (%)"],
            [
                .. InOrder(figures, indicator, choices.Rule).Select(it =>
                {
                    var value = it.Figures.Values[indicator.Index].Under(choices.Rule);
                    var place = it.Ranks[indicator.Index] is { } rank && choices.Rule == choices.Survey.HeadlineRule ? $"{rank}. " : "";
                    return new Bar(place + PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, it.Province)), value, context.Percentage(value));
                }),
            ],
            nation is { } known ? ($"{PageLanguage.Say(context, DashboardWords.Nation)} {context.Percentage(nation)}", known) : null);
    }

    /// <summary>The levels of an item, of the nation and then of the provinces in the order of the bars.</summary>
    public static LevelsChart Levels(HttpContext context, FigureChoices choices, SurveyFigures figures, Indicator item)
    {
        var name = PageLanguage.Say(context, item.Name);
        return new LevelsChart("levels",
            PageLanguage.Say(context, new LocalizedText(
                $"{name}: câu trả lời theo mức, cả nước và các tỉnh, thành phố, {Vietnamese.ShortName(choices.Survey)}", $"{name}: answers by level, nation and provinces, SIPAS {choices.Survey.Year}")),
            PageLanguage.Say(context, Province), LevelsOfItem.Names(context, choices.Survey.Questionnaire.Scale), PageLanguage.Say(context, new LocalizedText("Tất cả", "All")),
            [
                LevelsOfItem.Row(context, PageLanguage.Say(context, DashboardWords.Nation), figures.Nation.Tally, item),
                .. InOrder(figures, item, choices.Rule).Select(it =>
                    LevelsOfItem.Row(context, PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, it.Province)), it.Figures.Tally, item)),
            ]);
    }
}
