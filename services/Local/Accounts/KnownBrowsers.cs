using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Recognizes browsers that signed in to an account before, by a sealed cookie (OWASP's "device cookies"). They have tries of their own, so that
/// the right user gets in while strangers are slowed down. The cookie opens nothing.
/// </summary>
internal sealed class KnownBrowsers(IDataProtectionProvider protection, PublicOrigin origin)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);
    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("sipas-known-browser").ToTimeLimitedDataProtector();

    /// <summary>Identifier of the browser when it signed in to this account before; null for a stranger.</summary>
    public string? Find(HttpContext context, Account account)
    {
        if (context.Request.Cookies[CookieOf(account).Name!] is not { Length: > 0 } cookie)
        {
            return null;
        }

        try
        {
            var parts = _seal.Unprotect(cookie).Split(' ');
            return parts is [var id, var browser] && id == account.Id ? browser : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Remembers the browser for this account.</summary>
    public void Remember(HttpContext context, Account account, string? browser)
    {
        var cookie = CookieOf(account);
        context.Response.Cookies.Append(
            cookie.Name!, _seal.Protect($"{account.Id} {browser ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}", Lifetime), cookie.Build(context));
    }

    // One for each account, as several people may use a browser.
    private CookieBuilder CookieOf(Account account)
    {
        var cookie = new CookieBuilder { SameSite = SameSiteMode.Strict, MaxAge = Lifetime };
        origin.Protect(cookie, $"sipas-known-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(account.Id)).AsSpan(0, 6))}", "/account");
        return cookie;
    }
}
