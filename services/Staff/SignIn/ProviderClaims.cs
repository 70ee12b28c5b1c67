using System.Security.Claims;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.SignIn;

/// <summary>Reads who somebody is from what the provider says.</summary>
internal sealed class ProviderClaims(IOptions<SignInOptions> options, Catalogue catalogue)
{
    private static readonly char[] Separators = [' ', ','];

    /// <summary>
    /// Who it is; null, and a sentence for the log, when the provider gives none of our roles, more than one, or a province that does not exist:
    /// then it has to be told better, and guessing could permit too much.
    /// </summary>
    public StaffMember? Read(ClaimsPrincipal told, StaffWay way, out string? fault)
    {
        fault = null;
        var settings = options.Value;
        if (told.FindFirst(StaffMember.IdClaim)?.Value is not { Length: > 0 } id)
        {
            fault = "The provider says no subject (sub).";
            return null;
        }

        if (id.StartsWith(StaffMember.KeyPrefix, StringComparison.Ordinal))
        {
            fault = $"The provider says a subject that begins with {StaffMember.KeyPrefix}, as keys for scripts do.";
            return null;
        }

        // Settings that cannot be read stop the start.
        _ = TryReadRoles(settings, out var values, out _);
        var roles = told.FindAll(settings.RoleClaim).SelectMany(claim => claim.Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries))
            .Select(value => values.GetValueOrDefault(value)).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        if (roles is not [var role])
        {
            fault = $"The claim {settings.RoleClaim} has {(roles.Count == 0 ? "none" : "more than one")} of the roles; it must have one of: {string.Join(", ", values.Keys)}.";
            return null;
        }

        var provinces = told.FindAll(settings.ProvinceClaim).SelectMany(claim => claim.Value.Split(Separators, StringSplitOptions.RemoveEmptyEntries));
        if (!ProvinceScope.TryParse(provinces, catalogue, out var scope, out var wrong))
        {
            fault = $"The claim {settings.ProvinceClaim} cannot be used: {wrong}";
            return null;
        }

        var team = told.FindFirst(settings.TeamClaim)?.Value;
        return new StaffMember(id, told.FindFirst(settings.NameClaim)?.Value is { Length: > 0 } name ? name : id, role, scope, team is { Length: > 0 } ? team : null, way);
    }

    /// <summary>A sentence that says why the setting of role values cannot be used; null when it can.</summary>
    internal static string? FindFaultOfRoles(SignInOptions settings)
    {
        _ = TryReadRoles(settings, out _, out var wrong);
        return wrong is null ? null
            : $"Setting SignIn:RoleValues has '{wrong}'; each must be like value=role, once, with one of the roles {string.Join(", ", StaffRoles.All)}.";
    }

    /// <summary>The provider's value of each role → our role.</summary>
    private static bool TryReadRoles(SignInOptions settings, out Dictionary<string, string> roles, out string? wrong)
    {
        (roles, wrong) = (new Dictionary<string, string>(StringComparer.Ordinal), null);
        foreach (var pair in settings.RoleValues.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = pair.LastIndexOf('=');
            if (at <= 0 || !StaffRoles.All.Contains(pair[(at + 1)..]) || !roles.TryAdd(pair[..at], pair[(at + 1)..]))
            {
                wrong = pair;
                return false;
            }
        }

        if (roles.Count == 0)
        {
            roles = StaffRoles.All.ToDictionary(role => role, StringComparer.Ordinal);
        }

        return true;
    }
}
