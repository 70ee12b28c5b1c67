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
}
