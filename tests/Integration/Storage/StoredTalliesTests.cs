using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.StoredCounts;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>The tallies that every page and every breakdown is computed from, as they are read; the same on every database.</summary>
public abstract class StoredTalliesTests
{
    private static readonly Survey Survey = A.Catalogue.FindSurvey(A.Survey)!;

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Tallies_of_every_province_channel_and_category_are_those_of_the_responses()
    {
        await using var database = await Migrated();
        var entries = EveryKindOfRespondent().ToList();
        var expected = new Tallies(A.Catalogue);
        foreach (var entry in entries)
        {
            expected.Add(Read(entry.Content), entry.Channel, 1);
        }

        await Fill(database, entries);
        await Refresh(database);
        var found = (await database.Figures.FindTallies(Survey, default))!.ByKey;

        Assert.Equal(Survey.Questionnaire.Respondent.Select(dimension => dimension.Code).Append("").Order(), found.Keys.Select(key => key.Dimension).Distinct().Order());
        Assert.Equal(Enum.GetValues<Channel>().Order(), found.Keys.Select(key => key.Channel).Distinct().Order());
        Assert.Equal(expected.ByKey.Keys.ToHashSet(), found.Keys.ToHashSet());
        Assert.All(expected.ByKey, it => Assert.True(it.Value.SameAs(found[it.Key]), $"The tally of {it.Key} differs."));
    }

    [SkippableFact]
    public async Task Figures_computed_from_the_tallies_are_the_running_ones_of_the_same_version()
    {
        await using var database = await Migrated();
        await Fill(database, EveryKindOfRespondent());
        await Refresh(database);

        var tallies = (await database.Figures.FindTallies(Survey, default))!;

        Assert.Equal((await database.Figures.FindVersion(A.Survey, default))!.Version, tallies.Version);
        foreach (var geography in A.Catalogue.GeographiesOf(Survey))
        {
            foreach (var channel in Enum.GetValues<ChannelChoice>())
            {
                var running = (await database.Figures.FindFigures(new FigureQuery(A.Survey, geography.Code, channel), default))!.Rows;
                var computed = SurveyFigures.Compute(Survey, geography, channel, tallies.ByKey);
                Assert.Equal(RowsOf(computed), running.Select(row => (row.Unit, row.Indicator, row.N, row.Satisfied, row.Score)));
            }
        }
    }

    [SkippableFact]
    public async Task Tallies_may_be_ahead_of_the_figures_and_say_so_by_their_version()
    {
        await using var database = await Migrated();
        Assert.Null(await database.Figures.FindTallies(Survey, default));
        await Refresh(database);
        var empty = (await database.Figures.FindTallies(Survey, default))!;
        Assert.Equal((0, 0), (empty.Version, empty.ByKey.Count));

        await database.Entries.Fill([A.Pack(A.Entry())], default);

        Assert.Equal(0, (await database.Figures.FindVersion(A.Survey, default))!.Version);
        Assert.Equal(1, (await database.Figures.FindTallies(Survey, default))!.Version);
        Assert.Empty((await database.Figures.FindTallies(A.Catalogue.FindSurvey("sipas-2025")!, default))!.ByKey);
    }

    [SkippableFact]
    public async Task Tallies_of_a_batch_leave_with_it_and_so_does_the_mark_of_a_simulation()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, new EntryReceived(A.Entry(content: A.Content(age: "18-24"), batch: batch)),
            A.Closing(batch, 1, simulated: true))], default);
        await Refresh(database);
        var before = (await database.Figures.FindTallies(Survey, default))!;
        Assert.Equal((true, 2), (before.Simulated, before.ByKey.Values.Count(tally => !tally.IsZero)));

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);

        var after = (await database.Figures.FindTallies(Survey, default))!;
        Assert.Equal((false, 0), (after.Simulated, after.ByKey.Values.Count(tally => !tally.IsZero)));
    }

    [SkippableFact]
    public async Task Tallies_that_are_read_while_others_are_written_are_of_one_moment()
    {
        await using var database = await Migrated();
        await Refresh(database);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                await Fill(database, [A.Entry(content: Respondent(1))]);
            }
        });

        // Each fill is one response with a category of every dimension, so all tallies count as many as there were fills.
        while (!writing.IsCompleted)
        {
            AssertOfOneMoment((await database.Figures.FindTallies(Survey, default))!);
        }

        await writing;
        var last = (await database.Figures.FindTallies(Survey, default))!;
        AssertOfOneMoment(last);
        Assert.Equal(20, last.Version);
    }

    private static void AssertOfOneMoment(StoredTallies tallies)
    {
        Assert.Equal(tallies.Version == 0 ? 0 : Survey.Questionnaire.Respondent.Count + 1, tallies.ByKey.Count);
        Assert.All(tallies.ByKey.Values, tally => Assert.Equal(tallies.Version, tally.Responses));
    }

    // An invited response is counted for its invitation, each for one of its own.
    private static Task<FillReport> Fill(TestDatabase database, IEnumerable<Entry> entries) => database.Entries.Fill(
        [A.Pack(Guid.NewGuid(), 1, entries.Select((entry, i) => entry.Channel == Channel.Invited ? A.Claiming(entry, i + 1) : new EntryReceived(entry)))], default);

    // In two provinces, by every channel, somebody of each category of each dimension, and somebody who states nothing.
    private static IEnumerable<Entry> EveryKindOfRespondent()
    {
        var most = Survey.Questionnaire.Respondent.Max(dimension => dimension.Categories.Count);
        foreach (var province in (string[])[A.LaoCai, A.YenBai])
        {
            foreach (var channel in Enum.GetValues<Channel>())
            {
                for (var place = 0; place <= most; place++)
                {
                    yield return channel == Channel.Paper
                        ? A.Entry(content: Respondent(place, province), batch: Guid.NewGuid(), row: 2)
                        : A.Entry(content: Respondent(place, province), channel: channel);
                }
            }
        }
    }

    /// <param name="place">The category, from 1, where a dimension has so many; 0 for one who states none.</param>
    /// <param name="province">The province.</param>
    private static ReadOnlyMemory<byte> Respondent(int place, string province = A.LaoCai) => (Read(A.Content(1 + (place % 5), province)) with
    {
        Respondent = Survey.Questionnaire.Respondent.Select(dimension => (byte)(place <= dimension.Categories.Count ? place : 0)).ToArray(),
    }).ToBytes();

    private static Content Read(ReadOnlyMemory<byte> bytes) => Content.TryRead(bytes.Span, out var content) ? content : throw new InvalidDataException();

    private static IEnumerable<(string, string, long, double?, double?)> RowsOf(SurveyFigures figures)
    {
        var units = figures.Provinces.Select(it => (it.Province.Code, it.Figures)).Prepend((FigureQuery.Nation, figures.Nation));
        return units.SelectMany(unit => Survey.Questionnaire.Indicators.Select(indicator => (unit.Item1, indicator.Code, unit.Item2.Tally.N(indicator),
            (double?)unit.Item2.Values[indicator.Index].Satisfied, (double?)unit.Item2.Values[indicator.Index].Score)));
    }

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}
