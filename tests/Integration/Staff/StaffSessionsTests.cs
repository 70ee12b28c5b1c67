using Microsoft.AspNetCore.Authentication;
using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the sessions of the pages must do on every database.</summary>
public abstract class StaffSessionsTests
{
    private static readonly StaffMember Anh = new("sub-Anh", "Nguyễn Thị Ánh", StaffRoles.Auditor, ProvinceScope.All, null, StaffWay.Session);
    private static readonly StaffMember Other = Anh with { Id = "sub-anh", Name = "Lê Văn Anh" };

    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task A_session_gives_back_who_signed_in_until_it_ends()
    {
        await using var store = NewStore();
        var name = await store.Sessions.StoreAsync(Ticket(store, Anh));

        Assert.Equal(Anh.Name, (await store.Sessions.RetrieveAsync(name))!.Principal.Identity!.Name);
        Assert.Null(await store.Sessions.RetrieveAsync(name + "x"));

        store.Clock.Advance(TimeSpan.FromMinutes(20));
        await store.Sessions.RenewAsync(name, Ticket(store, Anh));
        store.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.NotNull(await store.Sessions.RetrieveAsync(name));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await store.Sessions.RetrieveAsync(name));
        Assert.Empty(await store.Sessions.List(null, default));
    }

    [SkippableFact]
    public async Task Signing_out_ends_the_one_session()
    {
        await using var store = NewStore();
        var (here, there) = (await store.Sessions.StoreAsync(Ticket(store, Anh)), await store.Sessions.StoreAsync(Ticket(store, Anh)));

        await store.Sessions.RemoveAsync(here);

        Assert.Null(await store.Sessions.RetrieveAsync(here));
        Assert.NotNull(await store.Sessions.RetrieveAsync(there));
    }

    [SkippableFact]
    public async Task Sessions_are_listed_the_last_used_first_and_each_can_be_ended()
    {
        await using var store = NewStore();
        var first = await store.Sessions.StoreAsync(Ticket(store, Anh));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Sessions.StoreAsync(Ticket(store, Other));
        store.Clock.Advance(TimeSpan.FromMinutes(1));
        await store.Sessions.RenewAsync(first, Ticket(store, Anh));

        var listed = await store.Sessions.List(null, default);
        Assert.Equal([Anh.Name, Other.Name], listed.Select(session => session.Actor));
        Assert.Equal((A.Noon, A.Noon.AddMinutes(2), A.Noon.AddMinutes(32)), (listed[0].BeganAt, listed[0].UsedAt, listed[0].EndsAt));

        Assert.True(await store.Sessions.End(listed[0].Id, default));
        Assert.False(await store.Sessions.End(listed[0].Id, default));
        Assert.Null(await store.Sessions.RetrieveAsync(first));
        // Somebody else's request that was on its way does not bring it back.
        await store.Sessions.RenewAsync(first, Ticket(store, Anh));
        Assert.Null(await store.Sessions.RetrieveAsync(first));
    }

    [SkippableFact]
    public async Task All_sessions_of_one_are_ended_and_nobody_elses_though_identifiers_differ_in_case_alone()
    {
        await using var store = NewStore();
        await store.Sessions.StoreAsync(Ticket(store, Anh));
        await store.Sessions.StoreAsync(Ticket(store, Anh));
        var other = await store.Sessions.StoreAsync(Ticket(store, Other));

        Assert.Single(await store.Sessions.List(Other.Id, default));
        Assert.Equal(2, await store.Sessions.EndAllOf(Anh.Id, default));

        Assert.NotNull(await store.Sessions.RetrieveAsync(other));
    }

    [SkippableFact]
    public async Task What_ended_is_removed_when_the_next_session_begins()
    {
        await using var store = NewStore();
        await store.Sessions.StoreAsync(Ticket(store, Anh));
        store.Clock.Advance(TimeSpan.FromHours(1));
        await store.Sessions.StoreAsync(Ticket(store, Other));

        Assert.Equal(1, await store.Execute("UPDATE staff_session SET used_at = used_at"));
    }

    private static AuthenticationTicket Ticket(TestStaffStore store, StaffMember member) => new(member.ToPrincipal("staff-cookie"),
        new AuthenticationProperties { ExpiresUtc = store.Clock.GetUtcNow().AddMinutes(30) }, "staff-cookie");
}

public sealed class SqliteStaffSessionsTests : StaffSessionsTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerStaffSessionsTests(SqlServerFixture server) : StaffSessionsTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
