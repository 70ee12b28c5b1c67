using System.Globalization;
using System.Text.RegularExpressions;
using FluentValidation;
using FluentValidation.Results;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Figures.Administration;

/// <summary>A key as somebody asks for it, in JSON or on a page, before anything is known to be right.</summary>
/// <param name="Name">What it is for; null when that is no text.</param>
/// <param name="Role">Role that it gives; null when that is no text.</param>
/// <param name="Provinces">Provinces that it works for; null when that is no list of texts.</param>
/// <param name="Team">Survey team; null without one.</param>
/// <param name="ExpiresAt">From when on it is refused; null when that is no moment.</param>
internal sealed record KeyDraft(string? Name, string? Role, IReadOnlyList<string>? Provinces, string? Team, DateTimeOffset? ExpiresAt)
{
    public const string NamePath = "name";
    public const string RolePath = "role";
    public const string ProvincesPath = "provinces";
    public const string TeamPath = "team";
    public const string ExpiresAtPath = "expiresAt";

    /// <summary>What the key shall be. Only for a draft that kept all rules.</summary>
    public KeyOrder ToOrder(Catalogue catalogue)
    {
        _ = ProvinceScope.TryParse(Provinces!, catalogue, out var scope, out _);
        return new KeyOrder(Name!.Trim(), Role!, scope, Team, ExpiresAt!.Value);
    }
}

/// <summary>The rules of a key for scripts. Every fault is told at once, with what would be right.</summary>
internal sealed partial class KeyRules : AbstractValidator<KeyDraft>
{
    /// <summary>Longest name, in characters.</summary>
    public const int LongestName = 80;

    private static readonly string[] RolesOfProvinces = [StaffRoles.SurveyTeam, StaffRoles.Supervisor];

    private readonly Catalogue _catalogue;

    public KeyRules(Catalogue catalogue, DateTimeOffset now)
    {
        _catalogue = catalogue;
        RuleFor(draft => draft.Name).Must(IsName).OverridePropertyName(KeyDraft.NamePath)
            .WithMessage($"must be a text of 1 to {LongestName} characters that says what the key is for.");
        RuleFor(draft => draft.Role).Must(role => role is not null && StaffRoles.All.Contains(role)).OverridePropertyName(KeyDraft.RolePath)
            .WithMessage($"must be one of: {string.Join(", ", StaffRoles.All)}.");
        RuleFor(draft => draft).Custom(CheckProvinces);
        RuleFor(draft => draft.Team).Must(team => team is null || Team().IsMatch(team)).OverridePropertyName(KeyDraft.TeamPath)
            .WithMessage("must be a text of 1 to 32 letters A-Z, a-z, digits, dots, hyphens or underscores; or null, or left out.");
        RuleFor(draft => draft.ExpiresAt).Must(moment => moment > now && moment <= Latest(now)).OverridePropertyName(KeyDraft.ExpiresAtPath)
            .WithMessage($"must be a moment in the future, at most two years ahead, with its offset from UTC, such as {VietnamTime.Day(now.AddYears(1)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00+07:00.");
    }

    /// <summary>The latest moment at which a key that is made now may expire. Whoever still needs it then makes another one.</summary>
    public static DateTimeOffset Latest(DateTimeOffset now) => now.AddYears(2);

    private static bool IsName(string? name) => name?.Trim() is { Length: >= 1 and <= LongestName } text && !text.Any(char.IsControl);

    private void CheckProvinces(KeyDraft draft, ValidationContext<KeyDraft> context)
    {
        if (draft.Provinces is not { } provinces)
        {
            Fail(KeyDraft.ProvincesPath, $"must be an array of texts: {ProvinceScope.AllText} for all, or geography and code, like vn34/15.");
            return;
        }

        if (provinces.Count == 0 && RolesOfProvinces.Contains(draft.Role))
        {
            Fail(KeyDraft.ProvincesPath, $"must name at least one province, like vn34/15, or {ProvinceScope.AllText} for all: role {draft.Role} works for provinces.");
        }

        for (var i = 0; i < provinces.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(provinces[i]))
            {
                Fail($"{KeyDraft.ProvincesPath}[{i}]", $"is empty; it must be {ProvinceScope.AllText} for all, or geography and code, like vn34/15.");
            }
            else if (!ProvinceScope.TryParse([provinces[i]], _catalogue, out _, out var fault))
            {
                Fail($"{KeyDraft.ProvincesPath}[{i}]", fault!);
            }
        }

        // Not by AddFailure(path, message), which would read braces in the message as placeholders.
        void Fail(string path, string message) => context.AddFailure(new ValidationFailure(path, message));
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,32}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Team();
}
