using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>What the page of progress shows.</summary>
/// <param name="Choice">Survey, provinces, language.</param>
/// <param name="Progress">The numbers of all provinces; the page takes those of the choice.</param>
/// <param name="ByDay">Those of the choice day by day.</param>
/// <param name="Simulated">Whether simulated sheets are among them.</param>
public sealed record ProgressView(FieldWorkChoice Choice, SurveyProgress Progress, CollectionByDay ByDay, bool Simulated);

/// <summary>Progress of field work: planned, given out, returned, valid.</summary>
internal static class ProgressPages
{
    public const string CsvPath = $"{PagePaths.Progress}/table.csv";

    public const string DaysPath = $"{PagePaths.Progress}/days.csv";

    public static void MapProgressPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Progress, Show).RequireAuthorization(StaffPolicies.ReadBatches).Audited(Describe).RunsScripts();
        Map(CsvPath, ProgressCsv.Of);
        Map(DaysPath, ProgressCsv.OfDays);

        void Map(string path, Func<ProgressView, FileContentHttpResult> write) => routes
            .MapGet(path, (string? survey, string? province, HttpContext context, ProgressViews views, CancellationToken cancellationToken) =>
                views.Answer(context, survey, province, write, cancellationToken))
            .RequireAuthorization(StaffPolicies.ReadBatches).Audited(Describe);
    }

    private static Task<IResult> Show(string? survey, string? province, HttpContext context, ProgressViews views, CancellationToken cancellationToken) =>
        views.Answer(context, survey, province, view => ChartFile.AskedFor(context) is { } asked ? Chart(context, view, asked)
            : view.Choice.Province is null ? new RazorComponentResult<ProgressPage>(new { View = view })
            : new RazorComponentResult<ProgressProvincePage>(new { View = view }), cancellationToken);

    private static IResult Chart(HttpContext context, ProgressView view, string asked) => view.ByDay.Chart is { } chart && chart.Name == asked
        ? ChartFile.Of(chart, ProgressWords.Facts(view.Progress.At).In(view.Choice.IsEnglish), view.Choice.Survey.Code)
        : QueryFault.NotOneOf(context, ChartFile.Parameter, view.ByDay.Chart is { } only ? [only.Name] : []);

    private static (string Action, string Target) Describe(HttpContext context) =>
        (AuditActions.ReadCounts, $"{context.Request.Path}{context.Request.QueryString}");
}

/// <summary>Reads what the pages and files of progress are about.</summary>
internal sealed class ProgressViews(Catalogue catalogue, ProgressCache progress, IFigureStore figures, TimeProvider clock)
{
    /// <summary>What <paramref name="answer"/> makes of what was chosen; a refusal where that is wrong, or not the reader's.</summary>
    public async Task<IResult> Answer(HttpContext context, string? survey, string? province, Func<ProgressView, IResult> answer, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        if (choice is null)
        {
            return refusal!;
        }

        var simulated = await figures.FindVersion(choice.Survey.Code, cancellationToken) is { Simulated: true };
        var counted = await progress.Find(choice.Survey, cancellationToken);
        return answer(new ProgressView(choice, counted, CollectionByDay.Of(choice, counted), simulated));
    }
}
