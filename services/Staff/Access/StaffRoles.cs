namespace SipasSurvey.Staff.Access;

/// <summary>The roles of staff. Citizens have none: they come anonymously. What each may do stands in <see cref="StaffPolicies"/>.</summary>
public static class StaffRoles
{
    /// <summary>Tổ khảo sát: enters batches of paper forms of its provinces, sees the answers of its own batches until they are closed.</summary>
    public const string SurveyTeam = "surveyTeam";

    /// <summary>Giám sát: a province, so one of those who are rated. Sees counts and errors of its provinces, no percentages before publication.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>Phân tích (Bộ Nội vụ): reads running figures; every read is in the trail.</summary>
    public const string MinistryAnalyst = "ministryAnalyst";

    /// <summary>Công bố (Bộ Nội vụ): reads running figures and publishes.</summary>
    public const string MinistryPublisher = "ministryPublisher";

    /// <summary>Quản trị: accounts, keys, sessions and the schedule of surveys; no figures and no trail.</summary>
    public const string Administrator = "administrator";

    /// <summary>Kiểm toán: reads the trail, changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<string> All = [SurveyTeam, Supervisor, MinistryAnalyst, MinistryPublisher, Administrator, Auditor];
}
