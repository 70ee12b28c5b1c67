using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Export;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Sample;

/// <summary>Shows the plans of the sample that are in force.</summary>
public static class ShowSample
{
    private static readonly IReadOnlyList<KeyValuePair<string, FigureFormat>> Formats =
        [.. FigureRequest.Formats.Where(it => it.Value is FigureFormat.Json or FigureFormat.Csv)];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(SampleModule.Path, Handle)
            .WithName(nameof(ShowSample)).WithTags(SampleModule.Tag)
            .RequireAuthorization(StaffPolicies.ReadBatches)
            .TakesSurvey()
            .WithMetadata(new AllowedValues(FigureRequest.FormatParameter, _ => Formats.Select(it => it.Key), Formats[0].Key), new AlternativeFiles(CsvExport.ContentType))
            .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.OutOfScope, AccessProblems.StaffStoreAway);
        routes.MapGet(SampleModule.TemplatePath, HandleTemplate)
            .WithName("ShowSampleTemplate").WithTags(SampleModule.Tag)
            .RequireAuthorization(StaffPolicies.PlanSample)
            .TakesSurvey()
            .ProducesProblems(Problems.UnknownSurvey);
    }

    /// <summary>Plans of the sample</summary>
    /// <remarks>Of the provinces that the one who asks works for, or of one of them. As CSV it is a file that the plan can be replaced with.</remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Two-digit province code in the survey's geography; left out for all of one's provinces.</param>
    /// <param name="format">Form of the answer.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="plans">The plans.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The plans, by province; a province without one is left out.</response>
    public static async Task<Results<Ok<SampleList>, FileContentHttpResult, ProblemHttpResult>> Handle(
        string survey, string? province, string? format, HttpContext context, Catalogue catalogue, SamplePlans plans, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return Problems.OfUnknownSurvey(catalogue);
        }

        var errors = new QueryErrors(context.Request.Query, SampleModule.ProvinceParameter, FigureRequest.FormatParameter);
        var only = errors.Choose(SampleModule.ProvinceParameter, province, SampleModule.Provinces(known), null);
        var form = errors.Choose(FigureRequest.FormatParameter, format, Formats, FigureFormat.Json);
        if (errors.Any(out var problem))
        {
            return problem;
        }

        var scope = ProvinceCounts.ScopeOf(context);
        if (only is not null && !scope.Covers(known.Geography, only.Code))
        {
            return await PlanSample.Refuse(context, known, only.Code);
        }

        var found = await plans.List(known.Code, only is null ? [.. scope.In(known.Geography).Select(it => it.Code)] : [only.Code], cancellationToken);
        return form == FigureFormat.Csv ? SampleCsv.Of(known, only, found) : TypedResults.Ok(SampleList.Of(known, found));
    }

    /// <summary>Template of a plan of the sample</summary>
    /// <remarks>CSV with the header and no village yet.</remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <response code="200">The file.</response>
    public static Results<FileContentHttpResult, ProblemHttpResult> HandleTemplate(string survey, Catalogue catalogue) =>
        catalogue.FindSurvey(survey) is { } known ? SampleCsv.Of(known, null, []) : Problems.OfUnknownSurvey(catalogue);
}

/// <summary>Plans of the sample of a survey.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the provinces are of.</param>
/// <param name="Plans">The plans that are in force, by province code.</param>
public sealed record SampleList(string Survey, string Geography, IReadOnlyList<ListedPlan> Plans)
{
    internal static SampleList Of(Survey survey, IEnumerable<SamplePlan> plans) => new(survey.Code, survey.Geography.Code, [.. plans.Select(ListedPlan.Of)]);
}

/// <summary>The plan of the sample of a province.</summary>
/// <param name="Province">Two-digit code in the survey's geography.</param>
/// <param name="Version">1 for the first plan of the province; each that replaces it has the next number.</param>
/// <param name="FileName">Name of the file that it came in.</param>
/// <param name="PlannedBy">Who sent it.</param>
/// <param name="PlannedAt">When it took effect, in UTC.</param>
/// <param name="Planned">Questionnaires that are to be filled in (kế hoạch).</param>
/// <param name="Issued">Questionnaires that were given out, as far as the plan says (phát ra).</param>
/// <param name="Villages">Its villages, in the order of the file.</param>
public sealed record ListedPlan(
    string Province, int Version, string FileName, string PlannedBy, DateTime PlannedAt, int Planned, int Issued, IReadOnlyList<ListedVillage> Villages)
{
    internal static ListedPlan Of(SamplePlan plan) => new(plan.Province, plan.Version, plan.FileName, plan.PlannedBy, plan.PlannedAt.UtcDateTime, plan.Planned, plan.Issued,
        [.. plan.Villages.Select(it => new ListedVillage(it.Code, it.Name, it.District, it.Commune, it.Planned, it.Issued))]);
}

/// <summary>A village of the sample.</summary>
/// <param name="Code">Its code: the cluster of a response, and what stands in the column cluster of a sheet file.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Its district; empty where there is none.</param>
/// <param name="Commune">Its commune (xã, phường).</param>
/// <param name="Planned">Questionnaires that are to be filled in.</param>
/// <param name="Issued">Questionnaires that were given out; null where the plan does not say.</param>
public sealed record ListedVillage(string Code, string Name, string District, string Commune, int Planned, int? Issued);
