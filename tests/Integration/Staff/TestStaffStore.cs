using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>A staff store that belongs to one test. Each database in it is as one process has it.</summary>
internal abstract class TestStaffStore : IAsyncDisposable
{
    private readonly List<IDisposable> _open = [];

    protected TestStaffStore(string connectionString)
    {
        ConnectionString = connectionString;
        Database = NewDatabase();
        Trail = NewTrail();
        Keys = new AccessKeyStore(Database, A.Catalogue, Clock);
        Sessions = new StaffSessions(Database, new EphemeralDataProtectionProvider(), Clock);
    }

    public string ConnectionString { get; }

    public FakeTimeProvider Clock { get; } = new(A.Noon);

    public StaffDatabase Database { get; }

    public AuditTrail Trail { get; }

    public AccessKeyStore Keys { get; }

    public StaffSessions Sessions { get; }

    /// <summary>The same store as another process has it.</summary>
    public AuditTrail NewTrail() => Keep(new AuditTrail(NewDatabase(), Clock));

    /// <summary>Runs a statement behind the store's back.</summary>
    public async Task<int> Execute(string sql)
    {
        await using var connection = Connect();
        return await connection.ExecuteAsync(sql);
    }

    /// <summary>Takes away what refuses changes of the trail, as only the owner of the database can.</summary>
    public abstract Task Disarm();

    public virtual ValueTask DisposeAsync()
    {
        _open.ForEach(it => it.Dispose());
        return ValueTask.CompletedTask;
    }

    protected abstract DbConnection Connect();

    private StaffDatabase NewDatabase() => Keep(StaffDatabase.Of(ConnectionString));

    private T Keep<T>(T made)
        where T : IDisposable
    {
        _open.Add(made);
        return made;
    }
}

internal sealed class SqliteStaffStore(string folder) : TestStaffStore($"Data Source={Path.Combine(folder, "staff.db")}")
{
    private string Folder { get; } = folder;

    public SqliteStaffStore()
        : this(Directory.CreateTempSubdirectory("sipas-test-").FullName)
    {
    }

    public string File => Path.Combine(Folder, "staff.db");

    public override Task Disarm() =>
        Execute("DROP TRIGGER staff_audit_no_update; DROP TRIGGER staff_audit_no_delete; DROP TRIGGER staff_audit_no_replace;");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    protected override DbConnection Connect() => new SqliteConnection($"{ConnectionString};Pooling=False");
}

/// <summary>The tables in the database of the test's class, for as long as the test runs.</summary>
internal sealed class SqlServerStaffStore(SqlServerFixture server) : TestStaffStore(server.Required())
{
    public override Task Disarm() => Execute("DROP TRIGGER dbo.staff_audit_no_change");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Execute("""
            IF OBJECT_ID(N'dbo.StaffSchemaVersions') IS NOT NULL
            BEGIN
                DROP TABLE dbo.field_second_entry;
                DROP TABLE dbo.field_invitation_run;
                DROP TABLE dbo.field_print_run;
                DROP TABLE dbo.field_sample_village;
                DROP TABLE dbo.field_sample_plan;
                DROP TABLE dbo.field_batch_sheets;
                DROP TABLE dbo.field_batch;
                DROP TABLE dbo.staff_audit;
                DROP TABLE dbo.staff_session;
                DROP TABLE dbo.staff_key;
                DROP TABLE dbo.StaffSchemaVersions;
                DROP ROLE sipas_staff;
            END
            """);
    }

    protected override DbConnection Connect() => new SqlConnection(ConnectionString);
}
