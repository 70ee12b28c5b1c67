using Dapper;
using DbUp;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.SqlClient;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>
/// Makes the database when it is missing and the account may, brings its schema up to date, and says what stands in the way. An account that
/// may do neither can still work with a schema that fits.
/// </summary>
/// <param name="database">The database.</param>
/// <param name="scripts">What makes the schema.</param>
internal sealed class SqlServerSchema(SqlServerDatabase database, SqlServerScripts scripts)
{
    private static readonly TimeSpan LongestUpgrade = TimeSpan.FromMinutes(10);

    // Of processes that start together, one makes the database or upgrades it, and the others wait. The lock ends with its connection.
    private static readonly Statement TakeTurn = new("@Resource NVARCHAR(255), @Milliseconds INT", """
        DECLARE @result INT;
        EXEC @result = sp_getapplock @Resource = @Resource, @LockMode = N'Exclusive', @LockOwner = N'Session', @LockTimeout = @Milliseconds;
        SELECT @result;
        """);

    // The options are set right after, when nobody can be in the database but a process that started at the same time and tries again. One
    // that exists already is left as it is.
    private static readonly Statement Create = new("@Name SYSNAME", """
        DECLARE @create NVARCHAR(MAX) = N'CREATE DATABASE ' + QUOTENAME(@Name);
        DECLARE @committed NVARCHAR(MAX) = N'ALTER DATABASE ' + QUOTENAME(@Name) + N' SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE';
        DECLARE @snapshot NVARCHAR(MAX) = N'ALTER DATABASE ' + QUOTENAME(@Name) + N' SET ALLOW_SNAPSHOT_ISOLATION ON';
        IF DB_ID(@Name) IS NULL
        BEGIN
            EXEC (@create);
            IF EXISTS (SELECT 1 FROM sys.databases d WHERE d.name = @Name AND d.is_read_committed_snapshot_on = 0) EXEC (@committed);
            IF EXISTS (SELECT 1 FROM sys.databases d WHERE d.name = @Name AND d.snapshot_isolation_state = 0) EXEC (@snapshot);
        END
        """);

    private static readonly Statement FindSnapshots = new("",
        "SELECT CAST(d.is_read_committed_snapshot_on AS INT), CAST(d.snapshot_isolation_state AS INT) FROM sys.databases d WHERE d.name = DB_NAME()");

    private const string KeepVersions = "ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE; "
        + "ALTER DATABASE CURRENT SET ALLOW_SNAPSHOT_ISOLATION ON;";

    /// <summary>Brings the schema up to date; several processes may do so at once.</summary>
    /// <exception cref="SchemaException">A person has to do something; the message says what.</exception>
    /// <exception cref="SqlException">The server cannot be reached, or something may pass by itself.</exception>
    public async Task Upgrade(CancellationToken cancellationToken)
    {
        await using var connection = await OpenOrCreate(cancellationToken);
        if (await FindWrongOption(connection) is { } wrong && !await WasBeingMade(cancellationToken))
        {
            throw new SchemaException(wrong, null);
        }

        if (await Fits(connection))
        {
            return;
        }

        await WaitForTurn(connection, "sipas schema");
        var result = Upgrade().PerformUpgrade();
        if (!result.Successful)
        {
            throw result.Error is SqlException failure && SqlServerErrors.IsAway(failure)
                ? failure
                : new SchemaException($"The schema of database {database.Name} could not be brought up to date: {result.Error.Message.TrimEnd('.')}. "
                    + $"If it is up to date already, the account lacks its role ({scripts.Role}); otherwise run 'migrate' once with an account of role db_owner.", result.Error);
        }
    }

    /// <summary>A sentence that says why the database cannot be used as it is, or null when it can.</summary>
    public async Task<string?> FindObstacle(CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Open(cancellationToken);
            return await FindWrongOption(connection) ?? (await Fits(connection)
                ? null
                : "The schema of the database is older than this program, or the account lacks its role (sipas_aggregator, sipas_figures) and cannot see it. "
                    + "Give it the role, or run 'migrate' with an account of role db_owner.");
        }
        catch (SqlException failure)
        {
            return SqlServerErrors.Explain(failure);
        }
    }

    /// <summary>Whether all scripts have run.</summary>
    public async Task<bool> Fits(SqlConnection connection) => await connection.ExecuteScalarAsync<int>(scripts.FindJournal.Text) != 0
        && !scripts.Scripts.Names.Except(await connection.QueryAsync<string>(scripts.FindScripts.Text), StringComparer.Ordinal).Any();

    private async Task<SqlConnection> OpenOrCreate(CancellationToken cancellationToken)
    {
        try
        {
            return await database.OpenAlone(cancellationToken);
        }
        catch (SqlException missing) when (SqlServerErrors.IsMissing(missing))
        {
            await CreateDatabase(missing, cancellationToken);
            return await database.OpenAlone(cancellationToken);
        }
    }

    private async Task CreateDatabase(SqlException missing, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await database.OpenAlone(cancellationToken, "master");
            await WaitForTurn(server, "sipas create");
            await server.ExecuteAsync(Create.Text, new { database.Name }, commandTimeout: (int)LongestUpgrade.TotalSeconds);
        }
        catch (SqlException failure) when (!SqlServerErrors.IsAway(failure))
        {
            throw new SchemaException($"The database {database.Name} cannot be opened ({missing.Message}) and could not be made ({failure.Message}). "
                + $"Make it, and run in it: {KeepVersions}", failure);
        }
    }

    // Another process may have made the database a moment ago and be about to set its options.
    private async Task<bool> WasBeingMade(CancellationToken cancellationToken)
    {
        await WaitForMaker(cancellationToken);
        await using var again = await database.Open(cancellationToken);
        return await FindWrongOption(again) is null;
    }

    private async Task WaitForMaker(CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await database.OpenAlone(cancellationToken, "master");
            await WaitForTurn(server, "sipas create");
        }
        catch (SqlException failure) when (!SqlServerErrors.IsAway(failure))
        {
            // Not for this account; then it does not start together with one that makes databases.
        }
    }

    private static async Task<string?> FindWrongOption(SqlConnection connection)
    {
        var (committed, snapshot) = await connection.QuerySingleAsync<(int Committed, int Snapshot)>(FindSnapshots.Text);
        return committed == 1 && snapshot == 1
            ? null
            : $"The database does not keep row versions, so that reading would wait for counting. Run in it: {KeepVersions}";
    }

    private static async Task WaitForTurn(SqlConnection connection, string resource)
    {
        var parameters = new { Resource = resource, Milliseconds = (int)LongestUpgrade.TotalMilliseconds };
        if (await connection.ExecuteScalarAsync<int>(TakeTurn.Text, parameters, commandTimeout: (int)LongestUpgrade.TotalSeconds + 5) < 0)
        {
            throw new TimeoutException($"Another process has been changing the schema for {LongestUpgrade.TotalMinutes:0} minutes.");
        }
    }

    private UpgradeEngine Upgrade() => DeployChanges.To
        .SqlDatabase(new SqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ToString())
        .WithScriptsEmbeddedInAssembly(scripts.Scripts.Assembly, scripts.Scripts.Names.Contains)
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .WithExecutionTimeout(LongestUpgrade)
        .JournalToSqlTable("dbo", scripts.Scripts.Journal)
        .LogTo(new NoOpUpgradeLog())
        .Build();
}
