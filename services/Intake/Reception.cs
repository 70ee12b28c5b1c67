using System.Diagnostics.CodeAnalysis;
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
        InvitationCode? invitation = null;
        InvitationFault? fault = null;
        if (survey is not null && draft[Invitation] is not null && !TryRead(draft, survey, out invitation, out fault) && fault != InvitationFault.NotTaken)
        {
            validation.Errors.Add(FailureOf(fault));
        }

        if (survey is null || !validation.IsValid)
        {
            return new ReceptionOutcome(null, validation.Errors, null);
        }

        var now = clock.GetUtcNow();
        if (!schedule.Current.IsOpen(survey, now, out var reason))
        {
            return new ReceptionOutcome(null, [], reason);
        }

        if (fault == InvitationFault.NotTaken)
        {
            return new ReceptionOutcome(null, [], null, InvitationsAway: true);
        }

        return invitation is null && !schedule.Current.TakesOpen(survey)
            ? new ReceptionOutcome(null, [FailureOf(InvitationFault.Needed)], null)
            : Receive(draft, survey, invitation, signal, now);
    }

    /// <summary>Sends what was judged to be an entry. True once it is safe; false when it is not known to be (503): the same id again is harmless.</summary>
    public Task<bool> Send(ReceptionOutcome outcome, CancellationToken cancellationToken) => sender.Send(outcome.Received!, cancellationToken);

    private ReceptionOutcome Receive(ResponseDraft draft, Survey survey, InvitationCode? invitation, FormSignal? signal, DateTimeOffset now)
    {
        // Random throughout: the time of receipt is kept at its place, and in none that is shown or logged.
        var id = draft["id"]?.GetGuid() ?? Guid.NewGuid();
        var content = draft.ToContent(survey, draft.TextOf("province")!).ToBytes();
        var entry = new Entry(id, invitation is null ? Channel.Open : Channel.Invited, Batch: null, Row: 0, UnixMicroseconds.From(now), content);
        var suspicions = signal?.Suspicions(form.Value.LeastTime) ?? Suspicions.None;
        return invitation is { } known
            ? new ReceptionOutcome(new EntryReceived(entry, suspicions, invitations.Seal(survey, known, id)), [], null, Invitation: known.ToString())
            : new ReceptionOutcome(new EntryReceived(entry, suspicions), [], null);
    }

    // Whether the province is one at all is said at its own path.
    private bool TryRead(ResponseDraft draft, Survey survey, out InvitationCode? invitation, [NotNullWhen(false)] out InvitationFault? fault)
    {
        var province = draft.TextOf("province") is { } code && survey.Geography.Find(code) is not null ? code : null;
        var isRight = invitations.TryRead(draft.TextOf(Invitation), survey, province, out var read, out fault);
        invitation = read;
        return isRight;
    }

    private static ValidationFailure FailureOf(InvitationFault fault) => new(Invitation, fault.Message) { CustomState = fault.Words };
}
