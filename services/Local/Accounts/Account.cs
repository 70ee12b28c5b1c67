using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;

namespace SipasSurvey.Local.Accounts;

/// <summary>An account of Local's own sign-in provider. User name and identifier never change; the trail names both.</summary>
public sealed class Account : IdentityUser
{
    /// <summary>Name of the person, for those who manage accounts; may be empty.</summary>
    public string FullName { get; set; } = "";

    /// <summary>One of <see cref="Staff.Access.StaffRoles"/>.</summary>
    public string Role { get; set; } = "";

    /// <summary>Provinces as <see cref="Staff.Access.ProvinceScope"/> writes them, with spaces between.</summary>
    public string Provinces { get; set; } = "";

    /// <summary>Code of the survey team (tổ khảo sát); null without one.</summary>
    public string? Team { get; set; }

    /// <summary>Whether nobody gets in with it.</summary>
    public bool IsShut { get; set; }

    /// <summary>When the one-time password expires; null when its owner chose the password.</summary>
    public DateTimeOffset? OneTimeUntil { get; set; }

    /// <summary>Whether the one-time password stands in the file of <see cref="FirstSignInFile"/>.</summary>
    public bool IsInFile { get; set; }

    /// <summary>When the right password was last given; null when never.</summary>
    public DateTimeOffset? LastSignInAt { get; set; }

    /// <summary>Whether its owner has to choose a password before anything else.</summary>
    public bool MustChangePassword => OneTimeUntil is not null;

    /// <summary><see cref="Provinces"/>, one by one.</summary>
    public IReadOnlyList<string> ProvinceTexts => Provinces.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The accounts, and what OpenIddict keeps of codes and tokens. The schema is made by <see cref="AccountsFile"/>, not by Entity Framework.</summary>
public sealed class AccountsContext(DbContextOptions<AccountsContext> options) : IdentityUserContext<Account>(options)
{
    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.UseOpenIddict();
    }
}
