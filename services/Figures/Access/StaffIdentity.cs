using System.Security.Claims;

namespace SipasSurvey.Figures.Access;

/// <summary>Who a key makes its bearer: its role, which is also the name, as keys are not personal.</summary>
internal static class StaffIdentity
{
    private const string RoleClaim = "role";
    private const string FingerprintClaim = "key";

    public static ClaimsPrincipal Of(StaffKey key, string scheme) => new(new ClaimsIdentity(
        [new Claim(RoleClaim, key.Role), new Claim(FingerprintClaim, key.Fingerprint)], scheme, RoleClaim, RoleClaim));

    /// <summary>Whether the key that this identity was made with is still in force.</summary>
    public static bool IsCurrent(ClaimsPrincipal? staff, AccessKeys keys) =>
        keys.Holds(staff?.FindFirst(RoleClaim)?.Value, staff?.FindFirst(FingerprintClaim)?.Value);

    /// <summary>The role of the one who asks, or null.</summary>
    public static string? RoleOf(ClaimsPrincipal staff) => staff.FindFirst(RoleClaim)?.Value;
}
