using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// The provider's own cookies. One says who gave the right password, until a code is given for it, which uses it up: whoever signs in again
/// is asked again. The other says who gave a right one-time password and has to choose a password first; it opens nothing else.
/// </summary>
internal static class ProviderCookies
{
    /// <summary>Scheme: gave the right password.</summary>
    public const string SignedIn = "provider-signed-in";

    /// <summary>Scheme: has to choose a password.</summary>
    public const string MustChoose = "provider-must-choose";

    private const string StampClaim = "stamp";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Registers both.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(SignedIn).AddCookie(MustChoose);
        services.AddSingleton<IConfigureOptions<CookieAuthenticationOptions>, Setup>();
    }

    /// <summary>Sets one of the cookies.</summary>
    public static Task Set(HttpContext context, string scheme, Account account) => context.SignInAsync(scheme, new ClaimsPrincipal(new ClaimsIdentity(
        [new Claim("sub", account.Id), new Claim(StampClaim, account.SecurityStamp!)], scheme)));

    /// <summary>The open account that a cookie names; null when there is none, or its password or sessions were ended since.</summary>
    public static async Task<Account?> Find(HttpContext context, string scheme, StaffAccounts accounts)
    {
        var cookie = await context.AuthenticateAsync(scheme);
        return cookie.Principal?.FindFirst("sub")?.Value is { } id
            && await accounts.Find(id) is { IsShut: false } account && account.SecurityStamp == cookie.Principal.FindFirst(StampClaim)?.Value && accounts.IsInTime(account)
            ? account
            : null;
    }

    private sealed class Setup(PublicOrigin origin) : IConfigureNamedOptions<CookieAuthenticationOptions>
    {
        public void Configure(CookieAuthenticationOptions options) => Configure(Options.DefaultName, options);

        public void Configure(string? name, CookieAuthenticationOptions options)
        {
            if (name is not SignedIn and not MustChoose)
            {
                return;
            }

            (options.ExpireTimeSpan, options.SlidingExpiration) = (Lifetime, false);
            origin.Protect(options.Cookie, name == SignedIn ? "sipas-provider" : "sipas-choose", name == SignedIn ? "/connect" : AccountPaths.Password);
            // Every way to them starts at a form of ours, so no other site has to send them along.
            options.Cookie.SameSite = SameSiteMode.Strict;
        }
    }
}
