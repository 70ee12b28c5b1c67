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
