using Microsoft.EntityFrameworkCore;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Local.Accounts;

/// <summary>The accounts of the first start: one for each role.</summary>
internal sealed class FirstAccounts(StaffAccounts accounts, AccountsContext context, FirstSignInFile file, AuditTrail trail, Catalogue catalogue)
{
    private static readonly (string UserName, string Role, string Provinces)[] All =
    [
        ("survey-team", StaffRoles.SurveyTeam, ProvinceScope.AllText),
        // One province, so that the scope shows; an administrator changes it.
        ("supervisor", StaffRoles.Supervisor, "vn34/01"),
        ("analyst", StaffRoles.MinistryAnalyst, ProvinceScope.AllText),
        ("publisher", StaffRoles.MinistryPublisher, ProvinceScope.AllText),
        ("administrator", StaffRoles.Administrator, ""),
        ("auditor", StaffRoles.Auditor, ""),
    ];

    /// <summary>Makes them when there is no account at all, with one-time passwords in the file.</summary>
    public async Task Make()
    {
        if (await context.Users.AnyAsync())
        {
            return;
        }

        // All or none: an account whose password stands nowhere helps nobody. A file without accounts is overwritten at the next start.
        await using var turn = await context.Database.BeginTransactionAsync();
        var passwords = new Dictionary<string, string>();
        foreach (var (userName, role, provinces) in All)
        {
            _ = ProvinceScope.TryParse(provinces.Split(' '), catalogue, out var scope, out _);
            var rights = new AccountRights("", role, scope, null);
            var made = await accounts.Make(userName, rights, account => trail.Append(
                new AuditRecord("", AuditRecord.Nobody, "", AuditActions.MakeAccount, account.UserName!, AuditOutcome.Done, AuditRecord.OnThisMachine, $"First start. {rights}"),
                CancellationToken.None));
            passwords[userName] = made!.Value.Password;
        }

        file.Write(passwords, keepOthers: false);
        await context.Users.ExecuteUpdateAsync(set => set.SetProperty(account => account.IsInFile, true));
        await turn.CommitAsync();
    }
}
