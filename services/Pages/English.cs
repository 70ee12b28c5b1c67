using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Pages;

/// <summary>Numbers as readers of English expect them; <see cref="Vietnamese"/> is the other language.</summary>
public static class English
{
    /// <summary>A count: <c>36,525</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A percentage: <c>83.94</c>; a dash without a value.</summary>
    public static string Percentage(decimal? value) =>
        value is { } known ? SatisfactionIndex.Round(known).ToString("0.00", CultureInfo.InvariantCulture) : Vietnamese.NoValue;

    /// <summary>Name of a role of <see cref="StaffRoles"/>.</summary>
    public static string RoleName(string? role) => role switch
    {
        StaffRoles.SurveyTeam => "Survey team",
        StaffRoles.Supervisor => "Supervisor of a province",
        StaffRoles.MinistryAnalyst => "Analyst, Ministry of Home Affairs",
        StaffRoles.MinistryPublisher => "Publisher, Ministry of Home Affairs",
        StaffRoles.Administrator => "Administrator",
        StaffRoles.Auditor => "Auditor",
        _ => "Guest",
    };
}
