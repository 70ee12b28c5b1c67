using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake;

/// <summary>
/// <c>POST /api/v1/responses</c>: takes one response. Checked in the order media type, size, JSON, content, schedule; answered once the
/// response is safe.
/// </summary>
internal static class SubmitResponse
{
    public static IEndpointConventionBuilder MapSubmitResponse(this IEndpointRouteBuilder routes) =>
        // Its deadline is that of its pack (Packs:Deadline), and a timer for each response would cost.
        routes.MapPost(SubmitResponseDescription.Path, Handle).AllowAnonymous().DescribeSubmitResponse().DisableRequestTimeout();

    private static async Task<Results<Accepted<Acceptance>, ProblemHttpResult>> Handle(
        HttpContext http, Reception reception, ResponseLimits limits, IntakeMetrics metrics)
    {
        var signal = FormSignal.Read(http.Request);
        var result = await Read(http, reception, signal) switch
        {
            (_, { } problem) => problem,
            ({ NotOpen: { } reason }, _) => SubmitResponseProblems.NotOpen.Because(reason),
            ({ InvitationsAway: true }, _) => Problems.OfInvitationsAway(http.Response),
            ({ Entry: null } outcome, _) => ProblemOf(outcome.Faults),
            var (outcome, _) when limits.Count(http, outcome.Invitation, signal?.Device) is { } seconds => Problems.OfTooMany(http.Response, seconds),
            var (outcome, _) => await Send(http, reception, outcome),
        };
        if (!http.RequestAborted.IsCancellationRequested)
        {
            metrics.Answered(((IStatusCodeHttpResult)result.Result).StatusCode ?? 0);
        }

        return result;
    }

    private static async Task<(ReceptionOutcome Outcome, ProblemHttpResult? Problem)> Read(HttpContext http, Reception reception, FormSignal? signal)
    {
        if (ResponseBody.CheckMediaType(http.Request) is { } unsupported)
        {
            return (default, unsupported);
        }

        var (body, unreadable) = await ResponseBody.Read(http.Request, http.RequestAborted);
        if (unreadable is not null)
        {
            return (default, unreadable);
        }

        if (!ResponseBody.TryParse(body, out var document, out var notJson))
        {
            return (default, notJson);
        }

        using (document)
        {
            return (reception.Judge(document.RootElement, signal), null);
        }
    }

    private static async Task<Results<Accepted<Acceptance>, ProblemHttpResult>> Send(HttpContext http, Reception reception, ReceptionOutcome outcome)
    {
        var id = outcome.Entry!.Id;
        return await reception.Send(outcome, http.RequestAborted)
            ? TypedResults.Accepted($"{SubmitResponseDescription.Path}/{id}", new Acceptance(id, ResponseId.Receipt(id)))
            : Problems.OfUnsafe(http.Response, id);
    }

    private static ProblemHttpResult ProblemOf(IReadOnlyList<ValidationFailure> faults)
    {
        var byPath = faults.GroupBy(fault => fault.PropertyName, StringComparer.Ordinal).ToList();
        return Problems.OfInvalidResponse(byPath.Take(ResponseDraft.MostFaults)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage).Distinct().ToArray()), byPath.Count >= ResponseDraft.MostFaults);
    }
}
