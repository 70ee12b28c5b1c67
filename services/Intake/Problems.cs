using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SipasSurvey.Intake;

/// <summary>A kind of problem that Intake answers with (RFC 9457).</summary>
/// <param name="Type">Its name, a reference relative to the origin. Never changed once published.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What it is, the same in every answer.</param>
internal sealed record ProblemKind(string Type, int Status, string Title);

/// <summary>Every problem of <c>POST /api/v1/responses</c> in one list, in the order of the checks; what a single answer adds is its detail.</summary>
internal static class Problems
{
    public static readonly ProblemKind UnsupportedMediaType =
        new("/problems/unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body must be plain JSON");

    public static readonly ProblemKind TooLarge = new("/problems/too-large", StatusCodes.Status413PayloadTooLarge, "The body is too large");

    public static readonly ProblemKind TooSlow = new("/problems/too-slow", StatusCodes.Status408RequestTimeout, "The body came too slowly");

    public static readonly ProblemKind NotJson = new("/problems/not-json", StatusCodes.Status400BadRequest, "The body is not JSON");

    public static readonly ProblemKind InvalidResponse =
        new("/problems/invalid-response", StatusCodes.Status422UnprocessableEntity, "The response is not valid");

    public static readonly ProblemKind NotOpen = new("/problems/not-open", StatusCodes.Status409Conflict, "The survey is not open");

    public static readonly ProblemKind NotKnownToBeSafe =
        new("/problems/not-known-to-be-safe", StatusCodes.Status503ServiceUnavailable, "The response is not known to be safe");

    public static readonly IReadOnlyList<ProblemKind> All = [UnsupportedMediaType, TooLarge, TooSlow, NotJson, InvalidResponse, NotOpen, NotKnownToBeSafe];

    // Long enough for a broker to elect a new leader, short enough for a person who is watching the form.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The kind's answer, with what is wrong here and what would be right.</summary>
    public static ProblemHttpResult Of(ProblemKind kind, string detail) => TypedResults.Problem(Fill(new ProblemDetails(), kind, detail));

    public static ProblemHttpResult OfMediaType(HttpResponse response, string detail)
    {
        response.Headers["Accept-Post"] = ResponseBody.MediaType;
        return Of(UnsupportedMediaType, detail);
    }

    public static ProblemHttpResult OfInvalidResponse(IDictionary<string, string[]> errors, bool more) =>
        TypedResults.Problem(Fill(new HttpValidationProblemDetails(errors), InvalidResponse, "Nothing was stored. Each path in errors says what would be right there."
            + (more ? $" There may be more than these {ResponseDraft.MostFaults}." : "")));

    public static ProblemHttpResult OfUnsafe(HttpResponse response, Guid id)
    {
        response.Headers.RetryAfter = RetryAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var problem = Fill(new ProblemDetails(), NotKnownToBeSafe, "It may have been stored or not. Send it again with the id given here: "
            + "that is harmless, as it is counted once however often it arrives.");
        problem.Extensions["id"] = id;
        return TypedResults.Problem(problem);
    }

    private static T Fill<T>(T problem, ProblemKind kind, string detail)
        where T : ProblemDetails
    {
        (problem.Type, problem.Status, problem.Title, problem.Detail) = (kind.Type, kind.Status, kind.Title, detail);
        return problem;
    }
}
