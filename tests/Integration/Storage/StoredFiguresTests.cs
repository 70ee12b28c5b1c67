using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.StoredCounts;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Running figures, and that <c>verify</c> and <c>rebuild</c> keep them right; the same on every database.</summary>
public abstract class StoredFiguresTests
{
    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task An_empty_database_verifies_and_has_figures_of_every_province()
    {
        await using var database = await Migrated();

        var figures = await FiguresOf(database, indicator: "sipas");

        Assert.Equal(A.Catalogue.FindSurvey(A.Survey)!.Geography.Provinces.Count + 1, figures.Count);
        Assert.All(figures, row => Assert.Equal((0, null, null), (row.N, row.Satisfied, row.Rank)));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
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

        var merged = (await FiguresOf(database, "sipas", geography: "vn34")).Single(row => row.Unit == "15");

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

    private protected Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}
