using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the keys for scripts must do on every database.</summary>
public abstract class AccessKeyStoreTests
{
    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task A_key_is_found_by_who_holds_it_and_makes_what_was_ordered()
    {
        await using var store = NewStore();
        Assert.True(ProvinceScope.TryParse(["vn34/15", "vn63/01"], A.Catalogue, out var scope, out _));

        var (made, secret) = await store.Keys.Make(Order() with { Provinces = scope, Team = "Tổ 3" }, "Quản trị Trần Văn Bình", default);

        Assert.StartsWith(AccessKeyStore.Prefix, secret, StringComparison.Ordinal);
        var found = await store.Keys.Find(secret, default);
        Assert.Equal((made.Id, "Trang tổng hợp của Sở", StaffRoles.Supervisor, "Tổ 3", "Quản trị Trần Văn Bình"),
            (found!.Id, found.Name, found.Role, found.Team, found.MadeBy));
        Assert.Equal(["vn34/15", "vn63/01"], found.Provinces.Texts);
        Assert.Equal((A.Noon, A.Noon.AddDays(30), null), (found.MadeAt, found.ExpiresAt, found.RevokedAt));
        Assert.Equal($"key:{made.Id}", found.ToMember().Id);
    }

    [SkippableFact]
    public async Task What_is_no_key_is_not_found()
    {
        await using var store = NewStore();
        var (made, secret) = await store.Keys.Make(Order(), "x", default);

        Assert.Null(await store.Keys.Find(secret + "x", default));
        Assert.Null(await store.Keys.Find(secret.ToUpperInvariant(), default));
        Assert.Null(await store.Keys.Find(secret[AccessKeyStore.Prefix.Length..], default));
        Assert.Null(await store.Keys.Find(made.Id, default));
        Assert.Null(await store.Keys.Find("", default));
    }

    [SkippableFact]
    public async Task A_key_opens_nothing_from_the_moment_it_expires()
    {
        await using var store = NewStore();
        var (_, secret) = await store.Keys.Make(Order(), "x", default);

        store.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await store.Keys.Find(secret, default));
        store.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await store.Keys.Find(secret, default));
    }

    [SkippableFact]
    public async Task A_revoked_key_opens_nothing_at_once_and_is_revoked_once()
    {
        await using var store = NewStore();
        var (made, secret) = await store.Keys.Make(Order(), "x", default);
        var (_, other) = await store.Keys.Make(Order(), "x", default);

        Assert.True(await store.Keys.Revoke(made.Id, default));
        store.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await store.Keys.Revoke(made.Id, default));
        Assert.False(await store.Keys.Revoke("000000000000", default));

        Assert.Null(await store.Keys.Find(secret, default));
        Assert.NotNull(await store.Keys.Find(other, default));
        Assert.Equal(A.Noon, (await store.Keys.List(default)).Single(key => key.Id == made.Id).RevokedAt);
    }

    [SkippableFact]
    public async Task Keys_are_listed_the_newest_first_with_their_last_use()
    {
        await using var store = NewStore();
        var (first, secret) = await store.Keys.Make(Order(), "x", default);
        store.Clock.Advance(TimeSpan.FromMinutes(5));
        var (second, _) = await store.Keys.Make(Order(), "x", default);
        await store.Keys.Find(secret, default);
        store.Clock.Advance(TimeSpan.FromSeconds(59));
        await store.Keys.Find(secret, default);

        var keys = await store.Keys.List(default);

        Assert.Equal([second.Id, first.Id], keys.Select(key => key.Id));
        Assert.Equal([null, A.Noon.AddMinutes(5)], keys.Select(key => key.UsedAt));

        store.Clock.Advance(TimeSpan.FromSeconds(1));
        await store.Keys.Find(secret, default);
        Assert.Equal(A.Noon.AddMinutes(6), (await store.Keys.List(default))[1].UsedAt);
    }

    private static KeyOrder Order() => new("Trang tổng hợp của Sở", StaffRoles.Supervisor, ProvinceScope.All, null, A.Noon.AddDays(30));
}

public sealed class SqliteAccessKeyStoreTests : AccessKeyStoreTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerAccessKeyStoreTests(SqlServerFixture server) : AccessKeyStoreTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
