using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Figures.Pages.Progress;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the overview shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Snapshot">What the figures are computed from; null while nothing was counted.</param>
/// <param name="Figures">The figures; null likewise.</param>
/// <param name="Before">Those of the survey before on the same provinces; null without one, or without figures.</param>
/// <param name="Open">Those of the open channel, to stand beside; null when there are none, or when they are part of what was chosen.</param>
/// <param name="Map">The map; null without figures or shapes.</param>
/// <param name="Extremes">The provinces with the greatest and the least index; null without figures.</param>
/// <param name="Credit">Whom the shapes of the map are from.</param>
/// <param name="Collection">How far field work on paper is; null while it was not counted.</param>
public sealed record OverviewView(FigureChoices Choices, SurveySnapshot? Snapshot, SurveyFigures? Figures, SurveyFigures? Before, SurveyFigures? Open, MapChart? Map, BarChart? Extremes, string Credit,
    SurveyProgress? Collection);

/// <summary>The nation at a glance, and the map of the provinces.</summary>
internal static class ShowOverview
{
    private const int AtEachEnd = 7;

    public static void MapOverview(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Overview("{survey}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, MapAtlas atlas, IOptionsSnapshot<PagesOptions> options,
        ProgressCache progress, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, ChartFile.Parameter))
        {
            return refusal;
        }

        var snapshot = await snapshots.Find(choices.Survey, cancellationToken);
        var figures = snapshot?.Figures(choices.Geography, choices.Channel);
        var before = await FindBefore(choices, catalogue, snapshots, cancellationToken);
        var map = figures is not null && atlas.Find(choices.Geography) is { } shapes ? MapOf(context, choices, figures, choices.Survey.Questionnaire.Whole, shapes) : null;
        var extremes = figures is null ? null : ExtremesOf(context, choices, figures, options.Value.LeastRanked);
        return ChartChoice.Answer(context, [.. new IChart?[] { map, extremes }.OfType<IChart>()],
                figures is null ? null : DashboardWords.Facts(choices, figures.Nation.Tally.Responses, snapshot!.AsOf), $"{choices.Survey.Code}-{choices.Geography.Code}")
            ?? new RazorComponentResult<OverviewPage>(new { View = new OverviewView(choices, snapshot, figures, before, FindOpen(choices, snapshot), map, extremes, atlas.Credit, await progress.FindLatest(choices.Survey)) });
    }

    /// <summary>Figures of the survey of the year before, on the provinces that are shown; null when they cannot be shown on these, or nobody responded to it.</summary>
    public static async Task<SurveyFigures?> FindBefore(FigureChoices choices, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken) =>
        catalogue.Surveys.LastOrDefault(it => it.Year < choices.Survey.Year) is { } before && choices.Geography.CanShow(before.Geography)
        && (await snapshots.Find(before, cancellationToken))?.Figures(choices.Geography, choices.Channel) is { Nation.Tally.Responses: > 0 } figures
            ? figures
            : null;

    /// <summary>Figures of the open channel, where the official ones are shown and there are any.</summary>
    public static SurveyFigures? FindOpen(FigureChoices choices, SurveySnapshot? snapshot) =>
        choices.Channel == ChannelChoice.Official && !choices.Survey.OfficialChannels.Contains(Channel.Open)
        && snapshot?.Figures(choices.Geography, ChannelChoice.Open) is { Nation.Tally.Responses: > 0 } open
            ? open
            : null;

    private static BarChart ExtremesOf(HttpContext context, FigureChoices choices, SurveyFigures figures, int leastRanked)
    {
        var whole = choices.Survey.Questionnaire.Whole;
        var ordered = RankedTable.Arrange(figures, choices.Rule, leastRanked).Provinces.Where(it => it.Rank is not null).ToList();
        var nation = figures.Nation.Values[whole.Index].Under(choices.Rule);
        return new BarChart("extremes",
            PageLanguage.Say(context, new LocalizedText($"Cao nhất và thấp nhất, {Vietnamese.ShortName(choices.Survey)}", $"Highest and lowest, SIPAS {choices.Survey.Year}")),
            [PageLanguage.Say(context, new LocalizedText("Tỉnh, thành phố", "Province")), "%"],
            [.. ordered.Take(AtEachEnd).Concat(ordered.Skip(Math.Max(AtEachEnd, ordered.Count - AtEachEnd))).Select(Bar)],
            nation is { } value ? ($"{PageLanguage.Say(context, DashboardWords.Nation)} {context.Percentage(value)}", value) : null);

        Bar Bar(RankedProvince it)
        {
            var value = it.Figures.Values[whole.Index].Under(choices.Rule);
            return new Bar(PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, it.Province)), value, context.Percentage(value),
                DashboardPaths.Unit(choices.Survey.Code, it.Province.Code) + choices.Query);
        }
    }

    /// <summary>The map of an indicator.</summary>
    public static MapChart MapOf(HttpContext context, FigureChoices choices, SurveyFigures figures, Indicator indicator, MapShapes shapes)
    {
        var name = PageLanguage.Say(context, indicator.Name);
        return new MapChart("map",
            PageLanguage.Say(context, new LocalizedText($"{name} theo tỉnh, thành phố, {Vietnamese.ShortName(choices.Survey)}", $"{name} by province, SIPAS {choices.Survey.Year}")),
            [PageLanguage.Say(context, new LocalizedText("Tỉnh, thành phố", "Province")), name],
            shapes,
            [
                .. figures.Provinces.Select(it =>
                {
                    var value = it.Figures.Values[indicator.Index].Under(choices.Rule);
                    return new MapUnit(it.Province.Code, PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, it.Province)), value, context.Percentage(value),
                        DashboardPaths.Unit(choices.Survey.Code, it.Province.Code) + choices.Query);
                }),
            ],
            PageLanguage.Say(context, new LocalizedText("chưa có giá trị", "no value")), context.Percentage);
    }
}
