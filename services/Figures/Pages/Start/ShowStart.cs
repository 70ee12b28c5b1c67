using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.Start;

/// <summary>What the start page says about one survey.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Opening">When it takes responses online; null while it has no opening date.</param>
/// <param name="State">Where it stands in the schedule.</param>
/// <param name="Counts">Where its entries are; null when the database cannot be read. Who may not reconcile is shown two totals only.</param>
/// <param name="Simulated">Whether simulated responses are among them.</param>
/// <param name="Provinces">Counts of the provinces that the one who asks works for; null for others, and before any were computed.</param>
public sealed record SurveyLine(Survey Survey, Opening? Opening, OpeningState State, Reconciliation? Counts, bool Simulated, ProvinceCounts? Provinces);

/// <summary>What the start page shows.</summary>
/// <param name="Parts">What runs where.</param>
/// <param name="Health">How it is.</param>
/// <param name="Surveys">All surveys.</param>
/// <param name="Obstacle">Why the database cannot be read, and what to do; null when it can.</param>
/// <param name="Loading">What is in progress.</param>
/// <param name="Refreshes">Whether the page loads itself again while something is.</param>
public sealed record StartView(IReadOnlyList<RunningPart> Parts, HealthReport Health, IReadOnlyList<SurveyLine> Surveys, string? Obstacle,
    IReadOnlyList<(string Title, long Done, long Total)> Loading, bool Refreshes);

/// <summary>The staff's start page. Open to all; who is not signed in sees two totals a survey, and figures are not here at all.</summary>
internal static class ShowStart
{
    public const string KeepStill = "off";

    public static void MapStart(this IEndpointRouteBuilder routes) => routes.MapGet(PagePaths.Staff, Show).AllowAnonymous();

    /// <summary>Whether somebody is shown the counts of provinces instead of the whole country's reconciliation.</summary>
    public static bool ShowsProvinces(HttpContext context) => context.May(StaffPolicies.ReadCounts) && !context.May(StaffPolicies.Reconcile);

    private static async Task<RazorComponentResult<StartPage>> Show(HttpContext context, Catalogue catalogue, IFigureStore store, ScheduleFile schedule,
        TimeProvider clock, HealthCheckService health, IEnumerable<RunningPart> parts, IEnumerable<ILoadingProgress> loading, string? refresh)
    {
        var inProgress = loading.Select(it => (it.Title, it.Done, it.Total)).Where(it => it.Done < it.Total).ToList();
        var refreshes = inProgress.Count > 0 && refresh != KeepStill;
        if (refreshes)
        {
            // As a header and not as a meta element: the same to a browser, and a page that a reader has stopped stays as it is.
            context.Response.Headers["Refresh"] = "2";
        }

        var obstacle = await store.FindObstacle(context.RequestAborted);
        var surveys = new List<SurveyLine>();
        foreach (var survey in catalogue.Surveys)
        {
            surveys.Add(await Line(survey, obstacle is null, context, store, schedule.Current, clock.GetUtcNow()));
        }

        await Record(context, obstacle is null);
        var report = await health.CheckHealthAsync(context.RequestAborted);
        return new RazorComponentResult<StartPage>(new
        {
            View = new StartView([.. parts], report, surveys, obstacle, inProgress, refreshes),
        });
    }

    private static async Task<SurveyLine> Line(
        Survey survey, bool readable, HttpContext context, IFigureStore store, Schedule schedule, DateTimeOffset now)
    {
        var version = readable ? await store.FindVersion(survey.Code, context.RequestAborted) : null;
        var counts = readable ? await store.Reconcile(survey.Code, context.RequestAborted) : null;
        var provinces = readable && ShowsProvinces(context)
            ? await ProvinceCounts.Read(store, survey, survey.Geography, ProvinceCounts.ScopeOf(context).In(survey.Geography), context.RequestAborted)
            : null;
        return new SurveyLine(survey, schedule.Find(survey), schedule.StateOf(survey, now), counts, version is { Simulated: true }, provinces);
    }

    // What those without a role see too is no read; and for them the staff store is not touched.
    private static Task Record(HttpContext context, bool readable) =>
        readable && context.May(StaffPolicies.Reconcile) ? context.Record(AuditActions.Reconcile, PagePaths.Staff)
        : readable && ShowsProvinces(context) ? context.Record(AuditActions.ReadCounts, PagePaths.Staff)
        : Task.CompletedTask;
}
