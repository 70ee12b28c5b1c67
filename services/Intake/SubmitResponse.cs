using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>A response as a sender writes it.</summary>
/// <param name="Id">UUID of version 4 or 7, made by the sender: the key under which the response is counted once. Made here when left out.</param>
/// <param name="Survey">Survey code, e.g. <c>sipas-2024</c>.</param>
/// <param name="Province">Two-digit province code in the survey's geography.</param>
/// <param name="Answers">Item code → level, an integer from 1 (very dissatisfied) to 5 (very satisfied). An unanswered item is left out or null.</param>
/// <param name="Respondent">Dimension (gender, ethnicity, age, education, occupation) → category. All optional.</param>
/// <param name="Cluster">Village code of the sample: 1 to 32 letters, digits, dots, hyphens or underscores.</param>
/// <param name="Invitation">Invitation code. None is issued yet, so the response is counted as open with any.</param>
public sealed record SubmittedResponse(
    Guid? Id, string Survey, string Province, IReadOnlyDictionary<string, int?> Answers, IReadOnlyDictionary<string, string?>? Respondent,
    string? Cluster, string? Invitation);

/// <summary>What the sender of a response gets.</summary>
/// <param name="Id">The response id.</param>
/// <param name="Receipt">Sixteen characters; the same id always gives the same receipt.</param>
public sealed record Acceptance(Guid Id, string Receipt);

/// <summary>
/// <c>POST /api/v1/responses</c>: takes one response. Checked in the order media type, size, JSON, content, schedule; answered once the
/// response is safe.
/// </summary>
internal static class SubmitResponse
{
    private const int RetryAfterSeconds = 5;
    private const int MostFaults = 200;

    public static RouteHandlerBuilder MapSubmitResponse(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/responses", Handle).AllowAnonymous().DescribeSubmitResponse();

    private static async Task<IResult> Handle(
        HttpContext http, Catalogue catalogue, ResponseRules.Book rules, ScheduleFile schedule, PackSender sender, TimeProvider clock)
    {
        var result = await Submit(http, catalogue, rules, schedule, sender, clock);
        IntakeMetrics.Answered((result.Result as IStatusCodeHttpResult)?.StatusCode ?? 0);
        return result;
    }

    private static async Task<Results<Accepted<Acceptance>, ProblemHttpResult>> Submit(
        HttpContext http, Catalogue catalogue, ResponseRules.Book rules, ScheduleFile schedule, PackSender sender, TimeProvider clock)
    {
        if (ResponseBody.CheckMediaType(http.Request) is { } unsupported)
        {
            return unsupported;
        }

        if (await ResponseBody.Read(http.Request, http.RequestAborted) is not { } body)
        {
            return Problems.TooLarge(ResponseBody.MostBytes);
        }

        if (!ResponseBody.TryParse(body, out var document, out var notJson))
        {
            return notJson;
        }

        using (document)
        {
            var draft = new ResponseDraft(document.RootElement);
            var survey = draft["survey"] is { } code && ResponseDraft.Text(code) is { } text ? catalogue.FindSurvey(text) : null;
            var validation = rules.Of(survey).Validate(draft);
            if (!validation.IsValid)
            {
                return Problems.Invalid(Errors(validation));
            }

            if (!schedule.Current.IsOpen(survey!, clock.GetUtcNow(), out var reason))
            {
                return Problems.NotOpen(reason!);
            }

            var id = draft["id"]?.GetGuid() ?? Guid.CreateVersion7(clock.GetUtcNow());
            var entry = new Entry(id, Channel.Open, null, 0, UnixMicroseconds.From(clock.GetUtcNow()), ContentOf(draft, survey!).ToBytes());
            if (await sender.Send(new EntryReceived(entry), http.RequestAborted))
            {
                return TypedResults.Accepted($"/api/v1/responses/{id}", new Acceptance(id, ResponseId.Receipt(id)));
            }

            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return Problems.NotKnownToBeSafe(id);
        }
    }

    private static Content ContentOf(ResponseDraft draft, Survey survey)
    {
        var questionnaire = survey.Questionnaire;
        var answers = new byte[questionnaire.Items.Count];
        foreach (var (code, level) in draft.Answers)
        {
            if (level.ValueKind == System.Text.Json.JsonValueKind.Number)
            {
                answers[questionnaire.FindItem(code)!.Index] = level.GetByte();
            }
        }

        var respondent = new byte[questionnaire.Respondent.Count];
        for (var i = 0; i < respondent.Length; i++)
        {
            if (draft.Respondent.TryGetValue(questionnaire.Respondent[i].Code, out var category))
            {
                respondent[i] = (byte)(1 + ResponseRules.CategoryIndex(questionnaire.Respondent[i], category));
            }
        }

        return new Content(survey.Code, draft["province"]!.Value.GetString()!, answers, respondent, draft["cluster"]?.GetString());
    }

    // A body of 64 KB has room for thousands of faults; two hundred are enough to see what is wrong.
    private static Dictionary<string, string[]> Errors(FluentValidation.Results.ValidationResult validation)
    {
        var errors = validation.Errors.GroupBy(fault => fault.PropertyName)
            .Take(MostFaults)
            .ToDictionary(group => group.Key, group => group.Select(fault => fault.ErrorMessage).Distinct().ToArray());
        if (validation.Errors.Count > MostFaults)
        {
            errors["$"] = [$"has {validation.Errors.Count} faults; the first {MostFaults} are listed."];
        }

        return errors;
    }
}
