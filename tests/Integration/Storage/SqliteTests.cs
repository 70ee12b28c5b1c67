using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class SqliteEntryStoreTests : EntryStoreTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();

    [Fact]
    public async Task Figures_get_their_turn_while_fills_follow_each_other_without_a_pause()
    {
        await using var database = await Migrated();
        using var enough = new CancellationTokenSource();
        var fills = 0;
        var writers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await database.Entries.Fill([A.Pack(A.Entry())], default);
                Interlocked.Increment(ref fills);
            }
        })).ToArray();

        for (var i = 0; i < 10; i++)
        {
            var before = Volatile.Read(ref fills);
            await database.Entries.RefreshFigures(A.Catalogue.FindSurvey(A.Survey)!, always: true, default);
            // Computing takes as long as a few dozen fills; waiting for the turn, no longer than the three in line.
            Assert.InRange(Volatile.Read(ref fills) - before, 0, 200);
        }

        await enough.CancelAsync();
        await Task.WhenAll(writers);
    }
}

public sealed class SqliteCountingTests : CountingTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;
    private readonly string _connectionString;

    public SqliteTestDatabase()
    {
        _connectionString = $"Data Source={Path.Combine(_folder, "sipas.db")}";
        var database = new SqliteDatabase(_connectionString);
        Entries = new SqliteEntryStore(database, A.Catalogue, TimeProvider.System);
        Figures = new SqliteFigureStore(database, A.Catalogue);
    }

    public override IEntryStore Entries { get; }

    public override IFigureStore Figures { get; }

    public override async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.ExecuteAsync(sql);
    }

    public override Task Clear() => Execute("""
        DELETE FROM entry; DELETE FROM batch; DELETE FROM decision; DELETE FROM pack; DELETE FROM producer; DELETE FROM producer_count;
        DELETE FROM entry_count; DELETE FROM tally; DELETE FROM figure; DELETE FROM survey_version;
        """);

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
