using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the page of an indicator shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Indicator">The indicator.</param>
/// <param name="Snapshot">What the figures are computed from; null while nothing was counted.</param>
/// <param name="Figures">The figures; null likewise.</param>
/// <param name="Before">Those of the survey before on the same provinces; null without one, or without figures.</param>
/// <param name="Map">The map; null without figures or shapes.</param>
/// <param name="Bars">The provinces as bars; null without figures.</param>
/// <param name="Levels">Answers by level; null without figures, and for composites.</param>
/// <param name="Breakdowns">The nation by each respondent dimension, of the official channels.</param>
/// <param name="Credit">Whom the shapes of the map are from.</param>
public sealed record IndicatorView(FigureChoices Choices, Indicator Indicator, SurveySnapshot? Snapshot, SurveyFigures? Figures, SurveyFigures? Before, MapChart? Map, BarChart? Bars,
    LevelsChart? Levels, IReadOnlyList<Breakdown> Breakdowns, string Credit)
{
    /// <summary>Those of the charts that there are.</summary>
    public IReadOnlyList<IChart> Charts => [.. new IChart?[] { Map, Bars, Levels }.OfType<IChart>()];

    /// <summary>Responses of the nation that answered to it.</summary>
    public long Responses => Figures?.Nation.Tally.N(Indicator) ?? 0;
}

/// <summary>All provinces by one indicator.</summary>
internal static class ShowIndicator
{
    public static void MapIndicator(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Indicator("{survey}", "{indicator}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context, context.Request.RouteValues["indicator"] as string)));

    private static async Task<IResult> Show(string survey, string indicator, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, MapAtlas atlas, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, ChartFile.Parameter))
        {
            return refusal;
        }

        if (choices.Survey.Questionnaire.FindIndicator(indicator) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var snapshot = await snapshots.Find(choices.Survey, cancellationToken);
        var view = snapshot is null
            ? new IndicatorView(choices, found, null, null, null, null, null, null, [], atlas.Credit)
            : Compute(context, choices, found, snapshot, await ShowOverview.FindBefore(choices, catalogue, snapshots, cancellationToken), atlas);
        return ChartChoice.Answer(context, view.Charts, snapshot is null ? null : DashboardWords.Facts(choices, view.Responses, snapshot.AsOf),
                $"{choices.Survey.Code}-{choices.Geography.Code}-{found.Code}")
            ?? new RazorComponentResult<IndicatorPage>(new { View = view });
    }

    private static IndicatorView Compute(HttpContext context, FigureChoices choices, Indicator indicator, SurveySnapshot snapshot, SurveyFigures? before, MapAtlas atlas)
    {
        var figures = snapshot.Figures(choices.Geography, choices.Channel);
        return new IndicatorView(choices, indicator, snapshot, figures, before,
            atlas.Find(choices.Geography) is { } shapes ? ShowOverview.MapOf(context, choices, figures, indicator, shapes) : null,
            IndicatorCharts.Bars(context, choices, figures, indicator),
            indicator.Kind == IndicatorKind.Item ? IndicatorCharts.Levels(context, choices, figures, indicator) : null,
            [.. choices.Survey.Questionnaire.Respondent.Select(dimension => snapshot.Groups.Breakdown(choices.Geography, dimension))],
            atlas.Credit);
    }
}
