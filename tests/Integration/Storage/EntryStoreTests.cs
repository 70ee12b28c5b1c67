using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.StoredCounts;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What every database must do. Each implementation derives from this and says how a new, empty database is had.</summary>
public abstract class EntryStoreTests
{
    private protected abstract TestDatabase NewDatabase();

    /// <summary>One that does not exist yet.</summary>
    private protected virtual TestDatabase UnmadeDatabase() => NewDatabase();

    [SkippableFact]
    public async Task A_pack_delivered_twice_is_counted_once()
    {
        await using var database = await Migrated();
        var pack = A.Pack(A.Entry());

        var first = await database.Entries.Fill([pack], default);
        var second = await database.Entries.Fill([pack, pack], default);

        Assert.Equal(new FillReport(1, 0, 1, 0), first);
        Assert.Equal(new FillReport(0, 2, 0, 0), second);
        await AssertReconciles(database, counted: 1);
    }

    [SkippableFact]
    public async Task A_pack_twice_in_one_fill_is_stored_once()
    {
        await using var database = await Migrated();
        var pack = A.Pack(A.Entry());

        Assert.Equal(new FillReport(1, 1, 1, 0), await database.Entries.Fill([pack, pack], default));
        await AssertReconciles(database, counted: 1);
    }

    [SkippableFact]
    public async Task Packs_that_arrive_out_of_order_are_each_stored_once()
    {
        await using var database = await Migrated();
        var producer = Guid.CreateVersion7();
        var packs = Enumerable.Range(1, 6).Select(i => A.Pack(producer, i, new EntryReceived(A.Entry()))).ToList();

        foreach (var i in (int[])[2, 0, 4, 2, 1, 0, 5, 3, 4])
        {
            await database.Entries.Fill([packs[i]], default);
        }

        await AssertReconciles(database, counted: 6);
    }

    [SkippableFact]
    public async Task What_cannot_be_counted_is_a_row_with_its_reason_and_does_not_hold_the_id()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();
        Entry[] bad =
        [
            A.Entry(id, new byte[] { 99 }),
            A.Entry(id, A.Content(survey: "sipas-1999")),
            A.Entry(id, A.Content(survey: "a\0b")),
            A.Entry(id, A.Content(survey: "a\0c")),
            A.Entry(id, A.Content(province: "99")),
            A.Entry(id, A.Content([4, 4, 4])),
            A.Entry(id, A.Content(9)),
            A.Entry(id, A.Content(0)),
            A.Entry(id, channel: (Channel)77),
            A.Entry(id) with { ReceivedAt = long.MaxValue },
        ];

        var report = await database.Entries.Fill([A.Pack(bad)], default);
        Assert.Equal(new FillReport(1, 0, bad.Length, bad.Length), report);
        Assert.Equal(EntryState.Rejected, (await database.Figures.FindResponse(id, default))!.State);
        Assert.Empty((await database.Entries.Verify(default)).Differences);

        await database.Entries.Fill([A.Pack(A.Entry(id, second: 60))], default);
        Assert.Equal(EntryState.Counted, (await database.Figures.FindResponse(id, default))!.State);
        Assert.Equal(1, (await Figure(database, A.LaoCai, "sipas")).N);
    }

    [SkippableFact]
    public async Task Published_is_the_sum_of_the_highest_counts_and_a_gap_shows_as_waiting()
    {
        await using var database = await Migrated();
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var pack = A.Pack(one, 2, new EntryReceived(A.Entry())) with { Counts = [new(A.Survey, 3)] };
        var late = A.Pack(one, 1, new EntryReceived(A.Entry())) with { Counts = [new(A.Survey, 2)] };
        var report = A.Pack(two, 0, new EntriesReported([new(A.Survey, 4)]));

        await database.Entries.Fill([pack, late, report], default);
        await database.Entries.Fill([report, report], default);

        var reconciliation = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal((7, 2, 5), (reconciliation.Published, reconciliation.Counted, reconciliation.Waiting));
    }

    [SkippableFact]
    public async Task Several_first_starts_at_once_make_one_schema()
    {
        await using var database = UnmadeDatabase();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => database.Entries.Migrate(default))));

        Assert.Null(await database.Figures.FindObstacle(default));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task Writers_at_the_same_time_lose_nothing()
    {
        await using var database = await Migrated();
        var ids = Enumerable.Range(0, 50).Select(_ => Guid.NewGuid()).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 25; i++)
            {
                var entries = ids.Select(id => A.Entry(id, A.Content(1 + ((writer + i) % 5)), second: (writer * 100) + i));
                await database.Entries.Fill([A.Pack(entries)], default);
            }
        })));

        await Refresh(database);
        var reconciliation = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal(50, reconciliation.Counted);
        Assert.Equal(4 * 25 * 50, -reconciliation.Waiting);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task Thousands_at_once_are_each_counted_once_however_they_come()
    {
        const int Many = 2_500;
        await using var database = await Migrated();
        var (online, both) = (Ids(Many), Ids(Many));
        var batch = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, online.Select(id => new EntryReceived(A.Entry(id))))], default);

        // Again, with as many that come on paper first and online within the same fill; then two writers bring all of them and some more at once.
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, [.. online.Select(id => new EntryReceived(A.Entry(id, second: 1))),
            .. both.Select((id, row) => new EntryReceived(A.Entry(id, batch: batch, row: row))), .. both.Select(id => new EntryReceived(A.Entry(id, second: 1)))])], default);
        var more = Ids(Many);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
            database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, more.Concat(both).Select(id => new EntryReceived(A.Entry(id, second: 2))))], default))));

        var found = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal((3 * Many, 5 * Many), (found.Counted, found.Duplicate));
        foreach (var id in (Guid[])[online[0], both[^1], more[Many / 2]])
        {
            Assert.Equal(id, (await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(id), default))!.Id);
        }

        Assert.Empty((await database.Entries.Verify(default)).Differences);

        static Guid[] Ids(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
    }

    private protected Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}
