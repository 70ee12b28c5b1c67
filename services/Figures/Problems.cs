using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.Access;

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

    /// <summary>The one who asks does not work for the province.</summary>
    public static readonly ProblemKind OutOfScope =
        new("/problems/out-of-scope", StatusCodes.Status403Forbidden, "The province is not yours");

    /// <summary>The body is no file of a plan of the sample.</summary>
    public static readonly ProblemKind NoPlanFile =
        new("/problems/no-plan-file", StatusCodes.Status415UnsupportedMediaType, "The body must be a CSV or XLSX file");

    /// <summary>The file of a plan of the sample cannot be taken; <c>errors</c> says why, by cell.</summary>
    public static readonly ProblemKind InvalidPlan =
        new("/problems/invalid-plan", StatusCodes.Status422UnprocessableEntity, "The plan cannot be taken like this", HasErrors: true);

    /// <summary>The path names a key that does not exist.</summary>
    public static readonly ProblemKind UnknownKey = new("/problems/unknown-key", StatusCodes.Status404NotFound, "Unknown key");

    /// <summary>The key that is asked for breaks rules; <c>errors</c> says which and where.</summary>
    public static readonly ProblemKind InvalidKey =
        new("/problems/invalid-key", StatusCodes.Status422UnprocessableEntity, "The key cannot be made like this", HasErrors: true);

    /// <summary>The opening that is asked for breaks rules; <c>errors</c> says which and where.</summary>
    public static readonly ProblemKind InvalidOpening =
        new("/problems/invalid-opening", StatusCodes.Status422UnprocessableEntity, "The survey cannot open and close like this", HasErrors: true);

    /// <summary>The change does not say which schedule it is made for.</summary>
    public static readonly ProblemKind ScheduleNotSeen =
        new("/problems/schedule-not-seen", StatusCodes.Status428PreconditionRequired, "Say which schedule the change is made for");

    /// <summary>The schedule was changed since.</summary>
    public static readonly ProblemKind ScheduleOutdated =
        new("/problems/schedule-outdated", StatusCodes.Status412PreconditionFailed, "The schedule was changed meanwhile");

    /// <summary>The schedule cannot be changed here.</summary>
    public static readonly ProblemKind ScheduleReadOnly =
        new("/problems/schedule-read-only", StatusCodes.Status409Conflict, "The schedule cannot be changed here");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
    [
        UnknownSurvey, UnknownProvince, UnknownResponse, InvalidQuery, FiguresNotComputed, DatabaseAway, TakenElsewhere, AccessProblems.StaffStoreAway, OutOfScope, NoPlanFile, InvalidPlan, UnknownKey,
        InvalidKey, InvalidOpening, ScheduleNotSeen, ScheduleOutdated, ScheduleReadOnly,
    ];

    // Figures follow the tallies within a second, and a database that was started again is there in a few; a client that asks again after
    // five finds them unless something is broken.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    internal static ProblemHttpResult OfUnknownSurvey(Catalogue catalogue) => UnknownSurvey.Because(
        $"There is no such survey. Surveys: {string.Join(", ", catalogue.Surveys.Select(survey => survey.Code))}.");

    internal static ProblemHttpResult OfUnknownProvince(Geography geography, bool withNation = true) => UnknownProvince.Because(
        $"Geography {geography.Code} has no such province. Provinces: "
        + $"{string.Join(", ", geography.Provinces.Select(province => province.Code))}{(withNation ? "; or nation" : "")}.");

    internal static ProblemHttpResult OfInvalidQuery(IDictionary<string, string[]> errors, int unnamed = 0) => InvalidQuery.Because(
        "Each query parameter named in errors must be changed or left out." + (unnamed == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" So must {unnamed} more unknown ones.")), errors);

    internal static ProblemHttpResult OfFiguresNotComputed(HttpResponse response, Survey survey) => FiguresNotComputed.Because(
        $"No running figures of {survey.Code} are stored yet: the aggregator writes them within a second of "
        + "the first response. If responses were published, see whether an aggregator is running.", response, RetryAfter);

    internal static ProblemHttpResult OfDatabaseAway(HttpResponse response, string? obstacle) => DatabaseAway.Because(
        $"{obstacle ?? "It could not be read for a moment."} Ask again later; /health/ready says whether it can be read.", response, RetryAfter);

    internal static ProblemHttpResult OfSchedule(ScheduleOutcome outcome) => outcome switch
    {
        ScheduleOutcome.Outdated => ScheduleOutdated.Because("Nothing was changed. Read the schedule again, and send the change with its new ETag if it is still meant."),
        ScheduleOutcome.Shipped => ScheduleReadOnly.Because("Nothing was changed. It is the file that is shipped with the program. Whoever runs this service copies it to a "
            + "place of their own and names that in the setting Schedule, for Intake and for Figures alike."),
        ScheduleOutcome.NotWritable => ScheduleReadOnly.Because("Nothing was changed. This process may not write the schedule file or its folder. Whoever runs this service "
            + "permits that, or changes the file by hand."),
        ScheduleOutcome.Wrong => ScheduleReadOnly.Because("Nothing was changed. The schedule file was edited and cannot be used; the last good one is in force. Correct the file first; "
            + "/health/ready says what is wrong."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
