using System.Reflection;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Scripts that make a schema in SQL Server, and how to ask which of them have run.</summary>
/// <param name="Scripts">The scripts; their journal is a table in <c>dbo</c>.</param>
/// <param name="FindJournal">The journal's object id; 0 when it does not exist, or the account may not see it.</param>
/// <param name="FindScripts">Names of the scripts that have run.</param>
/// <param name="Role">The role of accounts that work with the schema but do not make it.</param>
internal sealed record SqlServerScripts(SchemaScripts Scripts, Statement FindJournal, Statement FindScripts, string Role)
{
    private static readonly Statement FindSurveyJournal = new("", "SELECT COALESCE(OBJECT_ID(N'dbo.SchemaVersions'), 0)");

    private static readonly Statement FindSurveyScripts = new("", "SELECT s.ScriptName FROM dbo.SchemaVersions s");

    /// <summary>The scripts of responses and figures.</summary>
    public static readonly SqlServerScripts Survey = new(
        new SchemaScripts(Assembly.GetExecutingAssembly(), ".SqlServer.Scripts.", "SchemaVersions"), FindSurveyJournal, FindSurveyScripts, "sipas_aggregator");
}
