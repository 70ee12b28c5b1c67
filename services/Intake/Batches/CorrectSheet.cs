using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Intake.Batches;

/// <summary>A sheet as it should have been sent, which kept all rules.</summary>
/// <param name="Batch">The batch that it belongs to.</param>
/// <param name="Sheet">Its response id.</param>
/// <param name="PrintedNumber">Number of its printed serial; 0 of another serial.</param>
/// <param name="Content">What it says.</param>
/// <param name="Reason">Why it is corrected.</param>
internal sealed record Correction(RegisteredBatch Batch, Guid Sheet, int PrintedNumber, Content Content, string Reason);

/// <summary>
/// <c>PUT /api/v1/batches/{id}/sheets/{serial}</c>: a sheet of a batch once more, and the decision that this is the version that counts. Only what the
/// batch holds can be corrected, and only so that it is valid. A batch that is still incomplete may be corrected too: the two do not depend on each other's
/// order.
/// </summary>
internal sealed class CorrectSheet(
    Catalogue catalogue, ResponseRules.Book rules, InvitationCheck invitations, SamplePlans plans, BatchSheets sheets, ChangeSending sending, TimeProvider clock)
{
    public const string SerialPath = "serial";
    public const string ClusterPath = "cluster";
    public const string AnswersPath = "answers";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPut(BatchChangeDescriptions.SheetPath, Handle)
        .RequireAuthorization(StaffPolicies.SendBatches).DescribeCorrectSheet();

    /// <summary>Judges a corrected sheet; null when something is wrong, which is then in <paramref name="faults"/>, path by path.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The plan of the sample cannot be read.</exception>
    public async Task<Correction?> Read(
        RegisteredBatch batch, string typedSerial, JsonElement root, SortedDictionary<string, string[]> faults, CancellationToken cancellationToken)
    {
        var opening = batch.Opening;
        var survey = catalogue.FindSurvey(opening.Survey)!;
        var draft = ResponseDraft.OfSheet(root);
        var found = rules.Of(survey).Validate(draft, options => options.IncludeRuleSets(ResponseRules.OfSheet));
        JsonMembers.Add(faults, found.Errors.Take(JsonMembers.MostFaults).Select(fault => (fault.PropertyName, fault.ErrorMessage)));
        if (!ChangeReason.TryRead(draft.TextOf(ChangeReason.Field), out var reason) && draft.IsObject)
        {
            faults.TryAdd(ChangeReason.Field, [ChangeReason.Right]);
        }

        if (!SheetSerial.TryParse(typedSerial, out var serial, out var fault))
        {
            faults.TryAdd(SerialPath, [fault.En]);
        }
        else if (!serial.IsPrinted && opening.Team.Length == 0)
        {
            faults.TryAdd(SerialPath, ["must be a serial that was printed by this service: the batch has no team, and other serials mean something only together with one."]);
        }

        if (draft.TextOf(ClusterPath) is { } cluster && await plans.ClustersOf(opening.Survey, opening.Province, cancellationToken) is { } sample && !sample.Contains(cluster))
        {
            faults.TryAdd(ClusterPath, ["is no village of the province's sample."]);
        }

        if (faults.Count > 0)
        {
            return null;
        }

        // Otherwise a mistyped serial would become a sheet, and the sheets of others could be changed by way of one's own batch.
        var id = serial!.IdIn(opening.Survey, opening.Province, opening.Team);
        if (!(await sheets.Find(batch.Id, cancellationToken)).Contains(id))
        {
            faults.TryAdd(SerialPath, ["is not in this batch: look at the serial again, or send the sheet in a batch."]);
            return null;
        }

        var content = draft.ToContent(survey, opening.Province);
        if (content.Answered < survey.LeastAnswered)
        {
            faults.TryAdd(AnswersPath, [$"must have at least {survey.LeastAnswered}: a sheet with fewer is not valid, so it would change no figure."]);
            return null;
        }

        return new Correction(batch, id, serial.PrintedNumber, content, reason!);
    }

    /// <summary>Corrects a sheet after that was written into the trail; whether it is known to be safe.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The trail cannot be written.</exception>
    public async Task<bool> Correct(HttpContext http, Correction correction)
    {
        await http.Record(AuditActions.CorrectSheet, $"{OwnBatches.NameOf(correction.Batch)}/{correction.Sheet}", correction.Reason);
        var now = UnixMicroseconds.From(clock.GetUtcNow());
        var content = correction.Content.ToBytes();
        var claim = invitations.SealSheet(correction.Batch.Opening.Survey, correction.Batch.Opening.Province, correction.PrintedNumber, correction.Sheet);
        return await sending.Send(
            new EntryReceived(new Entry(correction.Sheet, Channel.Paper, correction.Batch.Id, Row: 0, now, content), Suspicions.None, claim),
            new ContentDecided(new Decision(correction.Sheet, content, now, http.Staff()!.Name, correction.Reason)));
    }

    /// <summary>409.</summary>
    public static ProblemHttpResult Withdrawn() => BatchProblems.Withdrawn.Because("It stays out of every figure, and so would a corrected sheet. Nothing was changed.");

    private static async Task<Results<Accepted<Acceptance>, ProblemHttpResult>> Handle(
        string id, string serial, HttpContext http, OwnBatches batches, CorrectSheet correcting)
    {
        if (await batches.Find(http, id) is not { } batch)
        {
            return OwnBatches.Unknown();
        }

        var (document, problem) = await ChangeBody.Read(http);
        using (document)
        {
            if (document is null)
            {
                return problem!;
            }

            // A slash in a path stays as it was written.
            var typed = serial.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
            var faults = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
            var correction = await correcting.Read(batch, typed, document.RootElement, faults, http.RequestAborted);
            return correction is null ? ChangeBody.Refuse(faults)
                : batch.Withdrawal is not null ? Withdrawn()
                : await correcting.Correct(http, correction) ? TypedResults.Accepted((string?)null, new Acceptance(correction.Sheet, ResponseId.Receipt(correction.Sheet)))
                : ChangeSending.NotSafe(http.Response);
        }
    }
}
