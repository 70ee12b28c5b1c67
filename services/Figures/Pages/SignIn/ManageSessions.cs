using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.SignIn;

/// <summary>What the page of sessions shows.</summary>
/// <param name="Own">Sessions of the one who asks.</param>
/// <param name="Others">Those of everybody else; null for who may not see them.</param>
public sealed record SessionsView(IReadOnlyList<StaffSession> Own, IReadOnlyList<StaffSession>? Others);

/// <summary>Sessions of the pages: everybody sees and ends their own, the administrator all.</summary>
internal static class ManageSessions
{
    /// <summary>Field with the session to end.</summary>
    public const string SessionField = "session";

    /// <summary>Field with the one whose sessions are all to end.</summary>
    public const string ActorField = "actor";

    private const int LargestForm = 16 * 1024;

    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Sessions, Show).RequireAuthorization(StaffPolicies.AnyStaff);
        routes.MapPost(PagePaths.Sessions, End).RequireAuthorization(StaffPolicies.AnyStaff).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<RazorComponentResult<SessionsPage>> Show(HttpContext context, StaffSessions sessions, IAuthorizationService authorization)
    {
        var self = context.Staff()!.Id;
        var seesAll = await MayEndAll(context, authorization);
        var all = await sessions.List(seesAll ? null : self, context.RequestAborted);
        return new RazorComponentResult<SessionsPage>(new
        {
            View = new SessionsView([.. all.Where(it => it.ActorId == self)], seesAll ? [.. all.Where(it => it.ActorId != self)] : null),
        });
    }

    private static async Task<IResult> End(HttpContext context, IAntiforgery antiforgery, StaffSessions sessions, IAuthorizationService authorization)
    {
        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        var (id, actor) = (form[SessionField].ToString(), form[ActorField].ToString());
        if (id.Length > 0)
        {
            // Whose session it is, the store says, never the form.
            var all = await sessions.List(null, context.RequestAborted);
            if (all.FirstOrDefault(it => it.Id == id) is not { } found)
            {
                // It has ended already.
                return TypedResults.LocalRedirect(PagePaths.Sessions);
            }

            actor = found.ActorId;
        }

        if (actor.Length == 0)
        {
            return TypedResults.BadRequest();
        }

        var target = id.Length == 0 ? actor : $"{actor}/{id}";
        if (actor != context.Staff()!.Id && !await MayEndAll(context, authorization))
        {
            await context.Record(AuditActions.EndSession, target, "The session is another one's.", AuditOutcome.Refused);
            return TypedResults.StatusCode(StatusCodes.Status403Forbidden);
        }

        await context.Record(AuditActions.EndSession, target);
        _ = id.Length == 0 ? await sessions.EndAllOf(actor, context.RequestAborted) > 0 : await sessions.End(id, context.RequestAborted);
        return TypedResults.LocalRedirect(PagePaths.Sessions);
    }

    private static async Task<bool> MayEndAll(HttpContext context, IAuthorizationService authorization) =>
        (await authorization.AuthorizeAsync(context.User, StaffPolicies.ManageSessions)).Succeeded;
}
