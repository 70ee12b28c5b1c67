using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Sheets that came in, and which conflicts a list holds.</summary>
internal static class ConflictingSheets
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 5, 0, 0, TimeSpan.Zero);

    public static async Task<Guid> Batch(FiguresHost host, int number, string province, string team, bool close = true)
    {
        var id = A.Guid(900 + number);
        var registry = host.Part<BatchRegistry>();
        await registry.Begin(new BatchOpening(id, TinyCatalogue.Old, province, team, $"{number}.csv", "1", "somebody", ConflictsAccepted: false), default);
        if (close)
        {
            await registry.Close(id, default);
        }

        return id;
    }

    public static void Sheet(
        FiguresHost host, int id, EntryState state, Guid? batch, int row, string province, byte[] answers, byte gender = 0, string? cluster = null, int second = 0) =>
        host.Store.Batches.Entries.Add(new StoredEntry(
            new Entry(A.Guid(id), batch is null ? Channel.Open : Channel.Paper, batch, row, UnixMicroseconds.From(Noon.AddSeconds(second)),
                new Content(TinyCatalogue.Old, province, answers, new[] { gender }, cluster).ToBytes()), state, null));

    public static async Task<Guid[]> Ids(HttpClient client, string path) => [.. (await client.GetJson(path))["conflicts"]!.AsArray().Select(it => (Guid)it!["id"]!)];
}
