using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages;

/// <summary>What the start page says about one survey.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Counts">Where its entries are; null when the database cannot be read. Without a key, only two totals are shown.</param>
/// <param name="Simulated">Whether simulated responses are among them.</param>
public sealed record SurveyLine(Survey Survey, Reconciliation? Counts, bool Simulated);

/// <summary>What the start page shows.</summary>
/// <param name="Parts">What runs where.</param>
/// <param name="Health">How it is.</param>
/// <param name="Surveys">All surveys.</param>
/// <param name="Obstacle">Why the database cannot be read, and what to do; null when it can.</param>
/// <param name="Loading">What is in progress.</param>
/// <param name="Refreshes">Whether the page loads itself again while something is.</param>
public sealed record StartView(IReadOnlyList<RunningPart> Parts, HealthReport Health, IReadOnlyList<SurveyLine> Surveys, string? Obstacle,
    IReadOnlyList<(string Title, long Done, long Total)> Loading, bool Refreshes);

/// <summary>The staff's start page. Open to all; without a key it shows counts only, and figures are not here at all.</summary>
internal static class Start
{
    public const string KeepStill = "off";

    public static void MapStart(this IEndpointRouteBuilder routes) => routes.MapGet(PagePaths.Staff, Show).AllowAnonymous();

    private static async Task<RazorComponentResult<StartPage>> Show(HttpContext context, Catalogue catalogue, IFigureStore store,
        HealthCheckService health, IEnumerable<RunningPart> parts, IEnumerable<ILoadingProgress> loading, string? refresh)
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
            var readable = obstacle is null;
            var version = readable ? await store.FindVersion(survey.Code, context.RequestAborted) : null;
            var counts = readable ? await store.Reconcile(survey.Code, context.RequestAborted) : null;
            surveys.Add(new SurveyLine(survey, counts, version is { Simulated: true }));
        }

        var report = await health.CheckHealthAsync(context.RequestAborted);
        return new RazorComponentResult<StartPage>(new
        {
            View = new StartView([.. parts], report, surveys, obstacle, inProgress, refreshes),
        });
    }
}
