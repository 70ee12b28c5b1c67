using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>What the start page shows beside the survey.</summary>
/// <param name="Receipt">Receipt of what was sent from this browser before; null when nothing was.</param>
/// <param name="Province">Province that is chosen; empty for none.</param>
/// <param name="Invitation">What stands in the field for the code.</param>
/// <param name="Agreed">Whether the box is ticked, by the one who sent the page.</param>
/// <param name="InvitationsOnly">Whether nobody may take part without a code.</param>
/// <param name="Other">What is being filled in for another survey than is open now, and would make way for a new response; null when nothing is.</param>
public sealed record StartView(string? Receipt, string Province, string Invitation, bool Agreed, bool InvitationsOnly, FormDraft? Other);

/// <summary>The start page: what the survey is, agreeing to take part, province, code of an invitation.</summary>
internal static class BeginForm
{
    public const string Consent = "consent";
    public const string Province = "province";
    public const string Invitation = "invitation";

    // What browsers send of the box on the page.
    private const string Ticked = "1";

    public static void MapBegin(this IEndpointRouteBuilder routes, CitizenPaths paths)
    {
        routes.MapGet(paths.Start, Show);
        routes.MapPost(paths.Start, Begin);
    }

    private static IResult Show(HttpContext http, FormDesk desk, OpenSurveys surveys, DraftCookie cookie)
    {
        var (paths, brought) = (CitizenPaths.Of(http.Request.Path), cookie.Read(http));
        if (SurveyOf(brought, surveys) is not { } survey)
        {
            return desk.Closed(paths, StatusCodes.Status200OK);
        }

        FormDesk.AllowKeeping(http, brought);
        var (draft, other) = DraftsOf(survey, brought);
        return Page(new FormView(paths, survey, draft, []), new StartView(
            brought.Sent is { } sent ? ResponseId.Receipt(sent) : null, draft?.Province ?? "", draft?.Invitation ?? "", Agreed: false, !surveys.TakesOpen(survey),
            other), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Begin(HttpContext http, FormDesk desk, OpenSurveys surveys, InvitationCheck invitations, DraftCookie cookie, TimeProvider clock)
    {
        var (fields, refusal) = await desk.Read(http);
        if (fields is null)
        {
            return refusal!;
        }

        var (paths, brought) = (CitizenPaths.Of(http.Request.Path), cookie.Read(http));
        if (SurveyOf(brought, surveys) is not { } survey)
        {
            return desk.Closed(paths, StatusCodes.Status409Conflict);
        }

        var (draft, other) = DraftsOf(survey, brought);
        var start = new StartView(null, fields[Province].ToString(), fields[Invitation].ToString().Trim(), fields[Consent].ToString() == Ticked, !surveys.TakesOpen(survey),
            other);
        var view = new FormView(paths, survey, draft, [.. FaultsOf(start, survey, draft, invitations)]);
        if (view.Faults.Count > 0)
        {
            return Page(view, start, StatusCodes.Status422UnprocessableEntity);
        }

        var invitation = InvitationCode.TryParse(start.Invitation, out var code) ? code.ToString() : null;
        var trapped = fields[FormDesk.Trap].ToString().Length > 0;
        var next = draft is null
            ? FormDraft.Begin(survey, start.Province, invitation, clock.GetUtcNow(), trapped)
            : draft with { Province = start.Province, Invitation = invitation, Trapped = draft.Trapped || trapped };
        cookie.Keep(http, next);
        return new SeeOther(view.PathOf(next.Reached));
    }

    // Who agreed already, and changes province or code, is not asked again.
    private static IEnumerable<FormFault> FaultsOf(StartView start, Survey survey, FormDraft? draft, InvitationCheck invitations)
    {
        if (survey.Geography.Find(start.Province) is null)
        {
            yield return new FormFault(Province, FormWords.ProvinceNeeded);
        }

        if (start.Invitation.Length == 0 && start.InvitationsOnly)
        {
            yield return new FormFault(Invitation, InvitationFault.Needed.Words);
        }

        if (start.Invitation.Length > 0 && !invitations.TryRead(start.Invitation, survey, survey.Geography.Find(start.Province)?.Code, out _, out var fault))
        {
            yield return new FormFault(Invitation, fault.Words);
        }

        if (draft is null && !start.Agreed)
        {
            yield return new FormFault(Consent, FormWords.ConsentNeeded);
        }
    }

    // What is being filled in goes on, and can be changed, as long as its survey is open, whatever opened meanwhile: nothing takes its place unasked. Who would rather answer the newest
    // one begins again, by removing it, which is asked first.
    private static Survey? SurveyOf(BroughtAlong brought, OpenSurveys surveys) => brought.Draft is { } draft && surveys.IsOpen(draft.Survey) ? draft.Survey : surveys.Newest;

    // One of a survey that is not open is not gone on with here: the page says so, and leads to where it is.
    private static (FormDraft? Own, FormDraft? Other) DraftsOf(Survey survey, BroughtAlong brought) => brought.Draft?.Survey == survey ? (brought.Draft, null) : (null, brought.Draft);

    private static RazorComponentResult<StartPage> Page(FormView view, StartView start, int status) => new(new { View = view, Start = start }) { StatusCode = status };
}
