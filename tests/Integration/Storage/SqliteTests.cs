using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.IntegrationTests.Storage;

public sealed class SqliteEntryStoreTests : EntryStoreTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();

    [Fact]
    public async Task Writers_take_turns_in_the_order_in_which_they_came_so_that_figures_wait_for_nobody_behind_them()
    {
        await using var database = await Migrated();
        var served = new List<string>();
        var holding = new TaskCompletionSource();
        string[] line = ["fill 1", "fill 2", "fill 3", "figures", "fill 4", "fill 5"];
        var first = Take("holder", holding.Task);

        var others = line.Select(writer => Take(writer, Task.CompletedTask)).ToArray();
        holding.SetResult();
        await first;
        await Task.WhenAll(others);

        Assert.Equal(["holder", .. line], served);

        Task<int> Take(string writer, Task until) => ((SqliteTestDatabase)database).Database.Write(async (_, _) =>
        {
            await until;
            served.Add(writer);
            return served.Count;
        }, default);
    }
}

public sealed class SqliteCountingTests : CountingTests
{
    private protected override int Histories => 300;

    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}

internal sealed class SqliteTestDatabase : TestDatabase
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-test-").FullName;
    private readonly string _connectionString;

    public SqliteTestDatabase()
    {
        _connectionString = $"Data Source={Path.Combine(_folder, "sipas.db")}";
        Database = new SqliteDatabase(_connectionString);
        Entries = new SqliteEntryStore(Database, A.Catalogue, TimeProvider.System);
        Figures = new SqliteFigureStore(Database, A.Catalogue);
    }

    public SqliteDatabase Database { get; }

    public override IEntryStore Entries { get; }

    public override IFigureStore Figures { get; }

    public override string ThreeZeros => "zeroblob(3)";

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
