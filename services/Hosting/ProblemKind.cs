using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace SipasSurvey.Hosting;

/// <summary>A kind of problem that the API answers with (RFC 9457). What a single answer adds is its detail.</summary>
/// <param name="Type">Its name: a reference relative to the origin, e.g. <c>/problems/unknown-survey</c>. Never changed once published.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Title">What it is, the same in every answer.</param>
/// <param name="HasErrors">Whether its answers name every fault, in <c>errors</c>.</param>
public sealed record ProblemKind(string Type, int Status, string Title, bool HasErrors = false)
{
    /// <summary>The kind's answer, with what is wrong here and what would be right.</summary>
    public ProblemHttpResult Because(string detail) => TypedResults.Problem(Fill(new ProblemDetails(), detail));

    /// <summary>The kind's answer, with the messages of every fault by its path.</summary>
    public ProblemHttpResult Because(string detail, IDictionary<string, string[]> errors) =>
        TypedResults.Problem(Fill(new HttpValidationProblemDetails(errors), detail));

    /// <summary>The kind's answer, and that asking again after <paramref name="pause"/> may help.</summary>
    public ProblemHttpResult Because(string detail, HttpResponse response, TimeSpan pause)
    {
        response.Headers.RetryAfter = pause.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        return Because(detail);
    }

    private T Fill<T>(T problem, string detail)
        where T : ProblemDetails
    {
        (problem.Type, problem.Status, problem.Title, problem.Detail) = (Type, Status, Title, detail);
        return problem;
    }
}
