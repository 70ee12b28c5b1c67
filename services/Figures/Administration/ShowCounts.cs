using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Administration;

/// <summary>How many responses of the provinces that somebody works for are counted. No percentage is here, nor can any be computed from it.</summary>
public static class ShowCounts
{
    private const string Path = "/api/v1/counts/{survey}";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, OfProvinces)
            .WithName("ListCounts").WithTags(FiguresModule.Tag)
            .RequireAuthorization(StaffPolicies.ReadCounts)
            .TakesSurvey().TakesGeography()
            .Audited(Describe)
            .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.FiguresNotComputed, Problems.DatabaseAway, AccessProblems.StaffStoreAway);
        routes.MapGet($"{Path}/{{province}}", OfProvince)
            .WithName("ShowCount").WithTags(FiguresModule.Tag)
            .RequireAuthorization(StaffPolicies.ReadCounts)
            .TakesSurvey().TakesGeography()
            .Audited(Describe)
            .ProducesProblems(Problems.UnknownSurvey, Problems.UnknownProvince, Problems.OutOfScope, Problems.InvalidQuery, Problems.FiguresNotComputed,
                Problems.DatabaseAway, AccessProblems.StaffStoreAway);
    }

    /// <summary>Counted responses by province</summary>
    /// <remarks>Only of the provinces that the one who asks works for; those who may read running figures work for all. Counts of all channels together.</remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="geography">The provinces to show: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The running figures.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The counts, by province code; no province when the scope has none of this geography.</response>
    public static async Task<Results<Ok<CountList>, ProblemHttpResult>> OfProvinces(
        string survey, string? geography, HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!TryRead(catalogue, context.Request.Query, survey, geography, out var known, out var problem))
        {
            return problem;
        }

        var counts = await ProvinceCounts.Read(store, known.Survey, known.Geography, ProvinceCounts.ScopeOf(context).In(known.Geography), cancellationToken);
        return counts is null
            ? Problems.OfFiguresNotComputed(context.Response, known.Survey)
            : TypedResults.Ok(new CountList(known.Survey.Code, known.Geography.Code, counts.Version.AsOf.UtcDateTime, counts.Version.Simulated,
                [.. counts.Provinces.Select(it => new CountRow(it.Province.Code, it.Province.Name.Vi, it.Counted))]));
    }

    /// <summary>Counted responses of a province</summary>
    /// <remarks>A province that the one who asks does not work for is refused with 403, and the refusal is in the trail.</remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Two-digit province code in the geography of the answer.</param>
    /// <param name="geography">The provinces to show: the survey's own, which is the default, or those that they were merged into.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The running figures.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The count.</response>
    public static async Task<Results<Ok<CountOfOne>, ProblemHttpResult>> OfProvince(
        string survey, string province, string? geography, HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!TryRead(catalogue, context.Request.Query, survey, geography, out var known, out var problem))
        {
            return problem;
        }

        if (known.Geography.Find(province) is not { } found)
        {
            return Problems.OfUnknownProvince(known.Geography, withNation: false);
        }

        var scope = ProvinceCounts.ScopeOf(context);
        if (!scope.Covers(known.Geography, found.Code))
        {
            await context.RecordRefusal($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", "The province is not in the scope.");
            return Problems.OutOfScope.Because($"You do not work for province {found.Code} of {known.Geography.Code}. Yours: {string.Join(", ", scope.Texts)}.");
        }

        return await ProvinceCounts.Read(store, known.Survey, known.Geography, [found], cancellationToken) is { } counts
            ? TypedResults.Ok(new CountOfOne(known.Survey.Code, known.Geography.Code, counts.Version.AsOf.UtcDateTime, counts.Version.Simulated,
                found.Code, found.Name.Vi, counts.Provinces[0].Counted))
            : Problems.OfFiguresNotComputed(context.Response, known.Survey);
    }

    private static (string Action, string Target) Describe(HttpContext context) => (AuditActions.ReadCounts, AuditTargets.Of(context));

    private static bool TryRead(Catalogue catalogue, IQueryCollection query, string survey, string? geography,
        [NotNullWhen(true)] out FigureRequest? known, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        // Once more by name: a channel is nothing that counts could be asked by, so it is a fault here and not ignored.
        var errors = new QueryErrors(query, FigureRequest.GeographyParameter);
        known = null;
        return !errors.Any(out problem) && FigureRequest.TryRead(catalogue, query, survey, geography, null, out known, out problem);
    }
}

/// <summary>Counted responses by province.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the provinces are of.</param>
/// <param name="AsOf">When the counts were computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Provinces">The provinces that the one who asks works for, by code.</param>
public sealed record CountList(
    string Survey, string Geography, DateTime AsOf, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    IReadOnlyList<CountRow> Provinces);

/// <summary>Counted responses of a province in a list.</summary>
/// <param name="Province">Two-digit code in the answer's geography.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Counted">Responses with at least one answered item, of all channels (đã tính).</param>
public sealed record CountRow(string Province, string Name, long Counted);

/// <summary>Counted responses of a province.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Geography">Geography that the province is of.</param>
/// <param name="AsOf">When the count was computed, in UTC.</param>
/// <param name="Simulated">Whether simulated responses are among them (dữ liệu mô phỏng); left out when not.</param>
/// <param name="Province">Two-digit code in that geography.</param>
/// <param name="Name">Vietnamese name.</param>
/// <param name="Counted">Responses with at least one answered item, of all channels (đã tính).</param>
public sealed record CountOfOne(
    string Survey, string Geography, DateTime AsOf, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated,
    string Province, string Name, long Counted);
