using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using SipasSurvey.Staff.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// The provider's endpoints, where OpenIddict has already checked the request and asks who it is. Discovery and the public keys it answers by itself.
/// </summary>
internal static class ProviderRoutes
{
    private const string Server = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapProvider(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(OwnProvider.AuthorizePath, Authorize).AllowAnonymous();
        routes.MapPost(OwnProvider.TokenPath, Redeem).AllowAnonymous();
        routes.MapGet(OwnProvider.EndSessionPath, (Delegate)EndSession).AllowAnonymous();
    }

    private const string StampClaim = "stamp";

    private static async Task<IResult> Authorize(HttpContext context, StaffAccounts accounts)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (await ProviderCookies.Find(context, ProviderCookies.SignedIn, accounts) is not { MustChangePassword: false } account)
        {
            return request.HasPromptValue(PromptValues.None)
                ? Refuse(Errors.LoginRequired)
                : TypedResults.LocalRedirect(AccountPaths.With(AccountPaths.SignIn, context.Request.Path + context.Request.QueryString));
        }

        await context.SignOutAsync(ProviderCookies.SignedIn);
        var principal = PrincipalOf(account);
        principal.SetScopes(request.GetScopes());
        // Stays in the code: it goes into no token, as no token has it for a destination.
        ((ClaimsIdentity)principal.Identity!).AddClaim(new Claim(StampClaim, account.SecurityStamp!));
        return TypedResults.SignIn(principal, null, Server);
    }

    // The account as it is now: in the seconds since the code was given it may have been shut, or its sessions ended, which changes the stamp.
    private static async Task<IResult> Redeem(HttpContext context, StaffAccounts accounts)
    {
        if ((await context.AuthenticateAsync(Server)).Principal is not { } told || await accounts.Find(told.GetClaim(Claims.Subject)!) is not { IsShut: false } account
            || account.SecurityStamp != told.GetClaim(StampClaim))
        {
            return Refuse(Errors.InvalidGrant);
        }

        var principal = PrincipalOf(account);
        principal.SetScopes(told.GetScopes());
        return TypedResults.SignIn(principal, null, Server);
    }

    // No question first: the cookie is used up by signing in, so there is nothing that somebody else could end.
    private static async Task<IResult> EndSession(HttpContext context)
    {
        await context.SignOutAsync(ProviderCookies.SignedIn);
        return TypedResults.SignOut(new AuthenticationProperties { RedirectUri = StaffCookie.SignInPath }, [Server]);
    }

    private static ForbidHttpResult Refuse(string error) => TypedResults.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = error }), [Server]);

    // In the words that SignInOptions expects when it is told nothing else.
    private static ClaimsPrincipal PrincipalOf(Account account)
    {
        var words = new SignInOptions();
        var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType, words.NameClaim, words.RoleClaim);
        identity.AddClaim(new Claim(Claims.Subject, account.Id));
        identity.AddClaim(new Claim(words.NameClaim, account.UserName!));
        identity.AddClaim(new Claim(words.RoleClaim, account.Role));
        identity.AddClaims(account.ProvinceTexts.Select(text => new Claim(words.ProvinceClaim, text)));
        if (account.Team is not null)
        {
            identity.AddClaim(new Claim(words.TeamClaim, account.Team));
        }

        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetResources(OwnProvider.Audience);
        return principal;
    }
}
