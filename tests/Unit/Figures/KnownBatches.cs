using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>Batches of the older tiny survey, as the register and the database know them.</summary>
internal static class KnownBatches
{
    public static readonly DateTimeOffset Closed = new(2026, 11, 24, 4, 0, 0, TimeSpan.Zero);

    public static Task<BatchStart> Begin(FiguresHost host, Guid id, string province, string team, string fileName = "file.csv") =>
        host.Part<BatchRegistry>().Begin(new BatchOpening(id, TinyCatalogue.Old, province, team, fileName, "1", "somebody", ConflictsAccepted: false), default);

    public static BatchFacts Known(Guid id, string province, string team, bool simulated = false) => new(id, TinyCatalogue.Old,
        new BatchClosing(TinyCatalogue.Old, province, team, "file.csv", "somebody", 6, 5, 1, simulated, Closed), null, new EntryCounts(5, 0, 0, 0, 0));
}
