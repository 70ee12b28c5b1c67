using Microsoft.AspNetCore.Authorization;

namespace SipasSurvey.Staff.Access;

/// <summary>
/// Names of the authorization policies that staff routes ask for, each named after what it permits. Which provinces and
/// which team somebody works for is not decided here but where data is read or written (<see cref="ProvinceScope"/>, <see cref="StaffMember.MayTouch"/>).
/// </summary>
public static class StaffPolicies
{
    /// <summary>Whoever is signed in: the pages that concern oneself.</summary>
    public const string AnyStaff = "any-staff";

    /// <summary>Counts of responses, of the provinces in one's scope. No percentages.</summary>
    public const string ReadCounts = "read-counts";

    /// <summary>Running figures.</summary>
    public const string ReadFigures = "read-figures";

    /// <summary>Reconciliation of what was published with what was stored, of the whole country.</summary>
    public const string Reconcile = "reconcile";

    /// <summary>
    /// Sending paper batches, withdrawing them, correcting their sheets: in one's provinces and, for whoever has a team, of that team alone. Deciding
    /// conflicts: only the province is checked, as the versions of one sheet may be of several teams.
    /// </summary>
    public const string SendBatches = "send-batches";

    /// <summary>Saying beforehand that a batch may hold sheets of other batches.</summary>
    public const string AcceptConflicts = "accept-conflicts";

    /// <summary>
    /// What became of paper batches, and sheets with two versions: in one's provinces (those who read running figures: in all) and, for whoever has a
    /// team, of that team alone.
    /// </summary>
    public const string ReadBatches = "read-batches";

    /// <summary>The plan of the sample.</summary>
    public const string PlanSample = "plan-sample";

    /// <summary>Printing questionnaires with serials.</summary>
    public const string PrintSheets = "print-sheets";

    /// <summary>Making letters with invitations, and reading their codes.</summary>
    public const string Invite = "invite";

    /// <summary>Staff accounts.</summary>
    public const string ManageAccounts = "manage-accounts";

    /// <summary>Keys for scripts.</summary>
    public const string ManageKeys = "manage-keys";

    /// <summary>Sessions of all staff.</summary>
    public const string ManageSessions = "manage-sessions";

    /// <summary>Opening and closing of surveys.</summary>
    public const string ManageSchedule = "manage-schedule";

    /// <summary>The audit trail.</summary>
    public const string ReadTrail = "read-trail";

    /// <summary>Who may do what.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlyList<string>> Roles = new Dictionary<string, IReadOnlyList<string>>
    {
        [AnyStaff] = StaffRoles.All,
        [ReadCounts] = [StaffRoles.SurveyTeam, StaffRoles.Supervisor, StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [ReadFigures] = [StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [Reconcile] = [StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [SendBatches] = [StaffRoles.SurveyTeam, StaffRoles.Supervisor],
        [AcceptConflicts] = [StaffRoles.Supervisor],
        [ReadBatches] = [StaffRoles.SurveyTeam, StaffRoles.Supervisor, StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [PlanSample] = [StaffRoles.Supervisor, StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [PrintSheets] = [StaffRoles.Supervisor, StaffRoles.MinistryAnalyst, StaffRoles.MinistryPublisher],
        [Invite] = [StaffRoles.MinistryPublisher],
        [ManageAccounts] = [StaffRoles.Administrator],
        [ManageKeys] = [StaffRoles.Administrator],
        [ManageSessions] = [StaffRoles.Administrator],
        [ManageSchedule] = [StaffRoles.Administrator],
        [ReadTrail] = [StaffRoles.Auditor],
    };

    internal static void AddAll(AuthorizationBuilder authorization)
    {
        foreach (var (name, roles) in Roles)
        {
            authorization.AddPolicy(name, policy => policy.RequireRole(roles));
        }
    }
}
