using System.Text.Json;
using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
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
        HttpContext http, Catalogue catalogue, ResponseRules.Book rules, ScheduleFile schedule, PackSender sender, TimeProvider clock, IntakeMetrics metrics)
    {
        var result = await Read(http, catalogue, rules, schedule, clock) switch
        {
            ({ } entry, _) => await Send(http, sender, entry),
            (_, { } problem) => problem,
            _ => throw new InvalidOperationException("What was read is neither a response nor a problem."),
        };
        if (!http.RequestAborted.IsCancellationRequested)
        {
            metrics.Answered(((IStatusCodeHttpResult)result.Result).StatusCode ?? 0);
        }

        return result;
    }

    private static async Task<(Entry? Entry, ProblemHttpResult? Problem)> Read(
        HttpContext http, Catalogue catalogue, ResponseRules.Book rules, ScheduleFile schedule, TimeProvider clock)
    {
        if (ResponseBody.CheckMediaType(http.Request) is { } unsupported)
        {
            return (null, unsupported);
        }

        var (body, unreadable) = await ResponseBody.Read(http.Request, http.RequestAborted);
        if (unreadable is not null)
        {
            return (null, unreadable);
        }

        if (!ResponseBody.TryParse(body, out var document, out var notJson))
        {
            return (null, notJson);
        }

        using (document)
        {
            return Judge(document, catalogue, rules, schedule.Current, clock.GetUtcNow());
        }
    }

    private static (Entry? Entry, ProblemHttpResult? Problem) Judge(
        JsonDocument document, Catalogue catalogue, ResponseRules.Book rules, Schedule schedule, DateTimeOffset now)
    {
        var draft = new ResponseDraft(document.RootElement);
        var survey = draft.TextOf("survey") is { } code ? catalogue.FindSurvey(code) : null;
        var validation = rules.Of(survey).Validate(draft);
        if (survey is null || !validation.IsValid)
        {
            return (null, ProblemOf(validation.Errors));
        }

        if (!schedule.IsOpen(survey, now, out var reason))
        {
            return (null, SubmitResponseProblems.NotOpen.Because(reason!));
        }

        // No invitation is valid until some are issued, so every response is open whatever it says of itself.
        var id = draft["id"]?.GetGuid() ?? Guid.CreateVersion7(now);
        return (new Entry(id, Channel.Open, Batch: null, Row: 0, UnixMicroseconds.From(now), draft.ToContent(survey, draft.TextOf("province")!).ToBytes()), null);
    }

    private static async Task<Results<Accepted<Acceptance>, ProblemHttpResult>> Send(HttpContext http, PackSender sender, Entry entry) =>
        await sender.Send(new EntryReceived(entry), http.RequestAborted)
            ? TypedResults.Accepted($"{SubmitResponseDescription.Path}/{entry.Id}", new Acceptance(entry.Id, ResponseId.Receipt(entry.Id)))
            : Problems.OfUnsafe(http.Response, entry.Id);

    private static ProblemHttpResult ProblemOf(List<ValidationFailure> faults)
    {
        var byPath = faults.GroupBy(fault => fault.PropertyName, StringComparer.Ordinal).ToList();
        return Problems.OfInvalidResponse(byPath.Take(ResponseDraft.MostFaults)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage).Distinct().ToArray()), byPath.Count >= ResponseDraft.MostFaults);
    }
}
