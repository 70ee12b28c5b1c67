using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Local.Accounts;

/// <summary>What an administrator says about an account.</summary>
/// <param name="FullName">Name of the person; may be empty.</param>
/// <param name="Role">One of <see cref="StaffRoles"/>.</param>
/// <param name="Provinces">The provinces it works for.</param>
/// <param name="Team">Code of the survey team; null without one.</param>
public sealed record AccountRights(string FullName, string Role, ProvinceScope Provinces, string? Team)
{
    /// <summary>As it is written into the trail.</summary>
    public override string ToString() =>
        $"{Role}; provinces: {(Provinces.Texts.Count == 0 ? "none" : string.Join(' ', Provinces.Texts))}; team: {Team ?? "none"}";
}

/// <summary>
/// The accounts. What changes one is written into the trail first, by the function that is given, and takes effect only if that succeeds. Changes
/// take turns, so that of two administrators who shut each other one stays.
/// </summary>
internal sealed class StaffAccounts(AccountsContext context, UserManager<Account> users, StaffSessions sessions, TimeProvider clock)
{
    /// <summary>How long a one-time password can be used.</summary>
    public static readonly TimeSpan OneTimeLifetime = TimeSpan.FromDays(7);

    /// <summary>All of them, by user name.</summary>
    public async Task<IReadOnlyList<Account>> List(CancellationToken cancellationToken) =>
        await context.Users.AsNoTracking().OrderBy(account => account.UserName).ToListAsync(cancellationToken);

    /// <summary>One by its identifier, or null.</summary>
    public Task<Account?> Find(string id) => users.FindByIdAsync(id);

    /// <summary>One by its user name, or null.</summary>
    public Task<Account?> FindByName(string name) => users.FindByNameAsync(name);

    /// <summary>Makes an account; its one-time password, or null when the user name is taken.</summary>
    public async Task<(Account Account, string Password)?> Make(string userName, AccountRights rights, Func<Account, Task> record)
    {
        // Within the caller's turn, if it has one.
        await using var turn = context.Database.CurrentTransaction is null ? await context.Database.BeginTransactionAsync() : null;
        if (await users.FindByNameAsync(userName) is not null)
        {
            return null;
        }

        var account = new Account { UserName = userName };
        Set(account, rights);
        var password = SetOneTimePassword(account);
        await record(account);
        Check(await users.CreateAsync(account));
        if (turn is not null)
        {
            await turn.CommitAsync();
        }

        return (account, password);
    }

    /// <summary>Changes what it may; false when it is the last open administrator and would be none.</summary>
    public Task<bool> Change(Account account, AccountRights rights, Func<Task> record)
    {
        var endsSessions = (account.Role, account.Provinces, account.Team ?? "") != (rights.Role, string.Join(' ', rights.Provinces.Texts), rights.Team ?? "");
        return Apply(account, rights.Role != StaffRoles.Administrator, endsSessions, () => Set(account, rights), record);
    }

    /// <summary>Shuts or opens it; false when it is the last open administrator.</summary>
    public Task<bool> Shut(Account account, bool shut, Func<Task> record) => Apply(account, shut, shut, () => account.IsShut = shut, record);

    /// <summary>Gives it a new one-time password.</summary>
    /// <param name="account">The account.</param>
    /// <param name="isInFile">Whether the password goes into the file for the first sign-in.</param>
    /// <param name="record">Writes it into the trail.</param>
    public async Task<string> ResetPassword(Account account, bool isInFile, Func<Task> record)
    {
        var password = "";
        await Apply(account, false, true, () =>
        {
            password = SetOneTimePassword(account);
            account.IsInFile = isInFile;
        }, record);
        return password;
    }

    /// <summary>Sets the password that its owner chose.</summary>
    public Task ChoosePassword(Account account, string password, Func<Task> record) => Apply(account, false, true, () =>
    {
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        (account.OneTimeUntil, account.IsInFile) = (null, false);
    }, record);

    /// <summary>Ends its sessions, and sign-ins that are under way.</summary>
    public Task EndSessions(Account account, Func<Task> record) => Apply(account, false, true, () => { }, record);

    /// <summary>Notes that the right password was given; whether that was the first time with one from the file.</summary>
    public async Task<bool> NoteSignIn(Account account)
    {
        var now = clock.GetUtcNow();
        await context.Users.Where(it => it.Id == account.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.LastSignInAt, now));
        return account.IsInFile && await context.Users.Where(it => it.IsInFile).ExecuteUpdateAsync(set => set.SetProperty(it => it.IsInFile, false)) > 0;
    }

    /// <summary>Whether the one-time password, if it is one, can still be used.</summary>
    public bool IsInTime(Account account) => account.OneTimeUntil is not { } until || clock.GetUtcNow() < until;

    private async Task<bool> Apply(Account account, bool losesAdministrator, bool endsSessions, Action change, Func<Task> record)
    {
        // A transaction that writes from its first moment: nobody changes what is looked at below.
        await using var turn = await context.Database.BeginTransactionAsync();
        await context.Entry(account).ReloadAsync();
        if (losesAdministrator && IsOpenAdministrator(account) && await context.Users.CountAsync(it => it.Role == StaffRoles.Administrator && !it.IsShut) <= 1)
        {
            return false;
        }

        await record();
        change();
        if (endsSessions)
        {
            Check(await users.UpdateSecurityStampAsync(account));
        }
        else
        {
            Check(await users.UpdateAsync(account));
        }

        if (endsSessions)
        {
            // While it can still be undone: if they cannot be ended, nothing has changed.
            await sessions.EndAllOf(account.Id, CancellationToken.None);
        }

        await turn.CommitAsync();
        if (endsSessions)
        {
            // Who signed in between the two.
            await sessions.EndAllOf(account.Id, CancellationToken.None);
        }

        return true;
    }

    private static bool IsOpenAdministrator(Account account) => account is { Role: StaffRoles.Administrator, IsShut: false };

    private static void Set(Account account, AccountRights rights) =>
        (account.FullName, account.Role, account.Provinces, account.Team) = (rights.FullName, rights.Role, string.Join(' ', rights.Provinces.Texts), rights.Team);

    private string SetOneTimePassword(Account account)
    {
        var password = Passwords.NewOneTime();
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        account.OneTimeUntil = clock.GetUtcNow() + OneTimeLifetime;
        account.IsInFile = false;
        return password;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException($"An account could not be written: {string.Join(", ", result.Errors.Select(error => error.Code))}.");
        }
    }
}
