using System.Text.Json;
using FluentValidation.Results;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake;

/// <summary>What became of a response that was judged: exactly one of the three.</summary>
/// <param name="Received">The record to send; null when something is wrong.</param>
/// <param name="Faults">What is wrong, by path; empty otherwise.</param>
/// <param name="NotOpen">Why the survey takes no responses, in a sentence; null otherwise.</param>
internal readonly record struct ReceptionOutcome(EntryReceived? Received, IReadOnlyList<ValidationFailure> Faults, string? NotOpen)
{
    /// <summary>The entry; null when something is wrong.</summary>
    public Entry? Entry => Received?.Entry;
}

/// <summary>
/// Makes entries of what comes in online, by the API as by the form: rules of the survey, then schedule. What it was filled in like
/// is kept with the entry, and nothing else of the way it came.
/// </summary>
internal sealed class Reception(
    Catalogue catalogue, ResponseRules.Book rules, ScheduleFile schedule, PackSender sender, IOptions<FormOptions> form, TimeProvider clock)
{
    /// <summary>Judges one response, a JSON object as the API takes it: every fault by its path, or why the survey is not open, or the entry.</summary>
    /// <param name="root">The response.</param>
    /// <param name="signal">What is known of how it was filled in; null for other senders than the form, against whom that says nothing.</param>
    public ReceptionOutcome Judge(JsonElement root, FormSignal? signal)
    {
        var draft = new ResponseDraft(root);
        var survey = draft.TextOf("survey") is { } code ? catalogue.FindSurvey(code) : null;
        var validation = rules.Of(survey).Validate(draft);
        if (survey is null || !validation.IsValid)
        {
            return new ReceptionOutcome(null, validation.Errors, null);
        }

        var now = clock.GetUtcNow();
        if (!schedule.Current.IsOpen(survey, now, out var reason))
        {
            return new ReceptionOutcome(null, [], reason);
        }

        // No invitation is valid until some are issued, so every response is open whatever it says of itself.
        var id = draft["id"]?.GetGuid() ?? Guid.CreateVersion7(now);
        var entry = new Entry(id, Channel.Open, Batch: null, Row: 0, UnixMicroseconds.From(now), draft.ToContent(survey, draft.TextOf("province")!).ToBytes());
        return new ReceptionOutcome(new EntryReceived(entry, signal?.Suspicions(form.Value.LeastTime) ?? Suspicions.None), [], null);
    }

    /// <summary>Sends what was judged to be an entry. True once it is safe; false when it is not known to be (503): the same id again is harmless.</summary>
    public Task<bool> Send(ReceptionOutcome outcome, CancellationToken cancellationToken) => sender.Send(outcome.Received!, cancellationToken);
}
