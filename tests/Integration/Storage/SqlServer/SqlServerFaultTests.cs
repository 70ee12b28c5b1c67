using System.Diagnostics;
using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.SqlServer;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>What only a server does: deadlocks, sessions that are killed, rows in several parameters.</summary>
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
        using var repeated = new FillSteps(FillMetrics.RepeatedFills);

        // The fill shares the set of entries and waits for the row; the other has the row and wants the set alone.
        await using var other = await OtherSession.Begin(server.ConnectionString);
        await other.Execute("UPDATE dbo.entry SET state = state WHERE id = @id", new { id = id.ToByteArray(bigEndian: true) });
        var fill = database.Entries.Fill([A.Pack(A.Entry(id, A.Content(1), second: 2))], default);
        await UntilAFillIsAtWork();
        var victim = await IsVictim(() => other.TakeLock("sipas entries"));
        await other.DisposeAsync();

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
        await using var other = await OtherSession.Begin(server.ConnectionString);
        await other.TakeLock($"sipas counts {A.Survey}");

        // By then the entries are stored, and the counts are waited for.
        var fill = killed.Entries.Fill([pack], default);
        await UntilAFillIsAtWork();
        await using (var killer = new SqlConnection(server.ConnectionString))
        {
            var session = await killer.QuerySingleAsync<int>("SELECT CAST(session_id AS INT) FROM sys.dm_exec_sessions WHERE program_name = @name", new { name });
            await killer.ExecuteAsync($"KILL {session}");
        }

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => fill.WaitAsync(Deadline));
        Assert.True(killed.Entries.IsTransient(failure), failure.ToString());
        await other.Rollback();
        Assert.Equal(new FillReport(1, 0, 2, 0), await database.Entries.Fill([pack], default));
        Assert.Equal(2, (await database.Figures.Reconcile(A.Survey, default)).Counted);
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

    private static (string, string, long, long?, long?, int?, string, (long?, long?, int?)) Bits(FigureRow row) => (
        row.Unit, row.Indicator, row.N, BitsOf(row.Satisfied), BitsOf(row.Score), row.Rank, string.Join(' ', row.Levels ?? []),
        (BitsOf(row.Mean?.Satisfied), BitsOf(row.Mean?.Score), row.Mean?.Provinces));

    private static long? BitsOf(double? value) => value is { } known ? BitConverter.DoubleToInt64Bits(known) : null;

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

    private async Task UntilAFillIsAtWork()
    {
        await using var connection = new SqlConnection(server.ConnectionString);
        for (var waited = Stopwatch.StartNew();
            await connection.ExecuteScalarAsync<int>("SELECT APPLOCK_TEST(N'public', N'sipas entries', N'Exclusive', N'Session')") == 1;)
        {
            Assert.True(waited.Elapsed < Deadline, "No fill got to work.");
            await Task.Delay(20);
        }
    }
}
