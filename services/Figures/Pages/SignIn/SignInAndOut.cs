using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.SignIn;

/// <summary>Signing in to the pages at the provider, and out again.</summary>
internal static class SignInAndOut
{
    // The token has about 200 characters.
    private const int LargestForm = 16 * 1024;

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.SignIn, Enter).AllowAnonymous().RequireRateLimiting(SignInLimit.PolicyName);
        routes.MapPost(PagePaths.SignOut, Leave).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Enter(
        [FromQuery(Name = StaffCookie.ReturnParameter)] string? back, string? refused, string? other, IOptions<SignInOptions> provider, HttpContext context)
    {
        EnsureKnown(context);
        if (context.User.Identity is { IsAuthenticated: true })
        {
            return TypedResults.LocalRedirect(Local(back));
        }

        var hasProvider = provider.Value.Authority.Length > 0;
        if (!hasProvider || refused is not null)
        {
            return new RazorComponentResult<SignInPage>(new { Return = Local(back), HasProvider = hasProvider, Refused = refused is not null });
        }

        await ProviderSignIn.Reach(context);
        var way = new OpenIdConnectChallengeProperties { RedirectUri = Local(back) };
        if (other is not null)
        {
            // Whoever was refused is still known to the provider, which would send them back at once as the same one.
            way.Prompt = "login";
        }

        return TypedResults.Challenge(way, [ProviderSignIn.SchemeName]);
    }

    private static async Task<IResult> Leave(HttpContext context, IAntiforgery antiforgery, IOptions<SignInOptions> provider)
    {
        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        EnsureKnown(context);
        var then = form[StaffCookie.ReturnParameter].ToString() is { Length: > 0 } back
            ? PagePaths.SignIn + QueryString.Create(StaffCookie.ReturnParameter, Local(back))
            : PagePaths.Staff;
        if (context.Staff() is not { Way: StaffWay.Session })
        {
            return TypedResults.LocalRedirect(then);
        }

        await context.Record(AuditActions.SignOut, "");
        await context.SignOutAsync(StaffCookie.SchemeName);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";

        // At the provider too: otherwise the next one at this machine would be signed in without being asked.
        if (provider.Value.Authority.Length == 0 || await ProviderSignIn.FindSignOut(context, then) is not { } there)
        {
            return TypedResults.LocalRedirect(then);
        }

        // By a page of ours and not by a redirect: browsers hold the way of a form, redirects included, to the pages' own site
        // (form-action), and where the provider leads on from there is not ours to list.
        context.User = new ClaimsPrincipal();
        context.Response.Headers["Refresh"] = $"0; url={there}";
        return new RazorComponentResult<SignedOutPage>(new { There = there });
    }

    // Whose session cannot be looked at may have one: they are neither signed in anew nor told that they are signed out.
    private static void EnsureKnown(HttpContext context)
    {
        if (context.StaffOutage() is { } outage)
        {
            throw outage;
        }
    }

    // Only ever leads to a path of this site: a link to the sign-in page must not send people elsewhere once they trust it.
    private static string Local(string? back) =>
        back is ['/', ..] && RedirectHttpResult.IsLocalUrl(back) && Ascii.IsValid(back) ? back : PagePaths.Staff;
}
