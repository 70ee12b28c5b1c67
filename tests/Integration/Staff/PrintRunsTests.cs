using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the runs of printed questionnaires must do on every database.</summary>
public abstract class PrintRunsTests
{
    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task Runs_that_are_made_at_once_share_no_serial_and_leave_none_out()
    {
        await using var store = NewStore();
        var runs = new PrintRuns(store.Database, store.Clock);

        var made = await Task.WhenAll(Enumerable.Range(1, 20).Select(count => Task.Run(() => Make(runs, Order("10", count)))));
        var other = await Make(runs, Order("01", 1));

        Assert.Equal(Enumerable.Range(1, made.Sum(it => it!.Count)).Select(SheetSerial.Printed),
            made.OrderBy(it => it!.First).SelectMany(it => it!.Serials()));
        Assert.Equal(1, other!.First);
        Assert.Equal(20, (await runs.List("sipas-2024", "10", default)).Count);
        Assert.Equal(21, (await runs.List("sipas-2024", null, default)).Count);
    }

    [SkippableFact]
    public async Task A_run_is_found_as_it_was_made()
    {
        await using var store = NewStore();
        var runs = new PrintRuns(store.Database, store.Clock);

        var made = await Make(runs, Order("10", 3) with { Cluster = "10.02.04" });

        Assert.Equal(new PrintRun(made!.Id, "sipas-2024", "vn63", "10", "10.02.04", 1, 3, "Giám sát", A.Noon), await runs.Find(made.Id, default));
        Assert.Null(await runs.Find(Guid.NewGuid(), default));
    }

    [SkippableFact]
    public async Task Another_province_is_refused_where_the_run_is_written_and_so_is_what_is_not_told_before()
    {
        await using var store = NewStore();
        var runs = new PrintRuns(store.Database, store.Clock);
        Assert.True(ProvinceScope.TryParse(["vn63/01"], A.Catalogue, out var scope, out _));

        Assert.Equal((PrintOutcome.OutOfScope, null), await runs.Make(Order("10", 1), scope, "x", _ => throw new InvalidOperationException("told"), default));
        await Assert.ThrowsAsync<InvalidOperationException>(() => runs.Make(Order("01", 1), scope, "x", _ => throw new InvalidOperationException("told"), default));

        Assert.Empty(await runs.List("sipas-2024", null, default));
    }

    [SkippableFact]
    public async Task When_too_few_serials_are_left_there_is_no_run()
    {
        await using var store = NewStore();
        var runs = new PrintRuns(store.Database, store.Clock);
        await Make(runs, Order("10", 1));
        await store.Execute($"UPDATE field_print_run SET first_number = {SheetSerial.HighestNumber - 1}");

        Assert.Equal(PrintOutcome.UsedUp, (await runs.Make(Order("10", 2), ProvinceScope.All, "x", _ => Task.CompletedTask, default)).Outcome);
        Assert.Equal(SheetSerial.HighestNumber, (await Make(runs, Order("10", 1)))!.Last);
        Assert.Equal(PrintOutcome.UsedUp, (await runs.Make(Order("10", 1), ProvinceScope.All, "x", _ => Task.CompletedTask, default)).Outcome);
    }

    private static PrintOrder Order(string province, int count) => new(A.Catalogue.FindSurvey("sipas-2024")!, province, "", count);

    private static async Task<PrintRun?> Make(PrintRuns runs, PrintOrder order) =>
        (await runs.Make(order, ProvinceScope.All, "Giám sát", _ => Task.CompletedTask, default)).Run;
}

public sealed class SqlitePrintRunsTests : PrintRunsTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

public sealed class SqlServerPrintRunsTests(SqlServerFixture server) : PrintRunsTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
