using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the overview shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Snapshot">What the figures are computed from; null while nothing was counted.</param>
/// <param name="Figures">The figures; null likewise.</param>
/// <param name="Before">Those of the survey before on the same provinces; null without one, or without figures.</param>
/// <param name="Map">The map; null without figures or shapes.</param>
/// <param name="Credit">Whom the shapes of the map are from.</param>
public sealed record OverviewView(FigureChoices Choices, SurveySnapshot? Snapshot, SurveyFigures? Figures, SurveyFigures? Before, MapChart? Map, string Credit);

/// <summary>The nation at a glance, and the map of the provinces.</summary>
internal static class ShowOverview
{
    public static void MapOverview(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Overview("{survey}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, MapAtlas atlas, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, ChartFile.Parameter))
        {
            return refusal;
        }

        var snapshot = await snapshots.Find(choices.Survey, cancellationToken);
        var figures = snapshot?.Figures(choices.Geography, choices.Channel);
        var before = await FindBefore(choices, catalogue, snapshots, cancellationToken);
        var map = figures is not null && atlas.Find(choices.Geography) is { } shapes ? MapOf(context, choices, figures, choices.Survey.Questionnaire.Whole, shapes) : null;
        if (ChartFile.AskedFor(context) is { } chart)
        {
            return map is not null && chart == map.Name
                ? ChartFile.Of(map, PageLanguage.Say(context, DashboardWords.Facts(choices, figures!.Nation.Tally.Responses, snapshot!.AsOf)), $"{choices.Survey.Code}-{choices.Geography.Code}")
                : QueryFault.NotOneOf(context, ChartFile.Parameter, map is null ? [] : [map.Name]);
        }

        return new RazorComponentResult<OverviewPage>(new { View = new OverviewView(choices, snapshot, figures, before, map, atlas.Credit) });
    }

    /// <summary>Figures of the survey of the year before, on the provinces that are shown; null when they cannot be shown on these, or there are none.</summary>
    public static async Task<SurveyFigures?> FindBefore(FigureChoices choices, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken) =>
        catalogue.Surveys.LastOrDefault(it => it.Year < choices.Survey.Year) is { } before && choices.Geography.CanShow(before.Geography)
            ? (await snapshots.Find(before, cancellationToken))?.Figures(choices.Geography, choices.Channel)
            : null;

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
