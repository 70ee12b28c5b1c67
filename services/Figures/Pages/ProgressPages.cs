using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages;

/// <summary>What the page of progress shows.</summary>
/// <param name="Choice">Survey, provinces, language.</param>
/// <param name="Progress">The numbers of all provinces; the page takes those of the choice.</param>
/// <param name="Simulated">Whether simulated sheets are among them.</param>
public sealed record ProgressView(FieldWorkChoice Choice, SurveyProgress Progress, bool Simulated);

/// <summary>Progress of field work: planned, given out, returned, valid.</summary>
internal static class ProgressPages
{
    public const string CsvPath = $"{PagePaths.Progress}/table.csv";

    public static void MapProgressPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Progress, Show).RequireAuthorization(StaffPolicies.ReadBatches).Audited(Describe);
        routes.MapGet(CsvPath, Export).RequireAuthorization(StaffPolicies.ReadBatches).Audited(Describe);
    }

    private static async Task<IResult> Show(string? survey, string? province, HttpContext context, Catalogue catalogue, ProgressCache progress, IFigureStore figures,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        if (choice is null)
        {
            return refusal!;
        }

        var simulated = await figures.FindVersion(choice.Survey.Code, cancellationToken) is { Simulated: true };
        var view = new ProgressView(choice, await progress.Find(choice.Survey, cancellationToken), simulated);
        return choice.Province is null
            ? new RazorComponentResult<ProgressPage>(new { View = view })
            : new RazorComponentResult<ProgressProvincePage>(new { View = view });
    }

    private static async Task<IResult> Export(string? survey, string? province, HttpContext context, Catalogue catalogue, ProgressCache progress, IFigureStore figures,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        if (choice is null)
        {
            return refusal!;
        }

        var simulated = await figures.FindVersion(choice.Survey.Code, cancellationToken) is { Simulated: true };
        return ProgressCsv.Of(new ProgressView(choice, await progress.Find(choice.Survey, cancellationToken), simulated));
    }

    private static (string Action, string Target) Describe(HttpContext context) =>
        (AuditActions.ReadCounts, $"{context.Request.Path}{context.Request.QueryString}");
}
