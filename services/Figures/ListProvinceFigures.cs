using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Export;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>Running figures of a survey: the nation and every province, as JSON, CSV or XLSX.</summary>
public static class ListProvinceFigures
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/figures/{survey}", Handle)
        .WithName(nameof(ListProvinceFigures))
        .WithTags(FiguresModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadFigures)
        .TakesFigureQuery()
        .TakesFormat(CsvExport.ContentType, XlsxExport.ContentType)
        .Produces(StatusCodes.Status304NotModified)
        .Audited(context => (IsFile(context.Request) ? AuditActions.ExportFigures : AuditActions.ReadFigures, AuditTargets.Of(context)))
        .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.FiguresNotComputed, Problems.DatabaseAway, AccessProblems.StaffStoreAway);

    /// <summary>Running figures of a survey, the nation and every province</summary>
    /// <remarks>
    /// Provinces come by rank under the survey's headline rule, those without a value last; every province of the geography is listed.
    /// Percentages have full precision and are null without a value. The answer has a strong ETag; If-None-Match is answered with 304.
    /// As CSV and XLSX the same table is a file to download.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="geography">The provinces to show: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="channel">Which responses are counted. By default all.</param>
    /// <param name="format">Form of the answer. By default json.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The running figures.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The figures.</response>
    /// <response code="304">The client has these figures already.</response>
    public static async Task<Results<Results<Ok<ProvinceList>, FileContentHttpResult, PushStreamHttpResult>, StatusCodeHttpResult, ProblemHttpResult>> Handle(
        string survey, string? geography, string? channel, string? format,
        HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.CacheControl;
        if (!FigureRequest.TryRead(catalogue, context.Request.Query, survey, geography, channel, format, out var request, out var problem))
        {
            return problem;
        }

        var indicators = FigureLookup.Headlines(request.Survey.Questionnaire);
        return await CurrentFigures.Answer(request, null, indicators, Write, context, store, cancellationToken);

        Results<Ok<ProvinceList>, FileContentHttpResult, PushStreamHttpResult> Write(FigureLookup figures) => request.Format switch
        {
            FigureFormat.Csv => CsvExport.Of(request, figures),
            FigureFormat.Xlsx => XlsxExport.Of(request, figures, cancellationToken),
            _ => TypedResults.Ok(ProvinceList.Of(request, figures)),
        };
    }

    private static bool IsFile(HttpRequest request) =>
        request.Query.TryGetValue(FigureRequest.FormatParameter, out var format) && format != FigureRequest.Formats[0].Key;
}

/// <summary>Running figures of a survey: the nation, then every province.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the provinces are of.</param>
/// <param name="Channel">Which responses are counted.</param>
/// <param name="AsOf">When the figures were computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Nation">All respondents together (cả nước).</param>
/// <param name="Provinces">Every province, by rank and then by code; those without a value last.</param>
public sealed record ProvinceList(
    string Survey,
    string Geography,
    [property: JsonConverter(typeof(CamelCaseEnum<ChannelChoice>))] ChannelChoice Channel,
    DateTime AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    NationRow Nation,
    IReadOnlyList<ProvinceRow> Provinces)
{
    internal static ProvinceList Of(FigureRequest request, FigureLookup table) => new(
        request.Survey.Code,
        request.Geography.Code,
        request.Channel,
        table.Version.AsOf.UtcDateTime,
        table.Version.Simulated,
        new NationRow(table.Whole(FigureQuery.Nation).N, table.Values(FigureQuery.Nation), table.Mean(request.Survey.Questionnaire.Whole)),
        [.. table.ByRank(request.Geography).Select(province => new ProvinceRow(province.Code, province.Name.Vi,
            table.Whole(province.Code).N, table.Whole(province.Code).Rank, table.Values(province.Code)))]);
}

/// <summary>The nation in a list of provinces. It has a property for the whole index and one for each part of the questionnaire.</summary>
/// <param name="N">Responses with at least one answered item.</param>
/// <param name="Values">Values by indicator code; each becomes a property.</param>
/// <param name="ProvinceMean">Mean of the whole index over the provinces in which every item has a value.</param>
public sealed record NationRow(
    long N,
    [property: JsonIgnore] IReadOnlyDictionary<string, IndicatorValue> Values,
    [property: JsonPropertyOrder(2)] MeanOfProvinces ProvinceMean) : IHeadlineRow;

/// <summary>A province in a list. It has a property for the whole index and one for each part of the questionnaire.</summary>
/// <param name="Province">Two-digit code in the answer's geography.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="N">Responses with at least one answered item.</param>
/// <param name="Rank">Place by the whole index under the survey's headline rule; equal values share a place; null without a value.</param>
/// <param name="Values">Values by indicator code; each becomes a property.</param>
public sealed record ProvinceRow(
    string Province,
    string Name,
    long N,
    int? Rank,
    [property: JsonIgnore] IReadOnlyDictionary<string, IndicatorValue> Values) : IHeadlineRow;
