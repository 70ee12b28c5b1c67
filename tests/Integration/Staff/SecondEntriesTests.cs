using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the second entries of sheets must do on every database.</summary>
public abstract class SecondEntriesTests
{
    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task Comparisons_are_listed_the_newest_first_of_a_province_and_of_a_team()
    {
        await using var store = NewStore();
        var entries = new SecondEntries(store.Database);
        var first = Entry("Tổ 1", 0, "P01", "age");
        var second = Entry("Tổ 2", 1);
        await entries.Add(first, default);
        await entries.Add(second, default);
        await entries.Add(Entry("Tổ 1", 2) with { Province = A.YenBai }, default);

        var listed = await entries.List(A.Survey, A.LaoCai, null, default);

        Assert.Equal([second.Response, first.Response], listed.Select(it => it.Response));
        Assert.Equal([[], ["P01", "age"]], listed.Select(it => it.Differing));
        Assert.Equal((45, 43, "NV02", A.Noon), (listed[1].Compared, listed[1].Agreed, listed[1].Typist, listed[1].At));
        Assert.Equal([first.Response], (await entries.List(A.Survey, A.LaoCai, "Tổ 1", default)).Select(it => it.Response));
        Assert.Empty(await entries.List("sipas-2025", A.LaoCai, null, default));
    }

    [SkippableFact]
    public async Task A_sheet_may_be_compared_again()
    {
        await using var store = NewStore();
        var entries = new SecondEntries(store.Database);
        var entry = Entry("", 0);

        await entries.Add(entry, default);
        await entries.Add(entry, default);

        Assert.Equal(2, (await entries.List(A.Survey, A.LaoCai, "", default)).Count);
    }

    private static SecondEntry Entry(string team, int minute, params string[] differing) =>
        new(A.Survey, A.LaoCai, team, Guid.NewGuid(), "NV02", 45, differing, A.Noon.AddMinutes(minute));
}

public sealed class SqliteSecondEntriesTests : SecondEntriesTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerSecondEntriesTests(SqlServerFixture server) : SecondEntriesTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
