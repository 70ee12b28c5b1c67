using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>A kind of problem that the query API answers with (RFC 9457).</summary>
/// <param name="Type">Its name: a reference relative to the origin, e.g. <c>/problems/unknown-survey</c>. It never changes.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What it is, the same in every answer.</param>
public sealed record ProblemKind(string Type, int Status, string Title);

/// <summary>Every problem of the query API in one list; what a single answer adds is its detail.</summary>
public static class Problems
{
    /// <summary>The path names a survey that does not exist.</summary>
    public static readonly ProblemKind UnknownSurvey =
        new("/problems/unknown-survey", StatusCodes.Status404NotFound, "Unknown survey");

    /// <summary>The path names a province that the geography of the answer does not have.</summary>
    public static readonly ProblemKind UnknownProvince =
        new("/problems/unknown-province", StatusCodes.Status404NotFound, "Unknown province");

    /// <summary>No entry is stored under the id in the path, or it is no id.</summary>
    public static readonly ProblemKind UnknownResponse =
        new("/problems/unknown-response", StatusCodes.Status404NotFound, "Unknown response");

    /// <summary>A query parameter is unknown, repeated or has a value that is not allowed; <c>errors</c> says which are.</summary>
    public static readonly ProblemKind InvalidQuery =
        new("/problems/invalid-query", StatusCodes.Status422UnprocessableEntity, "The query is not valid");

    /// <summary>The aggregator has not written running figures of the survey yet.</summary>
    public static readonly ProblemKind FiguresNotComputed =
        new("/problems/figures-not-computed", StatusCodes.Status503ServiceUnavailable, "The figures have not been computed yet");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
        [UnknownSurvey, UnknownProvince, UnknownResponse, InvalidQuery, FiguresNotComputed];

    // Figures follow the tallies within a second; a client that asks again after five finds them unless something is broken.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    internal static ProblemHttpResult OfUnknownSurvey(Catalogue catalogue) =>
        Of(UnknownSurvey, $"There is no such survey. Surveys: {string.Join(", ", catalogue.Surveys.Select(survey => survey.Code))}.");

    internal static ProblemHttpResult OfUnknownProvince(Geography geography) =>
        Of(UnknownProvince, $"Geography {geography.Code} has no such province. Provinces: "
            + $"{string.Join(", ", geography.Provinces.Select(province => province.Code))}; or nation.");

    internal static ProblemHttpResult OfUnknownResponse(string detail) => Of(UnknownResponse, detail);

    internal static ProblemHttpResult OfInvalidQuery(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Type = InvalidQuery.Type,
            Status = InvalidQuery.Status,
            Title = InvalidQuery.Title,
            Detail = "Each query parameter named in errors must be changed or left out.",
        });

    internal static ProblemHttpResult OfFiguresNotComputed(HttpResponse response, Survey survey)
    {
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Of(FiguresNotComputed, $"No running figures of {survey.Code} are stored yet: the aggregator writes them within a second of "
            + "the first response. If responses were published, see whether an aggregator is running.");
    }

    private static ProblemHttpResult Of(ProblemKind kind, string detail) =>
        TypedResults.Problem(new ProblemDetails { Type = kind.Type, Status = kind.Status, Title = kind.Title, Detail = detail });
}
