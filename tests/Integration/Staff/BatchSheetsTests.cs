using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.IntegrationTests.Staff;

/// <summary>What the record of a batch's sheets must do on every database.</summary>
public abstract class BatchSheetsTests
{
    private protected abstract TestStaffStore NewStore();

    [SkippableFact]
    public async Task All_parts_of_a_batch_are_found_whether_they_are_added_in_turn_or_at_once()
    {
        await using var store = NewStore();
        var sheets = new BatchSheets(store.Database);
        var (batch, other) = (Guid.NewGuid(), Guid.NewGuid());
        var parts = Enumerable.Range(1, 12).Select(count => Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToList()).ToList();

        foreach (var part in parts[..4])
        {
            await sheets.Add(batch, part, default);
        }

        await Task.WhenAll(parts[4..].Select(part => Task.Run(() => sheets.Add(batch, part, default))));
        await sheets.Add(other, parts[0], default);

        Assert.Equal(parts.SelectMany(part => part).Order(), (await sheets.Find(batch, default)).Order());
        Assert.Equal(parts[0].Order(), (await sheets.Find(other, default)).Order());
        Assert.Empty(await sheets.Find(Guid.NewGuid(), default));
    }
}

public sealed class SqliteBatchSheetsTests : BatchSheetsTests
{
    private protected override TestStaffStore NewStore() => new SqliteStaffStore();
}

public sealed class SqlServerBatchSheetsTests(SqlServerFixture server) : BatchSheetsTests, IClassFixture<SqlServerFixture>
{
    private protected override TestStaffStore NewStore() => new SqlServerStaffStore(server);
}
