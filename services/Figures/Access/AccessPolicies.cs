namespace SipasSurvey.Figures.Access;

/// <summary>Names of the authorization policies that staff routes ask for; each is also the role that a key gives.</summary>
public static class AccessPolicies
{
    /// <summary>Ministry: running figures, reconciliation, reading of batches.</summary>
    public const string Ministry = "ministry";

    /// <summary>Survey team: batches, sheets, decisions.</summary>
    public const string SurveyTeam = "surveyTeam";

    /// <summary>Either of them.</summary>
    public const string Staff = "staff";
}
