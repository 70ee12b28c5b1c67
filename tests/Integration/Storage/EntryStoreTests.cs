using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What every database must do. Each implementation derives from this and says how a new, empty database is had.</summary>
public abstract class EntryStoreTests
{
    private protected abstract TestDatabase NewDatabase();

    /// <summary>One that does not exist yet.</summary>
    private protected virtual TestDatabase UnmadeDatabase() => NewDatabase();

    [SkippableFact]
    public async Task An_empty_database_verifies_and_has_figures_of_every_province()
    {
        await using var database = await Migrated();

        var figures = await Figures(database, indicator: "sipas");

        Assert.Equal(A.Catalogue.FindSurvey(A.Survey)!.Geography.Provinces.Count + 1, figures.Count);
        Assert.All(figures, row => Assert.Equal((0, null, null), (row.N, row.Satisfied, row.Rank)));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

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
    public async Task The_same_content_again_is_a_duplicate_and_other_content_a_conflict()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1), A.Entry(id, A.Content(5), second: 2))], default);
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(2), second: 3))], default);

        await AssertReconciles(database, counted: 1, duplicate: 1, conflict: 1);
        var state = await database.Figures.FindResponse(id, default);
        Assert.Equal(new ResponseState(EntryState.Counted, true, A.Noon.AddSeconds(1).ToUniversalTime()), state);
    }

    [SkippableFact]
    public async Task An_earlier_entry_that_arrives_later_becomes_the_counted_one()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 9))], default);
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(1), second: 3))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, conflict: 1);
    }

    [SkippableFact]
    public async Task Withdrawing_a_batch_lets_the_next_entry_take_over()
    {
        await using var database = await Migrated();
        var (id, batch) = (Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1, batch), A.Entry(id, A.Content(1), second: 2))], default);

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, withdrawn: 1);
    }

    [SkippableFact]
    public async Task A_withdrawal_that_arrives_before_its_batch_withdraws_it()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);

        await database.Entries.Fill([A.Pack(A.Entry(batch: batch), A.Entry(batch: batch))], default);

        await AssertReconciles(database, withdrawn: 2);
        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).N);
    }

    [SkippableFact]
    public async Task A_decision_says_which_content_counts_even_when_it_arrives_first()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Decision(id, A.Content(1)))], default);

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1), A.Entry(id, A.Content(1), second: 2))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, conflict: 1);
    }

    [SkippableFact]
    public async Task A_decision_on_an_id_that_never_comes_changes_nothing()
    {
        await using var database = await Migrated();
        var decision = A.Decision(Guid.NewGuid(), A.Content(1));

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, decision, new EntryReceived(A.Entry()))], default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, decision)], default);

        await AssertReconciles(database, counted: 1);
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
    public async Task A_survey_is_simulated_while_a_simulated_batch_is_in_it()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, new EntryReceived(A.Entry(batch: batch)), A.Closing(batch, 1, simulated: true))], default);
        await Refresh(database);
        Assert.True((await database.Figures.FindVersion(A.Survey, default))!.Simulated);

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);
        Assert.False((await database.Figures.FindVersion(A.Survey, default))!.Simulated);
    }

    [SkippableFact]
    public async Task Figures_of_merged_provinces_are_those_of_all_their_responses_together()
    {
        await using var database = await Migrated();
        await database.Entries.Fill([A.Pack(
            A.Entry(content: A.Content(5, A.LaoCai)), A.Entry(content: A.Content(1, A.LaoCai)), A.Entry(content: A.Content(5, A.YenBai)))], default);

        var merged = (await Figures(database, "sipas", geography: "vn34")).Single(row => row.Unit == "15");

        Assert.Equal(3, merged.N);
        Assert.Equal(200d / 3, merged.Satisfied!.Value, 12);
        Assert.Equal(50, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
    }

    [SkippableFact]
    public async Task Figures_are_written_once_for_each_version_of_the_tallies()
    {
        await using var database = await Migrated();
        var survey = A.Catalogue.FindSurvey(A.Survey)!;
        await database.Entries.Fill([A.Pack(A.Entry())], default);

        Assert.True(await database.Entries.RefreshFigures(survey, always: false, default));
        Assert.False(await database.Entries.RefreshFigures(survey, always: false, default));
        var before = (await database.Figures.FindVersion(A.Survey, default))!;

        await database.Entries.Fill([A.Pack(A.Entry())], default);
        Assert.True(await database.Entries.RefreshFigures(survey, always: false, default));
        Assert.True((await database.Figures.FindVersion(A.Survey, default))!.Version > before.Version);
    }

    [SkippableFact]
    public async Task Figures_that_are_behind_are_said_not_to_be_compared()
    {
        await using var database = await Migrated();
        await Refresh(database);
        await database.Entries.Fill([A.Pack(A.Entry())], default);

        var report = await database.Entries.Verify(default);

        Assert.Empty(report.Differences);
        Assert.StartsWith("Figures of sipas-2024 are behind (version 0 of 1)", Assert.Single(report.NotCompared), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Figures_are_never_missing_while_they_are_rebuilt()
    {
        await using var database = await Migrated();
        await database.Entries.Fill([A.Pack(A.Entry())], default);
        await Refresh(database);

        var rebuilding = Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await database.Entries.Rebuild(default);
            }
        });
        while (!rebuilding.IsCompleted)
        {
            var figures = await database.Figures.FindFigures(new FigureQuery(A.Survey, "vn63", ChannelChoice.All, ["sipas"], A.LaoCai), default);
            Assert.Equal(1, Assert.Single(figures!.Rows).N);
        }

        await rebuilding;
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

    [SkippableTheory]
    [InlineData("UPDATE entry SET state = 3 WHERE state = 2", "should be counted")]
    [InlineData("UPDATE entry_count SET entries = entries + 1", "3 stored, 2 found")]
    [InlineData("DELETE FROM tally WHERE dimension = 'age'", "Tally of sipas-2024, province 10, open age 18-24")]
    [InlineData("UPDATE figure SET satisfied = 99 WHERE unit = '10' AND indicator = 'PA' AND channel = 'all' AND geography = 'vn63'", "Figure PA of sipas-2024 on vn63 (all), 10")]
    [InlineData("DELETE FROM figure WHERE unit = '15' AND indicator = 'sipas' AND geography = 'vn34' AND channel = 'open'", "nothing stored")]
    [InlineData("UPDATE tally SET counts = {zeros}", "Tallies of sipas-2024: A stored tally does not fit")]
    [InlineData("INSERT INTO figure (survey, geography, channel, indicator, unit, n) VALUES ('sipas-2024', 'vn63', 'all', 'P99', '10', 1)", "there is no such figure")]
    public async Task Verify_names_what_differs_and_rebuild_mends_it(string damage, string named)
    {
        await using var database = await Migrated();
        await database.Entries.Fill([A.Pack(A.Entry(content: A.Content(age: "18-24")), A.Entry())], default);
        await Refresh(database);

        await database.Execute(damage.Replace("{zeros}", database.ThreeZeros, StringComparison.Ordinal));
        var differences = (await database.Entries.Verify(default)).Differences;
        Assert.Contains(differences, difference => difference.Contains(named, StringComparison.Ordinal));

        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
        Assert.Equal(2, (await Figure(database, A.LaoCai, "sipas")).N);
    }

    private protected async Task<TestDatabase> Migrated()
    {
        var database = NewDatabase();
        await database.Entries.Migrate(default);
        return database;
    }

    private protected static async Task Refresh(TestDatabase database)
    {
        foreach (var survey in A.Catalogue.Surveys)
        {
            await database.Entries.RefreshFigures(survey, always: false, default);
        }
    }

    private static async Task<IReadOnlyList<FigureRow>> Figures(TestDatabase database, string indicator, string geography = "vn63")
    {
        await Refresh(database);
        return (await database.Figures.FindFigures(new FigureQuery(A.Survey, geography, ChannelChoice.All, [indicator]), default))!.Rows;
    }

    private static async Task<FigureRow> Figure(TestDatabase database, string unit, string indicator) =>
        (await Figures(database, indicator)).Single(row => row.Unit == unit);

    private static async Task AssertReconciles(
        TestDatabase database, int counted = 0, int duplicate = 0, int conflict = 0, int rejected = 0, int withdrawn = 0)
    {
        var found = await database.Figures.Reconcile(A.Survey, default) with { Published = 0 };
        Assert.Equal(new Reconciliation(0, counted, duplicate, conflict, rejected, withdrawn), found);
        await Refresh(database);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}
