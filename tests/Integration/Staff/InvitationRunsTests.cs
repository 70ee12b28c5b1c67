using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the runs of letters must do on every database.</summary>
public abstract class InvitationRunsTests
{
    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task Runs_that_are_made_at_once_share_no_number_and_leave_none_out()
    {
        await using var store = NewStore();
        var runs = new InvitationRuns(store.Database, store.Clock);

        var made = await Task.WhenAll(Enumerable.Range(1, 20).Select(count => Task.Run(() => Make(runs, Order("10", count)))));
        var other = await Make(runs, Order("01", 1));

        var codes = made.OrderBy(it => it!.First).SelectMany(it => it!.Codes(A.Invitations.Codes!)).ToList();
        Assert.Equal(Enumerable.Range(1, made.Sum(it => it!.Count)), codes.Select(it => it.Number));
        Assert.Equal(codes.Count, codes.Select(it => it.Code).Distinct().Count());
        Assert.Equal(1, other!.First);
        Assert.Equal(21, (await runs.List("sipas-2024", default)).Count);
        Assert.Empty(await runs.List("sipas-2025", default));
    }

    [SkippableFact]
    public async Task A_run_is_found_as_it_was_made()
    {
        await using var store = NewStore();
        var runs = new InvitationRuns(store.Database, store.Clock);

        var made = await Make(runs, Order("10", 3) with { Purpose = "Xã Đồng Tuyển" });

        Assert.Equal(new InvitationRun(made!.Id, "sipas-2024", "vn63", "10", 1, 3, "Xã Đồng Tuyển", "Bộ", A.Noon), await runs.Find(made.Id, default));
        Assert.Null(await runs.Find(Guid.NewGuid(), default));
    }

    [SkippableFact]
    public async Task What_is_not_told_before_is_not_made()
    {
        await using var store = NewStore();
        var runs = new InvitationRuns(store.Database, store.Clock);

        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.Make(Order("10", 1), "x", _ => throw new InvalidOperationException("told"), default));

        Assert.Empty(await runs.List("sipas-2024", default));
    }

    [SkippableFact]
    public async Task When_too_few_numbers_are_left_there_is_no_run()
    {
        await using var store = NewStore();
        var runs = new InvitationRuns(store.Database, store.Clock);
        await Make(runs, Order("10", 1));
        await store.Execute("UPDATE field_invitation_run SET first_number = 99999998");

        Assert.Null(await Make(runs, Order("10", 2)));
        Assert.Equal(99_999_999, (await Make(runs, Order("10", 1)))!.Last);
        Assert.Null(await Make(runs, Order("10", 1)));
    }

    private static InvitationOrder Order(string province, int count) => new(A.Catalogue.FindSurvey("sipas-2024")!, province, count, "");

    private static Task<InvitationRun?> Make(InvitationRuns runs, InvitationOrder order) => runs.Make(order, "Bộ", _ => Task.CompletedTask, default);
}

public sealed class SqliteInvitationRunsTests : InvitationRunsTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

public sealed class SqlServerInvitationRunsTests(SqlServerFixture server) : InvitationRunsTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
