using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>Several aggregators that fill at once, on one database.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerWritersTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [SkippableTheory]
    [InlineData("a decision and the first entries of its id")]
    [InlineData("a decision and the second entry of its id")]
    [InlineData("a withdrawal and an entry of its batch")]
    [InlineData("the same pack")]
    public async Task Two_fills_that_are_about_the_same_end_as_if_one_came_after_the_other(string what)
    {
        await using var database = await server.Migrated();
        var (id, batch) = (Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(A.Entry(batch: batch, row: 1))], default);
        Entry[] entries = [A.Entry(id, A.Content(5), second: 1), A.Entry(id, A.Content(1), second: 2)];
        if (what == "a decision and the second entry of its id")
        {
            await database.Entries.Fill([A.Pack(entries[0])], default);
            entries = [entries[1]];
        }

        var (first, second) = what switch
        {
            "a withdrawal and an entry of its batch" => (A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch)), A.Pack(A.Entry(batch: batch, row: 2))),
            "the same pack" => A.Pack(A.Entry(id)) is var pack ? (pack, pack) : default,
            _ => (A.Pack(Guid.NewGuid(), 1, A.Decision(id, A.Content(1))), A.Pack(entries)),
        };
        using var steps = new FillSteps("disputes");
        await using var other = await OtherSession.Begin(server.ConnectionString);
        await other.TakeLock("sipas counts sipas-2025");

        // The first has done everything but its counts when the second comes.
        var one = database.Entries.Fill([first with { Counts = [new("sipas-2025", 1)] }], default);
        await steps.UntilThereIsOne();
        var two = database.Entries.Fill([second], default);
        await Task.WhenAny(two, Task.Delay(TimeSpan.FromSeconds(1))); // A fill that nothing keeps waiting is done by then.
        await other.Rollback();
        await Task.WhenAll(one, two).WaitAsync(Deadline);

        Assert.Empty((await database.Entries.Verify(default)).Differences);
        Assert.Equal(0, (await database.Figures.Reconcile(A.Survey, default)).Duplicate);
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Several_aggregators_filling_at_once_lose_no_update(int writers)
    {
        await using var database = await server.Migrated();
        using var repeated = new FillSteps(FillMetrics.RepeatedFills);
        var shared = Enumerable.Range(0, 20).Select(_ => Guid.NewGuid()).ToArray();
        var batch = Guid.NewGuid();

        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            // Each as a process of its own would: with its own connections, to the same producers' packs.
            var own = new SqlServerTestDatabase(server.ConnectionString);
            for (var i = 0; i < 10; i++)
            {
                var disputed = shared.Select(id => A.Entry(id, A.Content(1 + ((writer + i) % 5)), second: (writer * 100) + i));
                var others = Enumerable.Range(0, 50).Select(row => A.Entry(batch: batch, row: (writer * 1_000) + (i * 100) + row));
                await own.Entries.Fill([A.Pack(disputed.Concat(others))], default);
            }
        })));

        await database.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        var found = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal(20 + (writers * 500), found.Counted);
        Assert.Equal(writers * 10 * 70, -found.Waiting);
        var report = await database.Entries.Verify(default);
        Assert.Empty(report.Differences.Concat(report.NotCompared.Where(it => it.Contains(A.Survey, StringComparison.Ordinal))));
    }

    [SkippableFact]
    public async Task Fills_of_batches_of_their_own_lose_no_tally()
    {
        await using var database = await server.Migrated();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                var batch = Guid.NewGuid();
                await database.Entries.Fill([A.Pack(Enumerable.Range(0, 10).Select(row => A.Entry(batch: batch, row: row)))], default);
            }
        })));

        Assert.Equal(400, (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task Two_aggregators_that_write_figures_at_once_and_a_reader_see_one_version()
    {
        await using var database = await server.Migrated();
        var survey = A.Catalogue.FindSurvey(A.Survey)!;
        await database.Entries.Fill([A.Pack(A.Entry())], default);
        await database.Entries.RefreshFigures(survey, always: true, default);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await database.Entries.Fill([A.Pack(A.Entry())], default);
                await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => database.Entries.RefreshFigures(survey, always: false, default)));
            }
        });

        // Everybody answers everything, so all indicators have the same n, and it is the version's.
        while (!writing.IsCompleted)
        {
            var figures = (await database.Figures.FindFigures(new FigureQuery(A.Survey, "vn63", ChannelChoice.All, null, A.LaoCai), default))!;
            Assert.Equal([figures.Version.Version], figures.Rows.Select(row => row.N).Distinct());
        }

        await writing;
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}
