using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>
/// Packs/version-1.bin to version-4.bin were written once, each by a program of its own that followed contracts/README.md. They stand for the
/// packs that are still in a queue while the program is updated: they are never written again.
/// </summary>
public sealed class PackGoldenTests
{
    private static readonly Guid Batch = new("f47ac10b-58cc-4372-a567-0e02b2c3d479");

    private static readonly byte[] Answers = [5, 4, 3, 2, 1, 0, .. Enumerable.Repeat((byte)4, 33)];

    private static readonly byte[] Content1 = new Content("sipas-2024", "10", Answers, new byte[] { 2, 0, 5, 3, 7 }, null).ToBytes();

    private static readonly byte[] Content2 = new Content("sipas-2026", "15", A.Answers(1), new byte[5], "AP-7").ToBytes();

    private static readonly byte[] SealedClaim = [.. Enumerable.Range(0xA0, 48).Select(it => (byte)it)];

    private static readonly Pack Newest = new(
        new Guid("00112233-4455-6677-8899-aabbccddeeff"),
        Sequence: 300,
        [new SurveyCount("sipas-2024", 1), new SurveyCount("sipas-2026", 16_384)],
        [
            new EntryReceived(new Entry(A.Id, Channel.Invited, Batch: null, Row: 0, At("2026-10-02T03:04:05.000306Z"), Content1),
                Suspicions.TooFast | Suspicions.HiddenField, SealedClaim),
            new EntryReceived(new Entry(new Guid("205794c6-c7e3-51f7-9b4f-25d14f22c3d2"), Channel.Paper, Batch, Row: 130,
                At("2026-10-02T03:04:05.000006Z"), Content2)),
            new BatchClosed(Batch, "sipas-2026", "15", "Bưu điện", "phiếu.xlsx", "Đội 3", Rows: 500, Accepted: 498, Rejected: 2,
                Simulated: true, At("2026-10-02T03:05:00Z"), ConflictsAccepted: true),
            new BatchWithdrawn(Batch, At("2026-10-03T00:00:00Z"), "Đội 3", "nhầm tỉnh"),
            new ContentDecided(new Decision(A.Id, Content1, At("2026-10-04T00:00:00Z"), "Bộ Nội vụ", "phiếu gốc")),
            new EntriesReported([new SurveyCount("sipas-2026", 127)]),
        ]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_pack_of_each_version_is_still_read(byte version) =>
        Assert.Equal(PackText.Of(Expected(version)), PackText.Of(PackFormat.Read(Golden(version))));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_pack_of_each_version_is_still_written_byte_for_byte(byte version) =>
        Assert.Equal(Golden(version), PackFormat.Write(Newest, version));

    [Fact]
    public void There_is_a_golden_file_for_every_version() =>
        Assert.Equal(Enumerable.Range(1, PackFormat.Version).Select(version => $"version-{version}.bin"),
            Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Packs")).Select(Path.GetFileName).Order());

    private static Pack Expected(byte version) => AnyPack.As(Newest, version);

    private static byte[] Golden(byte version) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Packs", $"version-{version}.bin"));

    private static long At(string moment) => UnixMicroseconds.From(DateTimeOffset.Parse(moment, null));
}
