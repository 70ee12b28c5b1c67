using System.ComponentModel;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>Changes when a survey takes responses online.</summary>
public static class ChangeSchedule
{
    private static readonly string[] Known = [OpeningDraft.OpensPath, OpeningDraft.ClosesPath, OpeningDraft.OpenPath];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPut($"{ListSchedule.Path}/{{survey}}", Handle)
        .WithName(nameof(ChangeSchedule)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ManageSchedule)
        .TakesSurvey()
        .TakesJson<NewOpening>("""{"opens": "2024-10-01T00:00:00+07:00", "closes": "2024-12-01T00:00:00+07:00"}""")
        .ProducesProblems([.. JsonBody.Problems, Problems.UnknownSurvey, Problems.InvalidOpening, Problems.ScheduleNotSeen, Problems.ScheduleOutdated,
            Problems.ScheduleReadOnly, AccessProblems.StaffStoreAway]);

    /// <summary>Changes when a survey takes responses online</summary>
    /// <remarks>
    /// Needs If-Match with the ETag of the schedule that the change is made for, so that two administrators do not overwrite each other unseen; with
    /// <c>*</c> it overwrites whatever there is. Checked in the order 404, 415, 413, 400, 422, 428, 409, 412. The change, before and after, is in the trail before
    /// it takes effect; Intake follows within a second.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="seen">ETag of the schedule that the change is made for.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="file">The schedule in force.</param>
    /// <param name="clock">What time it is.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The survey's opening as it is now.</response>
    public static async Task<Results<Ok<ScheduledSurvey>, ProblemHttpResult>> Handle(
        string survey, [FromHeader(Name = "If-Match"), Description("ETag of the schedule that the change is made for, or *.")] string? seen, HttpContext context, Catalogue catalogue, ScheduleFile file, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return Problems.OfUnknownSurvey(catalogue);
        }

        var (body, problem) = await JsonMembers.Read(context.Request, AdministrationModule.BodyLimit, Known, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var isOpenGiven = !body.IsLeftOut(OpeningDraft.OpenPath);
        var draft = new OpeningDraft(body.Moment(OpeningDraft.OpensPath), body.Moment(OpeningDraft.ClosesPath),
            body.Has(OpeningDraft.ClosesPath) && (body.IsLeftOut(OpeningDraft.ClosesPath) || body.Moment(OpeningDraft.ClosesPath) is not null),
            isOpenGiven ? body.Flag(OpeningDraft.OpenPath) : true);
        var faults = body.FaultsWith(new OpeningRules().Validate(draft));
        if (faults.Count > 0)
        {
            return Problems.InvalidOpening.Because("Nothing was changed. Each path in errors says what would be right there.", faults);
        }

        if (string.IsNullOrWhiteSpace(seen))
        {
            return Problems.ScheduleNotSeen.Because($"Nothing was changed. Send If-Match with the ETag that GET {ListSchedule.Path} gave.");
        }

        var outcome = await Change(context, file, known, Opening, Tag(context.Request, file), cancellationToken);
        if (outcome != ScheduleOutcome.Changed)
        {
            return Problems.OfSchedule(outcome);
        }

        // Who moves a date alone, e.g. with an older program, lets nobody in whom the survey kept out.
        Opening Opening(Schedule now) => isOpenGiven ? draft.ToOpening() : draft.ToOpening() with { Open = now.Find(known)?.Open ?? true };

        ListSchedule.SetTag(context.Response, file.Current);
        return TypedResults.Ok(ScheduledSurvey.Of(known, file.Current, clock.GetUtcNow()));
    }

    /// <summary>Changes the opening of a survey after that was written into the trail.</summary>
    internal static async Task<ScheduleOutcome> Change(
        HttpContext context, ScheduleFile file, Survey survey, Func<Schedule, Opening> change, string? seen, CancellationToken cancellationToken)
    {
        var recorded = false;
        var outcome = await file.Write(survey, change, seen, async (before, after) =>
        {
            await context.Record(AuditActions.ChangeSchedule, survey.Code, $"{Text(before)} -> {Text(after)}");
            recorded = true;
        }, cancellationToken);
        if (recorded && outcome != ScheduleOutcome.Changed)
        {
            // A disk that filled up in between: what the trail says has not happened, so it says that too.
            await context.Record(AuditActions.ChangeSchedule, survey.Code, "The file could not be written; nothing was changed.", AuditOutcome.Refused);
        }

        return outcome;
    }

    // Of several tags the one that fits; of none that fits, any.
    private static string? Tag(HttpRequest request, ScheduleFile file)
    {
        var tags = request.GetTypedHeaders().IfMatch;
        var now = $"\"{ScheduleFile.TagOf(file.Current)}\"";
        return tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any)) ? null
            : (tags.FirstOrDefault(tag => !tag.IsWeak && tag.Tag == now) ?? tags.FirstOrDefault(tag => !tag.IsWeak))?.Tag.Value?.Trim('"') ?? "";
    }

    private static string Text(Opening? opening) =>
        opening is null ? "unscheduled" : $"opens {Text(opening.Opens)}, {(opening.Closes is { } closes ? $"closes {Text(closes)}" : "no end")}{(opening.Open ? "" : ", invited only")}";

    private static string Text(DateTimeOffset moment) =>
        moment.ToOffset(VietnamTime.Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}

/// <summary>When a survey shall take responses online.</summary>
/// <param name="Opens">From when on: whole seconds, with the offset from UTC.</param>
/// <param name="Closes">Until when, later than opens; null while no end is set. It cannot be left out.</param>
/// <param name="Open">Whether it takes responses without an invitation too; left out or null, that stays as it is; a new survey does.</param>
public sealed record NewOpening(DateTimeOffset Opens, DateTimeOffset? Closes, bool? Open = null);
