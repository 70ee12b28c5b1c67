using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Figures;

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
        new("/problems/invalid-query", StatusCodes.Status422UnprocessableEntity, "The query is not valid", HasErrors: true);

    /// <summary>The aggregator has not written running figures of the survey yet.</summary>
    public static readonly ProblemKind FiguresNotComputed =
        new("/problems/figures-not-computed", StatusCodes.Status503ServiceUnavailable, "The figures have not been computed yet");

    /// <summary>The database cannot be read: it is away, or not made yet.</summary>
    public static readonly ProblemKind DatabaseAway =
        new("/problems/database-away", StatusCodes.Status503ServiceUnavailable, "The database cannot be read");

    /// <summary>The request was led to a process that takes no responses.</summary>
    public static readonly ProblemKind TakenElsewhere =
        new("/problems/taken-elsewhere", StatusCodes.Status421MisdirectedRequest, "Another process takes responses");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
        [UnknownSurvey, UnknownProvince, UnknownResponse, InvalidQuery, FiguresNotComputed, DatabaseAway, TakenElsewhere];

    // Figures follow the tallies within a second, and a database that was started again is there in a few; a client that asks again after
    // five finds them unless something is broken.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    internal static ProblemHttpResult OfUnknownSurvey(Catalogue catalogue) => UnknownSurvey.Because(
        $"There is no such survey. Surveys: {string.Join(", ", catalogue.Surveys.Select(survey => survey.Code))}.");

    internal static ProblemHttpResult OfUnknownProvince(Geography geography) => UnknownProvince.Because(
        $"Geography {geography.Code} has no such province. Provinces: "
        + $"{string.Join(", ", geography.Provinces.Select(province => province.Code))}; or nation.");

    internal static ProblemHttpResult OfInvalidQuery(IDictionary<string, string[]> errors) =>
        InvalidQuery.Because("Each query parameter named in errors must be changed or left out.", errors);

    internal static ProblemHttpResult OfFiguresNotComputed(HttpResponse response, Survey survey) => FiguresNotComputed.Because(
        $"No running figures of {survey.Code} are stored yet: the aggregator writes them within a second of "
        + "the first response. If responses were published, see whether an aggregator is running.", response, RetryAfter);

    internal static ProblemHttpResult OfDatabaseAway(HttpResponse response, string? obstacle) => DatabaseAway.Because(
        $"{obstacle ?? "It could not be read for a moment."} Ask again later; /health/ready says whether it can be read.", response, RetryAfter);
}
