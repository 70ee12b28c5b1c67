using System.Data.Common;
using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the trail must do on every database.</summary>
public abstract class AuditTrailTests
{
    private static readonly AuditRecord Read = new("sub-1", "Nguyễn Thị Ánh", "ministryAnalyst", AuditActions.ReadFigures, "sipas-2024/10",
        AuditOutcome.Done, "203.0.113.7");

    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task An_entry_is_read_as_it_was_written_and_follows_the_one_before()
    {
        await using var store = NewStore();

        var first = await store.Trail.Append(Read, default);
        store.Clock.Advance(TimeSpan.FromTicks(12_345_678));
        var second = await store.Trail.Append(Read with { Outcome = AuditOutcome.Refused, Detail = "Chữ Nôm 𡨸喃" }, default);

        var entries = await All(store.Trail.Read(new AuditQuery(), default));
        Assert.Equal([2, 1], entries.Select(entry => entry.Sequence));
        Assert.Equal([second.Record, first.Record], entries.Select(entry => entry.Record));
        Assert.Equal([second.At, first.At], entries.Select(entry => entry.At));
        Assert.Equal(entries[1].Hash, entries[0].Previous);
        Assert.Equal(AuditChain.Origin, entries[1].Previous);
        Assert.Equal((2, null), await Verified(store.Trail));
    }

    [SkippableFact]
    public async Task Each_filter_finds_what_it_names_and_an_actor_is_named_exactly()
    {
        await using var store = NewStore();
        var names = (string[])["Ánh", "ánh", "Anh", "A\u0301nh"];
        foreach (var name in names)
        {
            await store.Trail.Append(Read with { Actor = name }, default);
            store.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await store.Trail.Append(Read with { Action = AuditActions.SignIn, Outcome = AuditOutcome.Refused }, default);

        // The fourth is the first, written with an accent of its own.
        Assert.Equal([4, 1], await Sequences(new AuditQuery(Actor: "Ánh")));
        Assert.Equal([4, 1], await Sequences(new AuditQuery(Actor: "A\u0301nh")));
        Assert.Equal([2], await Sequences(new AuditQuery(Actor: "ánh")));
        Assert.Equal([5], await Sequences(new AuditQuery(Action: AuditActions.SignIn)));
        Assert.Equal([5], await Sequences(new AuditQuery(Outcome: AuditOutcome.Refused)));
        Assert.Equal([3, 2], await Sequences(new AuditQuery(From: A.Noon.AddMinutes(1), To: A.Noon.AddMinutes(3))));
        Assert.Equal([2, 1], await Sequences(new AuditQuery(Before: 3)));

        async Task<IEnumerable<long>> Sequences(AuditQuery query) => (await All(store.Trail.Read(query, default))).Select(entry => entry.Sequence);
    }

    [SkippableFact]
    public async Task Whoever_writes_at_once_from_several_processes_gets_a_place_each_in_one_chain()
    {
        await using var store = NewStore();
        var trails = Enumerable.Range(0, 4).Select(_ => store.NewTrail()).ToList();

        await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            Task.Run(() => trails[i % trails.Count].Append(Read with { Target = $"{i}" }, default))));

        Assert.Equal((60, null), await Verified(store.Trail));
        var targets = (await All(store.Trail.Read(new AuditQuery(), default))).Select(entry => int.Parse(entry.Record.Target, null));
        Assert.Equal(Enumerable.Range(0, 60), targets.Order());
    }

    [SkippableFact]
    public async Task Fifty_processes_that_write_at_once_are_all_served()
    {
        await using var store = NewStore();
        Assert.Null(await store.Database.FindObstacle(default));
        var trails = Enumerable.Range(0, 50).Select(_ => store.NewTrail()).ToList();

        await Task.WhenAll(trails.Select(trail => Task.Run(() => trail.Append(Read, default))));

        Assert.Equal((50, null), await Verified(store.Trail));
    }

    [SkippableFact]
    public async Task Who_gives_up_leaves_no_entry_and_holds_up_nobody()
    {
        await using var store = NewStore();
        using var givenUp = new CancellationTokenSource();
        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.Trail.Append(Read with { Target = "given up" }, givenUp.Token));
        await store.Trail.Append(Read with { Target = "next" }, default);

        Assert.Equal("next", Assert.Single(await All(store.Trail.Read(new AuditQuery(), default))).Record.Target);
        Assert.Equal((1, null), await Verified(store.Trail));
    }

    [SkippableFact]
    public async Task A_clock_that_goes_back_does_not_break_the_chain()
    {
        await using var store = NewStore();
        await store.Trail.Append(Read, default);
        store.Clock.AdjustTime(A.Noon.AddHours(-1));
        await store.Trail.Append(Read, default);

        Assert.Equal((2, null), await Verified(store.Trail));
        Assert.Equal([2, 1], (await All(store.Trail.Read(new AuditQuery(), default))).Select(entry => entry.Sequence));
    }

    [SkippableTheory]
    [InlineData("UPDATE staff_audit SET actor = 'x'")]
    [InlineData("UPDATE staff_audit SET detail = detail WHERE sequence = 2")]
    [InlineData("DELETE FROM staff_audit")]
    [InlineData("DELETE FROM staff_audit WHERE sequence = 3")]
    public async Task The_database_refuses_to_change_and_to_remove_entries(string statement)
    {
        await using var store = await Filled();

        var refusal = await Assert.ThrowsAnyAsync<DbException>(() => store.Execute(statement));

        Assert.Contains("The audit trail is only added to.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal((3, null), await Verified(store.Trail));
    }

    [SkippableTheory]
    [InlineData("UPDATE staff_audit SET actor = 'x' WHERE sequence = 2", "Entry 2 was changed")]
    [InlineData("UPDATE staff_audit SET at = at + 1 WHERE sequence = 2", "Entry 2 was changed")]
    [InlineData("UPDATE staff_audit SET at = 9223372036854775807 WHERE sequence = 2", "Entry 2 was changed")]
    [InlineData("UPDATE staff_audit SET outcome = 'refused' WHERE sequence = 3", "Entry 3 was changed")]
    [InlineData("DELETE FROM staff_audit WHERE sequence = 2", "Entry 2 is missing")]
    [InlineData("DELETE FROM staff_audit WHERE sequence = 1", "Entry 1 is missing")]
    [InlineData("UPDATE staff_audit SET sequence = 4 WHERE sequence = 3", "Entry 3 is missing")]
    public async Task What_was_changed_behind_its_back_is_named(string statement, string fault)
    {
        await using var store = await Filled();
        await store.Disarm();

        Assert.Equal(1, await store.Execute(statement));

        Assert.StartsWith(fault, (await store.Trail.Verify(default)).Fault, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task An_end_that_was_cut_off_is_found_by_whoever_noted_an_entry()
    {
        await using var store = await Filled();
        var head = (await store.Trail.Verify(default)).Head;
        Assert.Null((await store.Trail.Verify(new AuditHead(3, head), default)).Fault);

        await store.Disarm();
        await store.Execute("DELETE FROM staff_audit WHERE sequence = 3");
        Assert.Equal((2, null), await Verified(store.Trail));
        Assert.StartsWith("Entry 3, which was noted, is missing", (await store.Trail.Verify(new AuditHead(3, head), default)).Fault, StringComparison.Ordinal);

        await store.Trail.Append(Read with { Target = "another" }, default);
        Assert.Equal((3, null), await Verified(store.Trail));
        Assert.StartsWith("Entry 3 is not the one that was noted", (await store.Trail.Verify(new AuditHead(3, head), default)).Fault, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Whoever_reads_some_and_breaks_off_leaves_the_store_usable()
    {
        await using var store = await Filled();

        await foreach (var entry in store.Trail.Read(new AuditQuery(), default))
        {
            Assert.Equal(3, entry.Sequence);
            await store.Trail.Append(Read, default);
            break;
        }

        Assert.Equal((4, null), await Verified(store.Trail));
    }

    private static async Task<List<AuditEntry>> All(IAsyncEnumerable<AuditEntry> entries) => await entries.ToListAsync();

    private static async Task<(long Entries, string? Fault)> Verified(AuditTrail trail)
    {
        var (entries, _, fault) = await trail.Verify(default);
        return (entries, fault);
    }

    private async Task<TestStaffStore> Filled()
    {
        var store = NewStore();
        for (var i = 0; i < 3; i++)
        {
            await store.Trail.Append(Read with { Target = $"{i}" }, default);
        }

        return store;
    }
}

public sealed class SqliteAuditTrailTests : AuditTrailTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerAuditTrailTests(SqlServerFixture server) : AuditTrailTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
