using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Export;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Sample;

/// <summary>Replaces the plan of the sample of a province by a file.</summary>
public static class PlanSample
{
    private const string AnyType = "application/octet-stream";

    // What the file is, its content decides; a form or JSON is a mistake.
    private static readonly string[] Types = [CsvExport.ContentType, XlsxExport.ContentType, AnyType];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPut(SampleModule.Path, Handle)
        .WithName(nameof(PlanSample)).WithTags(SampleModule.Tag)
        .RequireAuthorization(StaffPolicies.PlanSample)
        .WithMetadata(new RequestSizeLimitAttribute(SampleUpload.MostBytes))
        .TakesSurvey()
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = $"The file, CSV or XLSX, at most {SampleUpload.MostBytes} bytes.",
                Content = Types.ToDictionary(type => type, _ => new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } }),
            };
            return Task.CompletedTask;
        })
        .ProducesProblems(Problems.UnknownSurvey, Problems.NoPlanFile, SubmitResponseProblems.TooLarge, Problems.InvalidQuery, Problems.OutOfScope, Problems.InvalidPlan,
            AccessProblems.StaffStoreAway);

    /// <summary>Replaces the plan of the sample</summary>
    /// <remarks>
    /// The body is the file: columns province, district, commune, code and name of the village, planned, issued, under their names in Vietnamese or English. The
    /// plan of each province in it is replaced as a whole, all or nothing; former plans are kept. Who replaces which plan is in the trail before it takes effect. Checked
    /// in the order 404, 422 of the query, 403, 415, 413, 422.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Code of the only province that the file may be about, whose column may then be missing; left out when the file names them.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The plans that are in force now in the provinces of the file.</response>
    public static async Task<Results<Ok<SampleList>, ProblemHttpResult>> Handle(
        string survey, string? province, HttpContext context, Catalogue catalogue, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return Problems.OfUnknownSurvey(catalogue);
        }

        var errors = new QueryErrors(context.Request.Query, SampleModule.ProvinceParameter);
        var only = errors.Choose(SampleModule.ProvinceParameter, province, SampleModule.Provinces(known), null);
        if (errors.Any(out var problem))
        {
            return problem;
        }

        if (only is not null && !ProvinceCounts.ScopeOf(context).Covers(known.Geography, only.Code))
        {
            return await Refuse(context, known, only.Code);
        }

        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !Types.Contains(type.MediaType.ToString(), StringComparer.OrdinalIgnoreCase))
        {
            return Problems.NoPlanFile.Because($"Nothing was changed. Send the file itself as the body, with one of the types {string.Join(", ", Types)}.");
        }

        var upload = context.RequestServices.GetRequiredService<SampleUpload>();
        SampleOutcome outcome;
        try
        {
            outcome = await upload.Take(context, known, only, FileNameOf(type), file => context.Request.Body.CopyToAsync(file, cancellationToken), cancellationToken);
        }
        catch (BadHttpRequestException fault) when (fault.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return SubmitResponseProblems.TooLarge.Because($"Nothing was changed. A file may have at most {SampleUpload.MostBytes} bytes.");
        }

        return outcome.Replaced.Count > 0 ? TypedResults.Ok(SampleList.Of(known, outcome.Replaced.Select(it => it.Plan))) : ProblemOf(context, known, outcome);
    }

    /// <summary>403, which is in the trail.</summary>
    internal static async Task<ProblemHttpResult> Refuse(HttpContext context, Survey survey, string province)
    {
        await context.RecordRefusal($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", "The province is not in the scope.");
        return OutOfScope(context, survey, province);
    }

    private static ProblemHttpResult OutOfScope(HttpContext context, Survey survey, string provinces) => Problems.OutOfScope.Because(
        $"You do not work for province {provinces} of {survey.Geography.Code}. Yours: {string.Join(", ", ProvinceCounts.ScopeOf(context).Texts)}.");

    private static ProblemHttpResult ProblemOf(HttpContext context, Survey survey, SampleOutcome outcome)
    {
        if (outcome.NotYours.Count > 0)
        {
            return OutOfScope(context, survey, string.Join(", ", outcome.NotYours));
        }

        var language = AnswerLanguage.Choose(context);
        if (outcome.WholeFault is { } whole)
        {
            return Problems.InvalidPlan.Because($"Nothing was changed. {whole.In(language)}", new Dictionary<string, string[]> { ["file"] = [whole.In(language)] });
        }

        var errors = outcome.Faults.GroupBy(it => $"{it.Column}{it.Row}", StringComparer.Ordinal)
            .ToDictionary(cell => cell.Key, cell => cell.Select(it => it.Message.In(language)).ToArray());
        return Problems.InvalidPlan.Because(
            $"Nothing was changed. Each cell in errors says what would be right there{(outcome.FaultsLeftOut > 0 ? $"; {outcome.FaultsLeftOut} further faults are left out" : "")}.", errors);
    }

    private static string FileNameOf(MediaTypeHeaderValue type) =>
        type.MediaType.Equals(CsvExport.ContentType, StringComparison.OrdinalIgnoreCase) ? "sample.csv"
        : type.MediaType.Equals(XlsxExport.ContentType, StringComparison.OrdinalIgnoreCase) ? "sample.xlsx" : "sample";
}
