using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Export;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Query;

/// <summary>Values of a survey as flat rows, chosen by filters, in the form that a program or a spreadsheet wants.</summary>
public static class ListValues
{
    // A written segment goes before the variable one of a province.
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(ValueQuery.Path("{survey}"), Handle)
        .WithName(nameof(ListValues))
        .WithTags(FiguresModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadFigures)
        .TakesValueQuery()
        .Produces<ValueList>()
        .WithMetadata(new AlternativeFiles(CsvExport.ContentType, XlsxExport.ContentType, ValueFile.ParquetContentType))
        .Produces(StatusCodes.Status304NotModified)
        .Audited(context => (IsFile(context.Request) ? AuditActions.ExportFigures : AuditActions.ReadFigures, AuditTargets.Of(context, "values")))
        .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.FiguresNotComputed, Problems.DatabaseAway, AccessProblems.StaffStoreAway)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var examples = ExamplesOf(context.ApplicationServices.GetRequiredService<Catalogue>());
            operation.Description += $" Examples: {string.Join(" · ", examples.Select(example => $"GET {example}"))}";
            foreach (var media in operation.Responses?["200"].Content?.Where(it => it.Key == "application/json").Select(it => it.Value) ?? [])
            {
                media.Example = JsonNode.Parse(ExampleAnswer);
            }

            return Task.CompletedTask;
        });

    private const string ExampleAnswer = """
        {"survey": "sipas-2024", "geography": "vn63", "channel": "official", "by": "age", "asOf": "2024-11-23T08:04:05.25Z", "rows": [
          {"unit": "10", "name": "Lào Cai", "category": "18-24", "indicator": "P01", "n": 120, "satisfied": 82.5, "score": 81, "levels": [2, 4, 15, 64, 35], "hidden": false},
          {"unit": "10", "name": "Lào Cai", "category": "25-34", "indicator": "P01", "n": null, "satisfied": null, "score": null, "levels": null, "hidden": true}]}
        """;

    /// <summary>Values of a survey as flat rows, by unit, category and indicator</summary>
    /// <remarks>
    /// One row for each unit, category and indicator, always in the same order: the nation, then provinces by code; within a unit the
    /// categories in their order, respondents who stated none last; within a category the indicators in the order of the questionnaire.
    /// What is left out of a list is not chosen; without the list all are. Percentages have full precision and are null without a value.
    /// Of categories of respondents only the official channels are told, and what could show one person's answers is hidden: such a row has no numbers.
    /// The answer has a strong ETag; If-None-Match is answered with 304. With manifest=true the answer is no rows but the manifest of the
    /// file that the address without it gives: {file, format, rows, sha256, bytes, asOf, etag, query}.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Units to list, separated by commas: codes in the geography of the answer, or nation. By default all.</param>
    /// <param name="indicator">Indicators to list, separated by commas. By default all.</param>
    /// <param name="by">What divides the rows of a unit: a respondent dimension or channel. By default nothing.</param>
    /// <param name="rule">The only rule whose percentages are wanted. By default both.</param>
    /// <param name="geography">The provinces to show: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="channel">Which responses are counted. By default all; with a respondent dimension only official, and with by=channel none.</param>
    /// <param name="format">Form of the answer. By default json; csvForExcel is CSV with a byte order mark.</param>
    /// <param name="manifest">Whether to send the manifest of the file instead of the file. By default false.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="snapshots">What the figures are computed from.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The values.</response>
    /// <response code="304">The client has these values already.</response>
    public static async Task<Results<PushStreamHttpResult, JsonHttpResult<ValueManifest>, StatusCodeHttpResult, ProblemHttpResult>> Handle(
        string survey, string? province, string? indicator, string? by, string? rule, string? geography, string? channel, string? format, string? manifest,
        HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.CacheControl;
        var parameters = new ValueParameters(province, indicator, by, rule, geography, channel, format, manifest);
        if (!parameters.TryRead(catalogue, context.Request.Query, survey, out var query, out var problem))
        {
            return problem;
        }

        if (await snapshots.Find(query.Survey, cancellationToken) is not { } snapshot)
        {
            return Problems.OfFiguresNotComputed(context.Response, query.Survey);
        }

        var table = new ValueTable(query, snapshot);
        var tag = table.Tag;
        FiguresTag.Set(context.Response, tag);
        if (FiguresTag.IsIn(context.Request, tag))
        {
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        }

        if (query.Manifest)
        {
            return TypedResults.Json(await ValueManifest.Of(table, cancellationToken));
        }

        var file = ValueFile.Of(query.Format);
        return TypedResults.Stream(stream => file.WriteTo(stream, table, cancellationToken), file.ContentType, file.Extension is { } extension ? table.FileName(extension) : null);
    }

    /// <summary>Addresses that work with a catalogue.</summary>
    internal static IEnumerable<string> ExamplesOf(Catalogue catalogue)
    {
        var survey = catalogue.Surveys[0];
        var (path, questionnaire) = (ValueQuery.Path(survey.Code), survey.Questionnaire);
        yield return $"{path}?province=nation,{survey.Geography.Provinces[0].Code}&indicator={questionnaire.Whole.Code},{questionnaire.Items[0].Code}&channel=official";
        yield return $"{path}?by={questionnaire.Respondent[0].Code}&rule=score&indicator={questionnaire.Whole.Code}";
        yield return $"{path}?by={ValueDivision.ChannelCode}&format=csv";
        yield return $"{path}?format=parquet&manifest=true";
    }

    private static bool IsFile(HttpRequest request) =>
        request.Query.TryGetValue(FigureRequest.FormatParameter, out var format) && format != ValueParameters.Formats[0].Key;
}
