using System.Buffers;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Intake;

/// <summary>
/// <c>POST /api/v1/responses</c>: takes one response. Checked in the order media type, size, JSON, content, schedule; answered once the
/// response is safe.
/// </summary>
internal static class SubmitResponse
{
    private static readonly BodyLimit Limit = new(
        SubmitResponseDescription.MostBytes, $"A response may have at most {SubmitResponseDescription.MostBytes} bytes; a full one has about 700.");

    /// <remarks>
    /// Answered right where it is routed: nobody is asked who they are, its deadline is that of its pack (Packs:Deadline), and each of the steps behind costs time for every response.
    /// What of them it needs, it does itself: the limit of requests, and its errors.
    /// </remarks>
    public static IEndpointConventionBuilder MapSubmitResponse(this IEndpointRouteBuilder routes) =>
        routes.MapPost(SubmitResponseDescription.Path, Handle).AllowAnonymous().DescribeSubmitResponse().ShortCircuit();

    private static async Task Handle(HttpContext http, RequestRate rate, PlainResponses plain, Reception reception, ResponseLimits limits, IntakeMetrics metrics)
    {
        RequestLimits.CloseAfterTooLarge(http);
        var signal = FormSignal.Read(http.Request);
        var (outcome, refusal) = rate.Refuses(http) is { } pause ? (default, Problems.OfTooManyRequests(http.Response, pause))
            : JsonBody.CheckMediaType(http.Request) is { } unsupported ? (default, unsupported)
            : await Read(http, plain, reception, signal);
        refusal ??= RefusalOf(outcome, http, signal, limits);
        if (refusal is null && !await reception.Send(outcome))
        {
            refusal = Problems.OfUnsafe(http.Response, outcome.Entry!.Id);
        }

        metrics.Answered(refusal?.StatusCode ?? StatusCodes.Status202Accepted);
        await (refusal?.ExecuteAsync(http) ?? AcceptedResponse.Write(http.Response, outcome.Entry!.Id));
    }

    private static async ValueTask<(ReceptionOutcome Outcome, ProblemHttpResult? Refusal)> Read(HttpContext http, PlainResponses plain, Reception reception, FormSignal? signal)
    {
        var (body, unreadable) = await JsonBody.Read(http.Request, Limit);
        if (unreadable is not null)
        {
            return (default, unreadable);
        }

        try
        {
            return body.IsSingleSegment && plain.TryRead(body.FirstSpan, out var response)
                ? (reception.Judge(response, signal), null)
                : Explain(body.ToArray(), reception, signal);
        }
        finally
        {
            JsonBody.Release(http.Request, body);
        }
    }

    // What is not plainly valid is judged by the rules, which say what is wrong.
    private static (ReceptionOutcome Outcome, ProblemHttpResult? Refusal) Explain(byte[] body, Reception reception, FormSignal? signal)
    {
        if (!JsonBody.TryParse(body, out var document, out var notJson))
        {
            return (default, notJson);
        }

        using (document)
        {
            return (reception.Judge(document.RootElement, signal), null);
        }
    }

    // Null when it is to be sent.
    private static ProblemHttpResult? RefusalOf(in ReceptionOutcome outcome, HttpContext http, FormSignal? signal, ResponseLimits limits) => outcome switch
    {
        { NotOpen: { } reason } => SubmitResponseProblems.NotOpen.Because(reason),
        { InvitationsAway: true } => Problems.OfInvitationsAway(http.Response),
        { Entry: null } => ProblemOf(outcome.Faults),
        _ => limits.Count(http, outcome.Invitation, signal?.Device) is { } seconds ? Problems.OfTooMany(http.Response, seconds) : null,
    };

    private static ProblemHttpResult ProblemOf(IReadOnlyList<ValidationFailure> faults)
    {
        var byPath = faults.GroupBy(fault => fault.PropertyName, StringComparer.Ordinal).ToList();
        return Problems.OfInvalidResponse(byPath.Take(JsonMembers.MostFaults)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage).Distinct().ToArray()), byPath.Count >= JsonMembers.MostFaults);
    }
}
