using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>All indicators of a province or of the nation, against the nation and the best province, over the years, and by who answered.</summary>
internal static class ShowUnit
{
    public static void MapUnit(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Unit("{survey}", "{unit}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context, (string?)context.Request.RouteValues["unit"])));

    private static async Task<IResult> Show(string survey, string unit, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots,
        IOptionsSnapshot<PagesOptions> options, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, ChartFile.Parameter))
        {
            return refusal;
        }

        var province = choices.Geography.Find(unit);
        if (province is null && unit != FigureQuery.Nation)
        {
            // It may be one of the survey's other geography: codes are not joined, so nothing is guessed.
            return TypedResults.NotFound();
        }

        if (await snapshots.Find(choices.Survey, cancellationToken) is not { } snapshot)
        {
            return new RazorComponentResult<UnitPage>(new { Choices = choices, Province = province, View = (UnitView?)null, Charts = (UnitCharts?)null });
        }

        var view = new UnitView(choices, snapshot, province, snapshot.Figures(choices.Geography, choices.Channel),
            await ShowOverview.FindBefore(choices, catalogue, snapshots, cancellationToken),
            ShowOverview.FindOpen(choices, snapshot),
            choices.Channel == ChannelChoice.Official ? [.. choices.Survey.Questionnaire.Respondent.Select(it => snapshot.Groups.Breakdown(choices.Geography, it))] : [],
            await FindTrend(choices, catalogue, snapshots, cancellationToken), options.Value.LeastRanked);
        var charts = UnitCharts.Of(context, view);
        return ChartChoice.Answer(context, [.. charts.All], DashboardWords.Facts(choices, view.Unit.Tally.Responses, snapshot.AsOf), $"{choices.Survey.Code}-{choices.Geography.Code}-{unit}")
            ?? new RazorComponentResult<UnitPage>(new { Choices = choices, Province = province, View = view, Charts = charts });
    }

    // On the newest geography, the only one that all surveys can be shown on.
    private static async Task<List<SurveyFigures>> FindTrend(FigureChoices choices, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken)
    {
        var newest = choices.Geographies[^1];
        var trend = new List<SurveyFigures>();
        foreach (var survey in catalogue.Surveys.Where(it => newest.CanShow(it.Geography) && it.Questionnaire == choices.Survey.Questionnaire))
        {
            if (await snapshots.Find(survey, cancellationToken) is { } snapshot && snapshot.Figures(newest, choices.Channel) is { Nation.Tally.Responses: > 0 } figures)
            {
                trend.Add(figures);
            }
        }

        return trend.Count > 1 ? trend : [];
    }
}
