using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>Every running indicator of one unit: a province, or the nation.</summary>
public static class ShowUnitFigures
{
    // Two routes, because the nation has other properties than a province; a written segment goes before a variable one.
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/figures/{survey}/{province}", OfProvince)
            .WithName("ShowProvinceFigures").WithTags(FiguresModule.Tag)
            .RequireAuthorization(StaffPolicies.ReadFigures)
            .TakesFigureQuery()
            .Produces(StatusCodes.Status304NotModified)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)))
            .ProducesProblems(Problems.UnknownSurvey, Problems.UnknownProvince, Problems.InvalidQuery, Problems.FiguresNotComputed, Problems.DatabaseAway,
                AccessProblems.StaffStoreAway);
        routes.MapGet($"/api/v1/figures/{{survey}}/{FigureQuery.Nation}", OfNation)
            .WithName("ShowNationFigures").WithTags(FiguresModule.Tag)
            .RequireAuthorization(StaffPolicies.ReadFigures)
            .TakesFigureQuery()
            .Produces(StatusCodes.Status304NotModified)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context, FigureQuery.Nation)))
            .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.FiguresNotComputed, Problems.DatabaseAway, AccessProblems.StaffStoreAway);
    }

    /// <summary>Every running indicator of a province</summary>
    /// <remarks>
    /// Indicators come in the order of the questionnaire: items, elements, parts, the whole. Percentages have full precision and are null
    /// without a value. The answer has a strong ETag; If-None-Match is answered with 304.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Two-digit province code in the geography of the answer.</param>
    /// <param name="geography">The provinces to show: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="channel">Which responses are counted. By default all.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The running figures.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The figures.</response>
    /// <response code="304">The client has these figures already.</response>
    public static async Task<Results<Ok<FiguresOfProvince>, StatusCodeHttpResult, ProblemHttpResult>> OfProvince(
        string survey, string province, string? geography, string? channel,
        HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.CacheControl;
        if (!FigureRequest.TryRead(catalogue, context.Request.Query, survey, geography, channel, out var request, out var problem))
        {
            return problem;
        }

        return request.Geography.Find(province) is { } known
            ? await CurrentFigures.Answer(request, known.Code, null,
                figures => TypedResults.Ok(FiguresOfProvince.Of(request, known, figures)), context, store, cancellationToken)
            : Problems.OfUnknownProvince(request.Geography);
    }

    /// <summary>Every running indicator of the nation</summary>
    /// <remarks>
    /// All respondents together, and beside them the mean of the whole index over the provinces in which every item has a value. Otherwise
    /// as for a province.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="geography">The provinces of provinceMean: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="channel">Which responses are counted. By default all.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The running figures.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The figures.</response>
    /// <response code="304">The client has these figures already.</response>
    public static async Task<Results<Ok<FiguresOfNation>, StatusCodeHttpResult, ProblemHttpResult>> OfNation(
        string survey, string? geography, string? channel,
        HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.CacheControl;
        return FigureRequest.TryRead(catalogue, context.Request.Query, survey, geography, channel, out var request, out var problem)
            ? await CurrentFigures.Answer(request, FigureQuery.Nation, null,
                figures => TypedResults.Ok(FiguresOfNation.Of(request, figures)), context, store, cancellationToken)
            : problem;
    }
}

/// <summary>Every running indicator of a province.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the province is of.</param>
/// <param name="Channel">Which responses are counted.</param>
/// <param name="Province">Two-digit code in that geography.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="N">Responses with at least one answered item.</param>
/// <param name="Rank">Place by the whole index under the survey's headline rule; equal values share a place; null without a value.</param>
/// <param name="AsOf">When the figures were computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Indicators">All indicators: items, elements, parts, the whole.</param>
public sealed record FiguresOfProvince(
    string Survey,
    string Geography,
    [property: JsonConverter(typeof(CamelCaseEnum<ChannelChoice>))] ChannelChoice Channel,
    string Province,
    string Name,
    long N,
    int? Rank,
    DateTime AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    IReadOnlyList<IndicatorFigure> Indicators)
{
    internal static FiguresOfProvince Of(FigureRequest request, Province province, FigureLookup figures) => new(
        request.Survey.Code, request.Geography.Code, request.Channel, province.Code, province.Name.Vi,
        figures.Whole(province.Code).N, figures.Whole(province.Code).Rank,
        figures.Version.AsOf.UtcDateTime, figures.Version.Simulated, IndicatorFigure.AllOf(request.Survey, figures, province.Code));
}

/// <summary>Every running indicator of the nation.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography of the provinces in <paramref name="ProvinceMean"/>.</param>
/// <param name="Channel">Which responses are counted.</param>
/// <param name="N">Responses with at least one answered item.</param>
/// <param name="ProvinceMean">Mean of the whole index over the provinces in which every item has a value.</param>
/// <param name="AsOf">When the figures were computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Indicators">All indicators: items, elements, parts, the whole.</param>
public sealed record FiguresOfNation(
    string Survey,
    string Geography,
    [property: JsonConverter(typeof(CamelCaseEnum<ChannelChoice>))] ChannelChoice Channel,
    long N,
    MeanOfProvinces ProvinceMean,
    DateTime AsOf,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    IReadOnlyList<IndicatorFigure> Indicators)
{
    internal static FiguresOfNation Of(FigureRequest request, FigureLookup figures) => new(
        request.Survey.Code, request.Geography.Code, request.Channel,
        figures.Whole(FigureQuery.Nation).N, figures.Mean(request.Survey.Questionnaire.Whole),
        figures.Version.AsOf.UtcDateTime, figures.Version.Simulated, IndicatorFigure.AllOf(request.Survey, figures, FigureQuery.Nation));
}

/// <summary>One running indicator.</summary>
/// <param name="Code">Indicator code.</param>
/// <param name="N">Answers; for a composite, responses that answered at least one of its items.</param>
/// <param name="Satisfied">Share of satisfied answers in percent, 0 to 100 (tỷ lệ hài lòng); null without a value.</param>
/// <param name="Score">Mean level as a percentage of the best level, 20 to 100 (điểm trung bình quy đổi); null without a value.</param>
/// <param name="Levels">Answers at each level, the lowest first; left out for a composite.</param>
public sealed record IndicatorFigure(
    string Code,
    long N,
    double? Satisfied,
    double? Score,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Levels)
{
    internal static IReadOnlyList<IndicatorFigure> AllOf(Survey survey, FigureLookup figures, string unit) =>
    [
        .. survey.Questionnaire.Indicators.Select(indicator => figures.Row(unit, indicator))
            .Select(row => new IndicatorFigure(row.Indicator, row.N, row.Satisfied, row.Score, row.Levels)),
    ];
}
