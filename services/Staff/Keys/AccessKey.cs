using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.Keys;

/// <summary>A key for scripts (khóa cho chương trình). The key itself was shown once and is kept nowhere.</summary>
/// <param name="Id">Its identifier: 12 characters of lower-case hexadecimal.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role">Role that it gives.</param>
/// <param name="Provinces">Provinces that it works for.</param>
/// <param name="Team">Survey team; null without one.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">From when on it is refused.</param>
/// <param name="RevokedAt">When it was revoked; null while it is not.</param>
/// <param name="UsedAt">When it was last used, within a minute; null when never.</param>
public sealed record AccessKey(
    string Id, string Name, string Role, ProvinceScope Provinces, string? Team, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt)
{
    /// <summary>Whether it opens anything at that time.</summary>
    public bool IsInForce(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;

    /// <summary>Who it makes its bearer.</summary>
    public StaffMember ToMember() => new(StaffMember.KeyPrefix + Id, Name, Role, Provinces, Team, StaffWay.Key);
}

/// <summary>What a key shall be.</summary>
/// <param name="Name">What it is for, 1 to 80 characters.</param>
/// <param name="Role">Role that it gives; one of <see cref="StaffRoles"/>.</param>
/// <param name="Provinces">Provinces that it works for.</param>
/// <param name="Team">Survey team; null without one.</param>
/// <param name="ExpiresAt">From when on it is refused.</param>
public sealed record KeyOrder(string Name, string Role, ProvinceScope Provinces, string? Team, DateTimeOffset ExpiresAt);
