using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Batches that are stored, and judged when they are complete.</summary>
internal static class JudgedBatches
{
    public static readonly Survey Survey = A.Catalogue.FindSurvey(A.Survey)!;

    public static async Task AssertIsOver(TestDatabase database)
    {
        Assert.Empty(await Judge(database));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    public static Task<IReadOnlyList<BatchWithdrawn>> Judge(TestDatabase database) => database.Entries.JudgeBatches(Survey, default);

    public static async Task<EntryCounts> Entries(TestDatabase database, Guid batch) => (await database.Batches.FindBatch(batch, default))!.Entries;

    public static Task<FillReport> Fill(TestDatabase database, IEnumerable<PackRecord> records) =>
        database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, records)], default);

    /// <summary>The same sheets in a batch, with the same answer to everything.</summary>
    public static PackRecord[] SheetsOf(Guid[] serials, Guid batch, int level, int second) =>
        [.. serials.Select((id, row) => new EntryReceived(A.Entry(id, A.Content(level), second, batch, row)))];

    /// <summary>A database with one complete batch, which was judged and stayed.</summary>
    public static async Task<TestDatabase> WithBatch(TestDatabase database, Guid batch, PackRecord[] sheets)
    {
        await database.Migrated();
        await Fill(database, [.. sheets, A.Closing(batch, sheets.Length)]);
        Assert.Empty(await Judge(database));
        return database;
    }
}
