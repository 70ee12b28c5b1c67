using System.Text.Json;
using FluentValidation.Results;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake;

/// <summary>What became of a response that was judged: exactly one of the four.</summary>
/// <param name="Received">The record to send; null when something is wrong.</param>
/// <param name="Faults">What is wrong, by path; empty otherwise.</param>
/// <param name="NotOpen">Why the survey takes no responses, in a sentence; null otherwise.</param>
/// <param name="InvitationsAway">Whether its invitation cannot be judged, as this process has no secret: no fault of who sent it, and it may be taken another time.</param>
/// <param name="Invitation">The invitation that came with it, by which it is limited; null without one.</param>
internal readonly record struct ReceptionOutcome(EntryReceived? Received, IReadOnlyList<ValidationFailure> Faults, string? NotOpen, bool InvitationsAway = false, string? Invitation = null)
{
    /// <summary>The entry; null when something is wrong.</summary>
    public Entry? Entry => Received?.Entry;
}

/// <summary>
/// Makes entries of what comes in online, by the API as by the form: rules of the survey, invitation, schedule. With a valid invitation the channel is <c>invited</c>,
/// else <c>open</c>. What it was filled in like is kept with the entry, and nothing else of the way it came.
/// </summary>
internal sealed class Reception(
    Catalogue catalogue, ResponseRules.Book rules, InvitationCheck invitations, ScheduleFile schedule, PackSender sender, IOptions<FormOptions> form, TimeProvider clock)
{
    private const string Invitation = "invitation";

    /// <summary>Judges one response, a JSON object as the API takes it: every fault by its path, or why the survey is not open, or the entry.</summary>
    /// <param name="root">The response.</param>
    /// <param name="signal">What is known of how it was filled in; null for other senders than the form, against whom that says nothing.</param>
    public ReceptionOutcome Judge(JsonElement root, FormSignal? signal)
    {
        var draft = new ResponseDraft(root);
        var survey = draft.TextOf("survey") is { } code ? catalogue.FindSurvey(code) : null;
        var validation = rules.Of(survey).Validate(draft);
        var shown = survey is null || draft[Invitation] is null ? default : Show(draft.TextOf(Invitation), survey, draft.TextOf("province"));
        if (shown.Fault is { } fault && fault != InvitationFault.NotTaken)
        {
            validation.Errors.Add(FailureOf(fault));
        }

        if (survey is null || !validation.IsValid)
        {
            return new ReceptionOutcome(null, validation.Errors, null);
        }

        var province = draft.TextOf("province")!;
        return Admit(new PlainResponse(survey, province, draft["id"]?.GetGuid(), draft.ToContent(survey, province).ToBytes(), null), shown, signal);
    }

    /// <summary>Judges one response that keeps the rules: its invitation and the schedule.</summary>
    public ReceptionOutcome Judge(in PlainResponse response, FormSignal? signal)
    {
        var shown = response.Invitation is null ? default : Show(response.Invitation, response.Survey, response.Province);
        return shown.Fault is { } fault && fault != InvitationFault.NotTaken
            ? new ReceptionOutcome(null, [FailureOf(fault)], null)
            : Admit(response, shown, signal);
    }

    /// <summary>Sends what was judged to be an entry. True once it is safe; false when it is not known to be (503): the same id again is harmless.</summary>
    public ValueTask<bool> Send(ReceptionOutcome outcome) => sender.Send(outcome.Received!);

    private ReceptionOutcome Admit(in PlainResponse response, ShownInvitation shown, FormSignal? signal)
    {
        var now = clock.GetUtcNow();
        if (!schedule.Current.IsOpen(response.Survey, now, out var reason))
        {
            return new ReceptionOutcome(null, [], reason);
        }

        if (shown.Fault == InvitationFault.NotTaken)
        {
            return new ReceptionOutcome(null, [], null, InvitationsAway: true);
        }

        return shown.Code is null && !schedule.Current.TakesOpen(response.Survey)
            ? new ReceptionOutcome(null, [FailureOf(InvitationFault.Needed)], null)
            : Receive(response, shown.Code, signal, now);
    }

    private ReceptionOutcome Receive(in PlainResponse response, InvitationCode? invitation, FormSignal? signal, DateTimeOffset now)
    {
        // Random throughout: the time of receipt is kept at its place, and in none that is shown or logged.
        var id = response.Id ?? Guid.NewGuid();
        var entry = new Entry(id, invitation is null ? Channel.Open : Channel.Invited, Batch: null, Row: 0, UnixMicroseconds.From(now), response.Content);
        var suspicions = signal?.Suspicions(form.Value.LeastTime) ?? Suspicions.None;
        return invitation is { } known
            ? new ReceptionOutcome(new EntryReceived(entry, suspicions, invitations.Seal(response.Survey, known, id)), [], null, Invitation: known.ToString())
            : new ReceptionOutcome(new EntryReceived(entry, suspicions), [], null);
    }

    // Whether the province is one at all is said at its own path.
    private ShownInvitation Show(string? typed, Survey survey, string? province)
    {
        var known = province is not null && survey.Geography.Find(province) is not null ? province : null;
        return invitations.TryRead(typed, survey, known, out var code, out var fault) ? new ShownInvitation(code, null) : new ShownInvitation(null, fault);
    }

    private static ValidationFailure FailureOf(InvitationFault fault) => new(Invitation, fault.Message) { CustomState = fault.Words };

    /// <summary>The invitation that came with a response: none, its code, or what is wrong with it.</summary>
    private readonly record struct ShownInvitation(InvitationCode? Code, InvitationFault? Fault);
}
