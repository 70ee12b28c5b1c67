using System.Data.Common;
using System.Reflection;
using Microsoft.Data.SqlClient;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.Staff.Store.SqlServer;

/// <summary>The staff store in a database of SQL Server: one of its own, or the survey's.</summary>
internal sealed class SqlServerConnections : IStaffConnections
{
    private static readonly Storage.SqlServer.Statement FindJournal = new("", "SELECT COALESCE(OBJECT_ID(N'dbo.StaffSchemaVersions'), 0)");

    private static readonly Storage.SqlServer.Statement FindScripts = new("", "SELECT s.ScriptName FROM dbo.StaffSchemaVersions s");

    private static readonly SqlServerScripts Scripts = new(
        new SchemaScripts(Assembly.GetExecutingAssembly(), ".SqlServer.Scripts.", "StaffSchemaVersions"), FindJournal, FindScripts, "sipas_staff");

    private readonly SqlServerDatabase _database;
    private readonly SqlServerSchema _schema;

    /// <summary>A database; nothing is opened yet.</summary>
    /// <exception cref="ArgumentException">The connection string is none, or names no database.</exception>
    public SqlServerConnections(string connectionString)
    {
        _database = new SqlServerDatabase(connectionString);
        _schema = new SqlServerSchema(_database, Scripts);
    }

    // Nearly always there is nothing to make, and that is found without the connections of its own that making needs.
    public async Task Migrate(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await Open(cancellationToken);
            if (await Fits(connection))
            {
                return;
            }
        }
        catch (SqlException missing) when (SqlServerErrors.IsMissing(missing))
        {
            // It is made below, if the account may.
        }

        await _schema.Upgrade(cancellationToken);
    }

    public Task<bool> Fits(DbConnection connection) => _schema.Fits((SqlConnection)connection);

    public async Task<DbConnection> Open(CancellationToken cancellationToken) => await _database.Open(cancellationToken);
}
