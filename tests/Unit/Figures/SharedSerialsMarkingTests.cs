using Microsoft.Extensions.Hosting;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Batches that the aggregator withdrew are withdrawn for those who send, too.</summary>
public sealed class SharedSerialsMarkingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    private static readonly StoredWithdrawal Shared = new(At, SharedSerials.Judge, SharedSerials.ReasonOf(A.Guid(7)));

    [Fact]
    public async Task A_batch_that_shares_serials_is_withdrawn_in_the_register_and_in_the_trail_once()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1));
        await Begin(host, A.Guid(2));
        host.Store.Batches.Facts.AddRange([Withdrawn(A.Guid(1), Shared), Withdrawn(A.Guid(2), Shared with { By = "Đội 1" }), Withdrawn(A.Guid(3), Shared)]);
        var marking = host.Part<IEnumerable<IHostedService>>().OfType<SharedSerialsMarking>().Single();

        await marking.Mark(default);
        await marking.Mark(default);

        var registry = host.Part<BatchRegistry>();
        Assert.Equal(new BatchWithdrawal(At, "SIPAS", $"shared-serials {A.Guid(7)}"), (await registry.Find(A.Guid(1), default))!.Withdrawal);
        Assert.Null((await registry.Find(A.Guid(2), default))!.Withdrawal);
        Assert.Null(await registry.Find(A.Guid(3), default));
        var entry = Assert.Single(await host.Trail()).Record;
        Assert.Equal((AuditActions.WithdrawBatch, $"tiny-2024/10/{A.Guid(1)}", "SIPAS", "", $"shared-serials {A.Guid(7)}"),
            (entry.Action, entry.Target, entry.Actor, entry.Role, entry.Detail));
        Assert.Equal(BatchStart.Withdrawn, await Begin(host, A.Guid(1)));
        Assert.Empty(await registry.ListUnsentWithdrawals(default));
    }

    [Fact]
    public async Task It_is_not_marked_before_it_is_in_the_trail_and_what_is_away_is_tried_again()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1));
        host.ShutTrail();
        host.Store.Batches.Facts.Add(Withdrawn(A.Guid(1), Shared));
        var marking = host.Part<IEnumerable<IHostedService>>().OfType<SharedSerialsMarking>().Single();

        await Assert.ThrowsAsync<StaffStoreException>(() => marking.Mark(default));
        await Assert.ThrowsAsync<StaffStoreException>(() => marking.Mark(default));

        Assert.Null((await host.Part<BatchRegistry>().Find(A.Guid(1), default))!.Withdrawal);
    }

    private static BatchFacts Withdrawn(Guid id, StoredWithdrawal withdrawal) => new(id, TinyCatalogue.Old, null, withdrawal, EntryCounts.None);

    private static Task<BatchStart> Begin(FiguresHost host, Guid id) =>
        host.Part<BatchRegistry>().Begin(new BatchOpening(id, TinyCatalogue.Old, "10", "T1", "file.csv", "1", "somebody", ConflictsAccepted: false), default);
}
