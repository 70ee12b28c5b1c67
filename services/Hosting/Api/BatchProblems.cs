using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting.Api;

/// <summary>The problems of the routes that send, withdraw and correct paper batches and decide between versions of a sheet.</summary>
public static class BatchProblems
{
    /// <summary>Only who may accept conflicts for others may send with <c>acceptConflicts</c>.</summary>
    public static readonly ProblemKind ConflictsNotYours =
        new("/problems/conflicts-not-yours", StatusCodes.Status403Forbidden, "Only a supervisor may accept conflicts beforehand");

    /// <summary>The one who asks does not work for the province.</summary>
    public static readonly ProblemKind OutOfScope = new("/problems/out-of-scope", StatusCodes.Status403Forbidden, "The province is not yours");

    /// <summary>The one who asks belongs to another survey team.</summary>
    public static readonly ProblemKind OtherTeam = new("/problems/other-team", StatusCodes.Status403Forbidden, "The team is not yours");

    /// <summary>The body is no form with a file, or compressed.</summary>
    public static readonly ProblemKind NotForm =
        new("/problems/not-a-form", StatusCodes.Status415UnsupportedMediaType, "The body must be multipart/form-data");

    /// <summary>The form was not transferred whole, or cannot be taken apart.</summary>
    public static readonly ProblemKind BrokenForm = new("/problems/broken-form", StatusCodes.Status400BadRequest, "The form cannot be read");

    /// <summary>A field or query parameter is missing, unknown, repeated or wrong; <c>errors</c> says which and where.</summary>
    public static readonly ProblemKind InvalidBatch =
        new("/problems/invalid-batch", StatusCodes.Status422UnprocessableEntity, "The batch is not valid", HasErrors: true);

    /// <summary>The file as a whole cannot be read; <c>errors</c> says why, <c>code</c> is the kind of the fault, <c>place</c> where it is.</summary>
    public static readonly ProblemKind UnreadableFile =
        new("/problems/unreadable-file", StatusCodes.Status422UnprocessableEntity, "The file cannot be read", HasErrors: true);

    /// <summary>The id is that of a batch of another survey, province or team.</summary>
    public static readonly ProblemKind OtherBatch = new("/problems/other-batch", StatusCodes.Status409Conflict, "The id is that of another batch");

    /// <summary>The batch was withdrawn, and stays so.</summary>
    public static readonly ProblemKind Withdrawn = new("/problems/batch-withdrawn", StatusCodes.Status409Conflict, "The batch is withdrawn");

    /// <summary>Sending stopped before the end; the batch is incomplete until it is sent again.</summary>
    public static readonly ProblemKind Incomplete = new("/problems/batch-incomplete", StatusCodes.Status503ServiceUnavailable, "The batch is not complete yet");

    /// <summary>As many files as this process takes are being read.</summary>
    public static readonly ProblemKind TooManyFiles = new("/problems/too-many-files", StatusCodes.Status503ServiceUnavailable, "Too many files are being read");

    /// <summary>No such batch was sent, or it is of another province or team.</summary>
    public static readonly ProblemKind UnknownBatch = new("/problems/unknown-batch", StatusCodes.Status404NotFound, "Unknown batch");

    /// <summary>The path has no response id.</summary>
    public static readonly ProblemKind UnknownSheet = new("/problems/unknown-response", StatusCodes.Status404NotFound, "Unknown response");

    /// <summary>The withdrawal, correction or decision breaks rules; <c>errors</c> says which and where.</summary>
    public static readonly ProblemKind InvalidChange =
        new("/problems/invalid-change", StatusCodes.Status422UnprocessableEntity, "The change is not valid", HasErrors: true);

    /// <summary>Nobody has confirmed the change in time; it may be stored or not.</summary>
    public static readonly ProblemKind ChangeNotSafe =
        new("/problems/change-not-known-to-be-safe", StatusCodes.Status503ServiceUnavailable, "The change is not known to be safe");

    /// <summary>What sending a batch may be answered with, in the order of the checks.</summary>
    public static readonly IReadOnlyList<ProblemKind> OfSending =
    [
        ConflictsNotYours, NotForm, SubmitResponseProblems.TooLarge, SubmitResponseProblems.TooSlow, BrokenForm, InvalidBatch, OutOfScope, OtherTeam, UnreadableFile,
        OtherBatch, Withdrawn, TooManyFiles, Incomplete,
    ];

    /// <summary>What a change of a batch may be answered with, in the order of the checks.</summary>
    public static readonly IReadOnlyList<ProblemKind> OfChanging =
        [UnknownBatch, .. JsonBody.Problems, InvalidChange, ChangeNotSafe];
}
