using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Batches;

/// <summary>
/// Which batches somebody may see, and of which sheets what they say: those of their provinces and, for whoever has a team, of that team
/// (<see cref="StaffMember.OnlyTeam"/>). Who reads running figures sees the batches of all provinces, and no answers.
/// </summary>
public sealed class BatchScope
{
    private readonly string _role;
    private readonly ProvinceScope _provinces;

    private BatchScope(string role, ProvinceScope provinces, string? team) => (_role, _provinces, Team) = (role, provinces, team);

    /// <summary>The one team whose batches are seen; null for all teams.</summary>
    public string? Team { get; }

    /// <summary>The provinces, as they are written.</summary>
    public IReadOnlyList<string> Provinces => _provinces.Texts;

    /// <summary>The scope of the one who asks.</summary>
    public static BatchScope Of(HttpContext context) => context.Staff() is { } member ? Of(member) : new BatchScope("", ProvinceScope.None, null);

    /// <summary>The scope of somebody.</summary>
    public static BatchScope Of(StaffMember member) => StaffPolicies.Roles[StaffPolicies.ReadFigures].Contains(member.Role)
        ? new BatchScope(member.Role, ProvinceScope.All, member.OnlyTeam)
        : new BatchScope(member.Role, member.Provinces, member.OnlyTeam);

    /// <summary>Whether a province is in it.</summary>
    public bool Covers(Geography geography, string province) => _provinces.Covers(geography, province);

    /// <summary>Whether a batch is in it. One of which neither province nor team is known is seen by those alone who see all.</summary>
    public bool Covers(Geography geography, BatchView batch) =>
        (batch.Province is { } province ? Covers(geography, province) : _provinces.IsAll) && (Team is null || batch.Team == Team);

    /// <summary>
    /// Whether what a sheet says may be shown: in one's provinces, to the team that entered it, and to others once its batch is closed. What came
    /// in online is shown to nobody, and nothing to those who read figures.
    /// </summary>
    /// <param name="geography">Provinces of the survey.</param>
    /// <param name="province">The sheet's province.</param>
    /// <param name="batch">The sheet's batch; null online, or when it is not known.</param>
    public bool SeesAnswers(Geography geography, string province, BatchView? batch) =>
        batch is not null && StaffPolicies.Roles[StaffPolicies.SendBatches].Contains(_role) && Covers(geography, province)
        && (batch.ClosedAt is not null || ((_role == StaffRoles.SurveyTeam || Team is not null) && Team == (batch.Team is { Length: > 0 } ? batch.Team : null)));
}
