using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the plans of the sample must do on every database.</summary>
public abstract class SamplePlansTests
{
    private static readonly SampleVillage First = new("10-001", "Thôn Đồng Tuyển", "Thành phố Lào Cai", "Xã Đồng Tuyển", 30, 32);
    private static readonly SampleVillage Second = new("10-002", "Tổ 5", "", "Phường Cốc Lếu", 25, null);

    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task A_plan_is_read_as_it_was_written_in_the_order_of_the_file()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);

        await plans.Replace([Draft(A.LaoCai, Second, First)], default);

        var plan = await plans.Find(A.Survey, A.LaoCai, default);
        Assert.Equal((A.Survey, A.LaoCai, 1, "kế hoạch.xlsx", "Lý Thị Mai", A.Noon), (plan!.Survey, plan.Province, plan.Version, plan.FileName, plan.PlannedBy, plan.PlannedAt));
        Assert.Equal([Second, First], plan.Villages);
        Assert.Equal((55, 32), (plan.Planned, plan.Issued));
    }

    [SkippableFact]
    public async Task A_new_plan_replaces_that_of_its_province_as_a_whole_and_no_other()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);
        await plans.Replace([Draft(A.LaoCai, First, Second)], default);
        await plans.Replace([Draft(A.YenBai, First)], default);
        store.Clock.Advance(TimeSpan.FromHours(1));

        var replaced = (await plans.Replace([Draft(A.LaoCai, Second with { Planned = 40 })], default)).Single();

        Assert.Equal((2, A.Noon.AddHours(1)), (replaced.Version, replaced.PlannedAt));
        Assert.Equal([Second with { Planned = 40 }], (await plans.Find(A.Survey, A.LaoCai, default))!.Villages);
        Assert.Equal([First], (await plans.Find(A.Survey, A.YenBai, default))!.Villages);
        Assert.Equal(2, await store.Execute("UPDATE field_sample_village SET name = name WHERE province = '10' AND version = 1"));
    }

    [SkippableFact]
    public async Task Any_village_may_be_right_where_there_is_no_plan_and_only_those_of_the_plan_where_there_is_one()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);
        Assert.Null(await plans.ClustersOf(A.Survey, A.LaoCai, default));

        await plans.Replace([Draft(A.LaoCai, First, Second)], default);
        await plans.Replace([Draft(A.LaoCai, Second)], default);

        Assert.Equal(["10-002"], await plans.ClustersOf(A.Survey, A.LaoCai, default));
        Assert.Null(await plans.ClustersOf(A.Survey, A.YenBai, default));
        Assert.Null(await plans.ClustersOf("sipas-2025", A.LaoCai, default));
    }

    [SkippableFact]
    public async Task Plans_are_listed_by_province_and_only_of_those_that_are_asked_for()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);
        foreach (var province in new[] { A.YenBai, A.HaNoi, A.LaoCai })
        {
            await plans.Replace([Draft(province, First)], default);
        }

        Assert.Equal([A.HaNoi, A.LaoCai, A.YenBai], (await plans.List(A.Survey, null, default)).Select(it => it.Province));
        Assert.Equal([A.LaoCai, A.YenBai], (await plans.List(A.Survey, [A.YenBai, A.LaoCai], default)).Select(it => it.Province));
        Assert.Equal([A.LaoCai], (await plans.List(A.Survey, [A.LaoCai], default)).Select(it => it.Province));
        Assert.Empty(await plans.List(A.Survey, [], default));
        Assert.Empty(await plans.List("sipas-2025", null, default));
    }

    [SkippableFact]
    public async Task A_plan_that_cannot_be_stored_whole_leaves_the_former_one_in_force()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);
        await plans.Replace([Draft(A.LaoCai, First)], default);

        await Assert.ThrowsAsync<SipasSurvey.Staff.Store.StaffStoreException>(() => plans.Replace([Draft(A.LaoCai, Second, Second)], default));
        await Assert.ThrowsAsync<ArgumentException>(() => plans.Replace([Draft(A.LaoCai)], default));

        var plan = await plans.Find(A.Survey, A.LaoCai, default);
        Assert.Equal(1, plan!.Version);
        Assert.Equal([First], plan.Villages);
    }

    [SkippableFact]
    public async Task Of_plans_that_are_sent_at_once_each_has_its_version_and_the_last_is_in_force_whole()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
            plans.Replace([Draft(A.LaoCai, First with { Planned = number }, Second with { Planned = number })], default))));

        Assert.Equal(Enumerable.Range(1, 8), sent.Select(it => it.Single().Version).Order());
        var inForce = await plans.Find(A.Survey, A.LaoCai, default);
        Assert.Equal(sent.Single(it => it.Single().Version == 8).Single().Villages, inForce!.Villages);
    }

    [SkippableFact]
    public async Task Plans_of_several_provinces_are_replaced_together_or_not_at_all()
    {
        await using var store = NewStore();
        var plans = new SamplePlans(store.Database, store.Clock);
        await plans.Replace([Draft(A.LaoCai, First)], default);

        var replaced = await plans.Replace([Draft(A.YenBai, First), Draft(A.LaoCai, Second)], default);
        Assert.Equal([(A.YenBai, 1), (A.LaoCai, 2)], replaced.Select(it => (it.Province, it.Version)));

        await Assert.ThrowsAsync<SipasSurvey.Staff.Store.StaffStoreException>(() => plans.Replace([Draft(A.HaNoi, First), Draft(A.YenBai, Second, Second)], default));
        await Assert.ThrowsAsync<ArgumentException>(() => plans.Replace([Draft(A.HaNoi, First), Draft(A.HaNoi, Second)], default));
        Assert.Equal([(A.LaoCai, 2), (A.YenBai, 1)], (await plans.List(A.Survey, null, default)).Select(it => (it.Province, it.Version)));
    }

    private static SamplePlanDraft Draft(string province, params SampleVillage[] villages) =>
        new(A.Survey, province, "kế hoạch.xlsx", "subject", "Lý Thị Mai", villages);
}

public sealed class SqliteSamplePlansTests : SamplePlansTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerSamplePlansTests(SqlServerFixture server) : SamplePlansTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
