using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SipasSurvey.Intake;

/// <summary>Every problem that Intake answers with (RFC 9457), each with what would be right.</summary>
internal static class Problems
{
    public static ProblemHttpResult UnsupportedMediaType(string detail) =>
        Problem(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", "The body must be JSON.", detail);

    public static ProblemHttpResult TooLarge(int limit) =>
        Problem(StatusCodes.Status413PayloadTooLarge, "too-large", "The body is too large.", $"A response may have at most {limit} bytes.");

    public static ProblemHttpResult NotJson(string detail) =>
        Problem(StatusCodes.Status400BadRequest, "not-json", "The body is not valid JSON.", detail);

    public static ProblemHttpResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(new HttpValidationProblemDetails(errors)
        {
            Type = "/problems/invalid-response",
            Title = "The response is not valid.",
            Detail = "Nothing was stored. Each path in 'errors' says what is wrong there and what would be right.",
            Status = StatusCodes.Status422UnprocessableEntity,
        });

    public static ProblemHttpResult NotOpen(string reason) =>
        Problem(StatusCodes.Status409Conflict, "survey-not-open", "The survey is not open.", reason);

    public static ProblemHttpResult NotKnownToBeSafe(Guid id)
    {
        var problem = new ProblemDetails
        {
            Type = "/problems/not-known-to-be-safe",
            Title = "The response is not known to be safe.",
            Detail = "It may or may not have been stored. Send it again with this id; it is counted once, however often it arrives.",
            Status = StatusCodes.Status503ServiceUnavailable,
        };
        problem.Extensions["id"] = id;
        return TypedResults.Problem(problem);
    }

    private static ProblemHttpResult Problem(int status, string type, string title, string detail) =>
        TypedResults.Problem(detail, statusCode: status, title: title, type: $"/problems/{type}");
}
