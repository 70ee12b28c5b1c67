using Microsoft.AspNetCore.Identity;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Local.Accounts;

/// <summary>What became of a try to sign in.</summary>
/// <param name="Account">Who it is; null when refused.</param>
/// <param name="Wait">How long to wait before the next try; null when the password was looked at.</param>
internal sealed record SignInResult(Account? Account, TimeSpan? Wait);

/// <summary>
/// Signing in with user name and password. An account that does not exist, is shut, or whose one-time password expired is answered like one
/// with a wrong password, and as slowly; only the trail says which it was.
/// </summary>
internal sealed class PasswordSignIn(
    StaffAccounts accounts, UserManager<Account> users, SignInThrottle throttle, PasswordCheck check, KnownBrowsers browsers, RefusedSignIns refused, FirstSignInFile file)
{
    private const int LongestName = 256;
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(2);

    /// <summary>Tries.</summary>
    public async Task<SignInResult> Try(HttpContext context, string name, string typed)
    {
        name = name.Trim();
        var account = name.Length is > 0 and <= LongestName ? await accounts.FindByName(name) : null;
        var browser = account is null ? null : browsers.Find(context, account);
        var way = WayOf(context, users.NormalizeName(name), browser);
        if (Begin(way) is { } pause)
        {
            refused.Count();
            return new SignInResult(null, pause);
        }

        var password = typed.Length <= Passwords.GreatestLength ? Passwords.Normalize(typed) : null;
        if (await check.IsRight(account, password, browser is not null, context.RequestAborted) is not { } isRight)
        {
            GiveBack(way);
            refused.Count();
            return new SignInResult(null, WhenBusy);
        }

        if (!isRight || account is null or { IsShut: true } || !accounts.IsInTime(account))
        {
            await refused.Record(context, account, !isRight ? "Wrong user name or password." : account!.IsShut ? "The account is shut." : "The one-time password expired.");
            return new SignInResult(null, null);
        }

        GiveBack(way);
        browsers.Remember(context, account, browser);
        if (await accounts.NoteSignIn(account))
        {
            file.Delete();
        }

        return new SignInResult(account, null);
    }

    // Strangers are counted by name and place, so that one who guesses keeps nobody out who comes from elsewhere; and by name alone, with
    // more patience, for those who guess from everywhere. A browser that is known is counted by itself.
    private static IReadOnlyList<(string Who, int FreeTries)> WayOf(HttpContext context, string? name, string? browser) => browser is not null
        ? [($"browser {browser}", SignInThrottle.FreeTries)]
        :
        [
            ($"name {name} from {(context.Connection.RemoteIpAddress is { } address ? NetworkAddress.SenderOf(address) : 0)}", SignInThrottle.FreeTries),
            ($"name {name}", SignInThrottle.FreeTriesOfAll),
        ];

    private TimeSpan? Begin(IReadOnlyList<(string Who, int FreeTries)> way)
    {
        for (var i = 0; i < way.Count; i++)
        {
            if (throttle.Begin(way[i].Who, way[i].FreeTries) is { } pause)
            {
                GiveBack([.. way.Take(i)]);
                return pause;
            }
        }

        return null;
    }

    private void GiveBack(IReadOnlyList<(string Who, int FreeTries)> way)
    {
        foreach (var (who, _) in way)
        {
            throttle.GiveBack(who);
        }
    }
}
