using System.Diagnostics;
using System.Diagnostics.Metrics;
using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>What only a server does: deadlocks, sessions that are killed, several writers from several processes.</summary>
[Collection(SqlServerFixture.OneAtATime)]
public sealed class SqlServerFaultTests(SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [SkippableFact]
    public async Task A_fill_that_meets_a_deadlock_is_repeated_and_counts_once()
    {
        await using var database = await server.Migrated();
        var id = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(A.Entry(id, second: 1))], default);
        using var repeated = new Steps(FillMetrics.RepeatedFills);

        // The fill shares the set of entries and waits for the row; the other has the row and wants the set alone.
        await using var other = await Open(server.ConnectionString);
        await using var transaction = (SqlTransaction)await other.BeginTransactionAsync();
        await other.ExecuteAsync("UPDATE dbo.entry SET state = state WHERE id = @id", new { id = id.ToByteArray(bigEndian: true) }, transaction);
        var fill = database.Entries.Fill([A.Pack(A.Entry(id, A.Content(1), second: 2))], default);
        await UntilAFillIsAtWork();
        var victim = await IsVictim(() => TakeLock(other, transaction, "sipas entries"));
        await (victim ? Task.CompletedTask : transaction.RollbackAsync());
        await other.CloseAsync();

        await fill.WaitAsync(Deadline);
        Assert.True(victim || repeated.Count > 0, "Neither transaction met a deadlock.");
        Assert.Equal((1, 1), (await database.Figures.Reconcile(A.Survey, default)) is var found ? (found.Counted, found.Conflict) : default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task A_session_that_is_killed_in_the_middle_of_a_fill_leaves_nothing_behind_and_the_packs_are_stored_later()
    {
        await using var database = await server.Migrated();
        var name = $"fill {Guid.NewGuid():N}";
        var killed = new SqlServerTestDatabase(new SqlConnectionStringBuilder(server.ConnectionString) { ApplicationName = name }.ToString());
        var pack = A.Pack(A.Entry(), A.Entry());
        await using var other = await Open(server.ConnectionString);
        await using var transaction = (SqlTransaction)await other.BeginTransactionAsync();
        await TakeLock(other, transaction, $"sipas counts {A.Survey}");

        // By then the entries are stored, and the counts are waited for.
        var fill = killed.Entries.Fill([pack], default);
        await UntilAFillIsAtWork();
        await using (var killer = await Open(server.ConnectionString))
        {
            var session = await killer.QuerySingleAsync<int>("SELECT CAST(session_id AS INT) FROM sys.dm_exec_sessions WHERE program_name = @name", new { name });
            await killer.ExecuteAsync($"KILL {session}");
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => fill.WaitAsync(Deadline));
        Assert.True(killed.Entries.IsTransient(failure), failure.ToString());
        await transaction.RollbackAsync();
        Assert.Equal(new FillReport(1, 0, 2, 0), await database.Entries.Fill([pack], default));
        Assert.Equal(2, (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

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
        using var steps = new Steps("disputes");
        await using var other = await Open(server.ConnectionString);
        await using var transaction = (SqlTransaction)await other.BeginTransactionAsync();
        await TakeLock(other, transaction, "sipas counts sipas-2025");

        // The first has done everything but its counts when the second comes.
        var one = database.Entries.Fill([first with { Counts = [new("sipas-2025", 1)] }], default);
        await Until(() => steps.Count > 0);
        var two = database.Entries.Fill([second], default);
        await Task.WhenAny(two, Task.Delay(TimeSpan.FromSeconds(1))); // A fill that nothing keeps waiting is done by then.
        await transaction.RollbackAsync();
        await Task.WhenAll(one, two).WaitAsync(Deadline);

        Assert.Empty((await database.Entries.Verify(default)).Differences);
        Assert.Equal(0, (await database.Figures.Reconcile(A.Survey, default)).Duplicate);
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
    public async Task A_fill_of_more_rows_than_one_parameter_takes_is_stored_whole()
    {
        await using var database = await server.Migrated();
        var batch = Guid.NewGuid();
        var entries = Enumerable.Range(0, 4_500).Select(row => A.Entry(batch: batch, row: row)).ToList();
        var rejected = Enumerable.Range(0, 100).Select(_ => A.Entry(content: A.Content(0)));

        await database.Entries.Fill([A.Pack(entries.Concat(rejected))], default);
        await database.Entries.Fill([A.Pack(entries.Select(entry => entry with { ReceivedAt = entry.ReceivedAt + 1 }))], default);

        var found = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal((4_500, 4_500, 100), (found.Counted, found.Duplicate, found.Rejected));
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);
        Assert.Equal(9_000, (await database.Figures.Reconcile(A.Survey, default)).Withdrawn);
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

    [SkippableFact]
    public async Task Figures_are_those_of_SQLite_to_the_last_bit()
    {
        await using var database = await server.Migrated();
        await using var sqlite = new SqliteTestDatabase();
        await sqlite.Entries.Migrate(default);
        var random = new Random(2024);
        var provinces = A.Catalogue.FindSurvey(A.Survey)!.Geography.Provinces;
        var entries = Enumerable.Range(0, 600).Select(i => A.Entry(
            content: A.Content(A.Questionnaire.Items.Select(_ => random.Next(0, 6)), provinces[random.Next(provinces.Count)].Code),
            channel: (Channel)random.Next(3), second: i)).ToList();

        foreach (var store in (TestDatabase[])[database, sqlite])
        {
            await store.Entries.Fill([A.Pack(entries)], default);
            await store.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: false, default);
        }

        foreach (var geography in (string[])["vn63", "vn34"])
        {
            foreach (var channel in Enum.GetValues<ChannelChoice>())
            {
                var query = new FigureQuery(A.Survey, geography, channel);
                var (here, there) = ((await database.Figures.FindFigures(query, default))!.Rows, (await sqlite.Figures.FindFigures(query, default))!.Rows);
                Assert.NotEmpty(here);
                Assert.Equal(there.Select(Bits), here.Select(Bits));
            }
        }
    }

    [SkippableTheory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Several_aggregators_filling_at_once_lose_no_update(int writers)
    {
        await using var database = await server.Migrated();
        using var repeated = new Steps(FillMetrics.RepeatedFills);
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

    private static (string, string, long, long?, long?, int?, string, (long?, long?, int?)) Bits(FigureRow row) => (
        row.Unit, row.Indicator, row.N, BitsOf(row.Satisfied), BitsOf(row.Score), row.Rank, string.Join(' ', row.Levels ?? []),
        (BitsOf(row.Mean?.Satisfied), BitsOf(row.Mean?.Score), row.Mean?.Provinces));

    private static long? BitsOf(double? value) => value is { } known ? BitConverter.DoubleToInt64Bits(known) : null;

    private static async Task<SqlConnection> Open(string connectionString)
    {
        var connection = new SqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task TakeLock(SqlConnection connection, SqlTransaction transaction, string resource)
    {
        var result = await connection.ExecuteScalarAsync<int>(
            "DECLARE @r INT; EXEC @r = sp_getapplock @Resource = @resource, @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000; SELECT @r;",
            new { resource }, transaction, commandTimeout: 90);
        Assert.True(result is >= 0 or -3, $"sp_getapplock answered {result}.");
        if (result == -3)
        {
            throw new LockLostException();
        }
    }

    private static async Task<bool> IsVictim(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (Exception failure) when (SqlServerErrors.IsRace(failure))
        {
            return true;
        }
    }

    private static async Task Until(Func<bool> isSo)
    {
        for (var waited = Stopwatch.StartNew(); !isSo();)
        {
            Assert.True(waited.Elapsed < Deadline, "It did not come to pass.");
            await Task.Delay(20);
        }
    }

    private async Task UntilAFillIsAtWork()
    {
        await using var connection = await Open(server.ConnectionString);
        for (var waited = Stopwatch.StartNew();
            await connection.ExecuteScalarAsync<int>("SELECT APPLOCK_TEST(N'public', N'sipas entries', N'Exclusive', N'Session')") == 1;)
        {
            Assert.True(waited.Elapsed < Deadline, "No fill got to work.");
            await Task.Delay(20);
        }
    }

    /// <summary>Counts, while it lives, the fills that were repeated, or that have done a step.</summary>
    private sealed class Steps : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _count;

        public Steps(string what)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == FillMetrics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Interlocked.Add(ref _count, instrument.Name == what ? value : 0));
            _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Interlocked.Add(ref _count, Equals(tags[0].Value, what) ? 1 : 0));
            _listener.Start();
        }

        public long Count => Interlocked.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
