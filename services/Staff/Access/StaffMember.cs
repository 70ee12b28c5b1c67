using System.Security.Claims;
using SipasSurvey.Domain;

namespace SipasSurvey.Staff.Access;

/// <summary>The way in by which somebody proved who they are.</summary>
public enum StaffWay
{
    /// <summary>Signed in to the pages.</summary>
    Session,

    /// <summary>A key for scripts.</summary>
    Key,

    /// <summary>A token of the sign-in provider.</summary>
    Token,
}

/// <summary>One who is not a citizen: a person who signed in, or a script with a key.</summary>
/// <param name="Id">Who, for good: the provider's subject, or <c>key:</c> and the key's id.</param>
/// <param name="Name">Shown to people and written in the trail.</param>
/// <param name="Role">One of <see cref="StaffRoles"/>.</param>
/// <param name="Provinces">The provinces it works for.</param>
/// <param name="Team">Code of the survey team (tổ khảo sát); null without one.</param>
/// <param name="Way">How it came in.</param>
public sealed record StaffMember(string Id, string Name, string Role, ProvinceScope Provinces, string? Team, StaffWay Way)
{
    // Short names of our own: what a provider calls its claims is translated once, at the door.
    internal const string IdClaim = "sub";
    internal const string NameClaim = "name";
    internal const string RoleClaim = "role";
    internal const string ProvinceClaim = "province";
    internal const string TeamClaim = "team";
    internal const string WayClaim = "way";

    // What the identifier of a key begins with, so that keys and people are never taken for each other.
    internal const string KeyPrefix = "key:";

    /// <summary>The one team whose batches and sheets it works on, whatever its role; null when it works on those of all teams of its provinces.</summary>
    public string? OnlyTeam => Team is { Length: > 0 } ? Team : null;

    /// <summary>Whether it may work on what is of a team, which is compared letter by letter; empty is what is of no team.</summary>
    public bool MayTouch(string team) => OnlyTeam is not { } own || string.Equals(own, team, StringComparison.Ordinal);

    /// <summary>As the claims of a request.</summary>
    public ClaimsPrincipal ToPrincipal(string scheme)
    {
        var claims = new List<Claim>
        {
            new(IdClaim, Id), new(NameClaim, Name), new(RoleClaim, Role), new(WayClaim, Way.ToString()),
        };
        claims.AddRange(Provinces.Texts.Select(text => new Claim(ProvinceClaim, text)));
        if (Team is not null)
        {
            claims.Add(new Claim(TeamClaim, Team));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, scheme, NameClaim, RoleClaim));
    }

    /// <summary>Who asks; null when nobody is signed in.</summary>
    /// <remarks>A province that the catalogue no longer has is no longer in the scope.</remarks>
    public static StaffMember? Of(ClaimsPrincipal principal, Catalogue catalogue)
    {
        if (principal.Identity is not { IsAuthenticated: true } || principal.FindFirst(RoleClaim)?.Value is not { } role)
        {
            return null;
        }

        var texts = principal.FindAll(ProvinceClaim).Select(claim => claim.Value)
            .Where(text => ProvinceScope.TryParse([text], catalogue, out _, out _));
        _ = ProvinceScope.TryParse(texts, catalogue, out var scope, out _);
        return new StaffMember(
            principal.FindFirst(IdClaim)?.Value ?? "", principal.FindFirst(NameClaim)?.Value ?? "", role, scope, principal.FindFirst(TeamClaim)?.Value,
            Enum.TryParse<StaffWay>(principal.FindFirst(WayClaim)?.Value, out var way) ? way : StaffWay.Session);
    }

    /// <summary>Role of the one who asks, or null.</summary>
    public static string? RoleOf(ClaimsPrincipal principal) => principal.FindFirst(RoleClaim)?.Value;
}
