using Microsoft.AspNetCore.Http;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Hosting.Api;

/// <summary>Every problem of <c>POST /api/v1/responses</c> in one list, in the order of the checks.</summary>
public static class SubmitResponseProblems
{
    /// <summary>The body is not JSON in UTF-8, or compressed.</summary>
    public static readonly ProblemKind UnsupportedMediaType =
        new("/problems/unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body must be plain JSON");

    /// <summary>The body has more than <see cref="SubmitResponseDescription.MostBytes"/>.</summary>
    public static readonly ProblemKind TooLarge = new("/problems/too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large");

    /// <summary>The server gave up waiting for the body.</summary>
    public static readonly ProblemKind TooSlow = new("/problems/too-slow", StatusCodes.Status408RequestTimeout, "The body came too slowly");

    /// <summary>The body was not transferred whole, or cannot be parsed.</summary>
    public static readonly ProblemKind NotJson = new("/problems/not-json", StatusCodes.Status400BadRequest, "The body is not JSON");

    /// <summary>The response breaks rules; <c>errors</c> says which and where.</summary>
    public static readonly ProblemKind InvalidResponse =
        new("/problems/invalid-response", StatusCodes.Status422UnprocessableEntity, "The response is not valid", HasErrors: true);

    /// <summary>The schedule has the survey closed now.</summary>
    public static readonly ProblemKind NotOpen = new("/problems/not-open", StatusCodes.Status409Conflict, "The survey is not open");

    /// <summary>Nobody has confirmed the response in time; it may be stored or not.</summary>
    public static readonly ProblemKind NotKnownToBeSafe =
        new("/problems/not-known-to-be-safe", StatusCodes.Status503ServiceUnavailable, "The response is not known to be safe");

    /// <summary>The response has an invitation, and this process has no secret to check it by.</summary>
    public static readonly ProblemKind InvitationsAway =
        new("/problems/invitations-away", StatusCodes.Status503ServiceUnavailable, "Invitations cannot be checked now");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ProblemKind> All =
        [DoorProblems.TooMany, UnsupportedMediaType, TooLarge, TooSlow, NotJson, InvalidResponse, NotOpen, NotKnownToBeSafe, InvitationsAway];
}
