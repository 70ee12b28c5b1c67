using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What a report says.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Province">The province; null for the nation.</param>
/// <param name="Day">The day on which it is made.</param>
/// <param name="Content">Its figures; null while nothing was counted.</param>
public sealed record ReportView(FigureChoices Choices, Province? Province, DateOnly Day, ReportContent? Content);

/// <summary>The figures of a report.</summary>
/// <param name="Snapshot">What they are computed from.</param>
/// <param name="Figures">Those of all units.</param>
/// <param name="Unit">Those of the unit that the report is about.</param>
/// <param name="Before">Those of the survey before on the same provinces; null without one, or without figures.</param>
/// <param name="Levels">Answers by level to the items of each part.</param>
/// <param name="Groups">The unit by each respondent dimension, of the official channels.</param>
/// <param name="Nations">The nation by these; null in the nation's report.</param>
/// <param name="LeastRanked">Least number of responses of a province that others are held against.</param>
public sealed record ReportContent(SurveySnapshot Snapshot, SurveyFigures Figures, ShownUnit Unit, SurveyFigures? Before, IReadOnlyList<LevelsChart> Levels,
    IReadOnlyList<(Dimension Dimension, BreakdownUnit Unit)> Groups, IReadOnlyList<(Dimension Dimension, BreakdownUnit Unit)>? Nations, int LeastRanked)
{
    /// <summary>The unit's value of an indicator.</summary>
    public decimal? Value(Indicator indicator, IndexRule rule) => Unit.Figures.Values[indicator.Index].Under(rule);

    /// <summary>The unit's value in the survey before.</summary>
    public decimal? ValueBefore(Indicator indicator, IndexRule rule) => ShownUnit.ValueIn(Before, Unit.Code, indicator, rule);

    /// <summary>The nation's value.</summary>
    public decimal? Nation(Indicator indicator, IndexRule rule) => Figures.Nation.Values[indicator.Index].Under(rule);
}

/// <summary>A report of a province or of the nation, as pages to be printed.</summary>
internal static class ShowReport
{
    /// <summary>Its stylesheet, with the colours of charts.</summary>
    public static readonly Asset Sheet = new([.. Asset.Read(typeof(ShowReport).Assembly, "charts.css"), .. Asset.Read(typeof(ShowReport).Assembly, "report.css")],
        "report", "css", "text/css; charset=utf-8");

    public static void MapReport(this IEndpointRouteBuilder routes)
    {
        Sheet.Map(routes);
        routes.MapGet(DashboardPaths.Report("{survey}", "{unit}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context, context.Request.RouteValues["unit"] as string)));
    }

    private static async Task<IResult> Show(string survey, string unit, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, TimeProvider clock,
        IOptionsSnapshot<PagesOptions> options, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal))
        {
            return refusal;
        }

        var province = choices.Geography.Find(unit);
        if (province is null && unit != FigureQuery.Nation)
        {
            return TypedResults.NotFound();
        }

        var content = await snapshots.Find(choices.Survey, cancellationToken) is { } snapshot
            ? Compute(context, choices, unit, snapshot, await ShowOverview.FindBefore(choices, catalogue, snapshots, cancellationToken), options.Value.LeastRanked)
            : null;
        return new RazorComponentResult<ReportDocument>(new { View = new ReportView(choices, province, VietnamTime.Day(clock.GetUtcNow()), content) });
    }

    private static ReportContent Compute(HttpContext context, FigureChoices choices, string code, SurveySnapshot snapshot, SurveyFigures? before, int leastRanked)
    {
        var (questionnaire, figures) = (choices.Survey.Questionnaire, snapshot.Figures(choices.Geography, choices.Channel));
        var unit = ShownUnit.Find(figures, code)!;
        var breakdowns = questionnaire.Respondent.Select(dimension => snapshot.Groups.Breakdown(choices.Geography, dimension)).ToList();
        var nations = breakdowns.Select(it => (it.Dimension, it.Nation)).ToList();
        return new ReportContent(snapshot, figures, unit, before,
            [.. questionnaire.Composites.Where(it => it.Kind == IndicatorKind.Part).Select(part => LevelsOf(context, questionnaire, part, unit))],
            unit.Province is null ? nations : [.. breakdowns.Select(it => (it.Dimension, it.Provinces.First(cells => cells.Province == unit.Province)))],
            unit.Province is null ? null : nations, leastRanked);
    }

    private static LevelsChart LevelsOf(HttpContext context, Questionnaire questionnaire, Indicator part, ShownUnit unit) => new(
        $"levels-{part.Code.ToLowerInvariant()}", PageLanguage.Say(context, part.Name), PageLanguage.Say(context, IndicatorOrder.NameOf(IndicatorKind.Item)),
        LevelsOfItem.Names(context, questionnaire.Scale), "n",
        [.. part.Items.Select(item => questionnaire.Indicators[item]).Select(item => LevelsOfItem.Row(context, PageLanguage.Say(context, IndicatorOrder.Label(item)), unit.Figures.Tally, item))]);
}
