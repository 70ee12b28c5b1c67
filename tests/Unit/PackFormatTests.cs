using CsCheck;
using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests;

public sealed class PackFormatTests
{
    [Fact]
    public void Any_pack_comes_back_from_its_bytes_in_every_version() =>
        Gen.Select(AnyPack.Pack, AnyPack.Version).Sample((pack, version) =>
            Assert.Equal(PackText.Of(AnyPack.As(pack, version)), PackText.Of(PackFormat.Read(PackFormat.Write(pack, version)))), iter: 3_000);

    [Fact]
    public void A_pack_is_written_in_the_newest_version() =>
        Assert.Equal(PackFormat.Write(FullPack(), PackFormat.Version), PackFormat.Write(FullPack()));

    [Theory]
    [InlineData(0)]
    [InlineData(PackFormat.Version + 1)]
    public void There_is_no_other_version_to_write(byte version) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PackFormat.Write(FullPack(), version));

    [Fact]
    public void A_full_form_takes_at_most_75_bytes_of_a_full_pack_and_less_than_in_version_1()
    {
        var perEntry = PackFormat.Write(FullPack()).Length / (double)Pack.MostEntries;
        Assert.InRange(perEntry, 60, 75);
        Assert.True(PackFormat.Write(FullPack(), 1).Length > PackFormat.Write(FullPack()).Length);
    }

    [Fact]
    public void A_full_pack_of_paper_forms_is_far_below_the_largest_body() =>
        Assert.InRange(PackFormat.Write(FullPack(A.Guid(1), new string('x', 32))).Length, 1, Pack.MostBytes / 4);

    // 500 online forms that came in within half a second, or a batch.
    private static Pack FullPack(Guid? batch = null, string? cluster = null) =>
        new(A.Guid(1), 1, [new SurveyCount("sipas-2024", 500)],
            [.. Enumerable.Range(0, Pack.MostEntries).Select(i => new EntryReceived(A.Entry(
                A.Content(respondent: [1, 1, 3, 2, 4], cluster: cluster), id: A.Guid(i), batch: batch, row: batch is null ? 0 : i,
                receivedAt: 1_700_000_000_000_000 + (1_000 * i))))]);
}
