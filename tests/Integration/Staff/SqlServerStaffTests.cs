using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What only SQL Server has: a database to make or to share, and roles.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerStaffTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private static readonly AuditRecord Read = new("s", "Ánh", StaffRoles.Auditor, AuditActions.ReadTrail, "", AuditOutcome.Done, "203.0.113.7");

    [SkippableFact]
    public async Task A_database_that_does_not_exist_is_made_by_whichever_of_several_processes_comes_first()
    {
        var connectionString = server.New();
        var databases = Enumerable.Range(0, 4).Select(_ => StaffDatabase.Of(connectionString)).ToList();

        Assert.All(await Task.WhenAll(databases.Select(database => Task.Run(() => database.FindObstacle(default)))), Assert.Null);

        databases.ForEach(database => database.Dispose());
    }

    [SkippableFact]
    public async Task It_shares_a_database_with_the_survey_and_each_has_a_journal_of_its_own()
    {
        await using var survey = await server.Migrated();
        using var staff = StaffDatabase.Of(server.ConnectionString);

        Assert.Null(await staff.FindObstacle(default));
        Assert.Null(await survey.Figures.FindObstacle(default));
        await survey.Entries.Migrate(default);
        using var existing = StaffDatabase.Of(server.ConnectionString);
        Assert.Null(await existing.FindObstacle(default));
    }

    [SkippableFact]
    public async Task The_role_does_all_that_the_hosts_do_but_changes_and_removes_nothing_of_the_trail()
    {
        using var owner = StaffDatabase.Of(server.Required());
        Assert.Null(await owner.FindObstacle(default));
        await using var account = await SqlServerAccount.Make(server.ConnectionString, "sipas_staff");
        await using var store = new AccountStore(account.ConnectionString);

        var (key, secret) = await store.Keys.Make(new KeyOrder("x", StaffRoles.Auditor, ProvinceScope.All, null, A.Noon.AddDays(1)), "x", default);
        Assert.NotNull(await store.Keys.Find(secret, default));
        Assert.True(await store.Keys.Revoke(key.Id, default));
        var session = await store.Sessions.StoreAsync(new(key.ToMember().ToPrincipal("x"), "x"));
        await store.Sessions.RemoveAsync(session);
        await store.Trail.Append(Read, default);
        Assert.Null((await store.Trail.Verify(default)).Fault);

        await account.IsRefused("UPDATE staff_audit SET actor = 'x'");
        await account.IsRefused("DELETE FROM staff_audit");
        await account.IsRefused("TRUNCATE TABLE staff_audit");
        await account.IsRefused("DROP TRIGGER staff_audit_no_change");
        await account.IsRefused("DROP TABLE staff_audit");
        await account.IsRefused("DELETE FROM staff_key");
        await account.IsRefused("UPDATE staff_key SET role = 'administrator'");
    }

    [SkippableFact]
    public async Task An_account_without_a_role_is_told_what_it_lacks()
    {
        using var owner = StaffDatabase.Of(server.Required());
        Assert.Null(await owner.FindObstacle(default));
        await using var account = await SqlServerAccount.Make(server.ConnectionString, role: null);
        using var database = StaffDatabase.Of(account.ConnectionString);

        Assert.Contains("the role sipas_staff", await database.FindObstacle(default), StringComparison.Ordinal);
    }

    private sealed class AccountStore(string connectionString) : TestStaffStore(connectionString)
    {
        public override Task Disarm() => throw new NotSupportedException();

        protected override System.Data.Common.DbConnection Connect() => new Microsoft.Data.SqlClient.SqlConnection(ConnectionString);
    }
}
