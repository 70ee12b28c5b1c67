using System.Buffers.Binary;
using CsCheck;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Whatever arrives is a pack or a <see cref="PackFormatException"/> that says what is wrong, and costs no more memory than it has bytes.</summary>
public sealed class PackDamageTests
{
    // SIPK, version, producer, sequence, number of counts
    private const int StartOfTimeAt = 4 + 1 + 16 + 1 + 1;

    [Fact]
    public void A_newer_version_is_refused_with_what_to_do()
    {
        var body = Body();
        body[4] = PackFormat.Version + 1;
        Assert.Equal("The pack has version 5, but this program reads versions 1 to 4. Update it, then run 'replay'.", Refusal(body));
    }

    [Fact]
    public void Version_0_does_not_exist()
    {
        var body = Body();
        body[4] = 0;
        Assert.Contains("version 0", Refusal(body), StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_would_overflow_the_sum_over_producers_is_refused() =>
        Assert.Equal("A producer cannot have published 1000000000001 entries.",
            Refusal(PackFormat.Write(new Pack(A.Guid(1), 0, [], [new EntriesReported([new SurveyCount("sipas-2024", 1_000_000_000_001)])]))));

    [Fact]
    public void A_pack_without_a_sequence_holds_nothing_but_reports() =>
        Assert.Equal("A pack without a sequence may hold nothing but count reports.",
            Refusal(PackFormat.Write(new Pack(A.Guid(1), 0, [], [new EntryReceived(A.Entry())]))));

    [Fact]
    public void Something_else_is_no_pack() =>
        Assert.Equal("The body is no pack: it does not begin with 'SIPK'.", Refusal("{\"messageId\": 1}"u8.ToArray()));

    [Fact]
    public void A_body_beyond_four_times_the_largest_pack_is_refused_unread() =>
        Assert.Contains("larger than the 1048576 allowed", Refusal(new byte[(4 * Pack.MostBytes) + 1]), StringComparison.Ordinal);

    [Fact]
    public void Every_beginning_of_a_pack_is_refused() =>
        Gen.Select(AnyPack.Pack, AnyPack.Version, PackFormat.Write).Sample(body =>
            Assert.All(Enumerable.Range(0, body.Length), length => Refusal(body[..length])), iter: 30);

    [Fact]
    public void Bytes_behind_a_pack_are_refused() =>
        Assert.Equal("1 bytes follow where the pack or record should end.", Refusal([.. Body(), 0]));

    [Fact]
    public void Mutations_give_a_pack_or_a_refusal() =>
        Gen.Select(AnyPack.Pack, AnyPack.Version, PackFormat.Write)
            .SelectMany(body => Gen.Select(Gen.Const(body), Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte).Array[1, 4]))
            .Sample((body, changes) =>
            {
                byte[] changed = [.. body];
                foreach (var (at, value) in changes)
                {
                    changed[at] = value;
                }

                ReadsWithinBounds(changed);
            }, iter: 20_000);

    [Fact]
    public void Random_bytes_behind_a_good_beginning_give_a_pack_or_a_refusal() =>
        Gen.Select(AnyPack.Version, Gen.Byte.Array[0, 200]).Sample((version, rest) => ReadsWithinBounds([.. "SIPK"u8, version, .. rest]), iter: 20_000);

    [Theory]
    [InlineData(StartOfTimeAt - 1)] // counts
    [InlineData(StartOfTimeAt + 8)] // records
    public void A_number_of_things_that_cannot_follow_is_refused_before_memory_is_taken(int at)
    {
        byte[] body = [.. Body()[..at], 0xFF, 0xFF, 0xFF, 0xFF, 0x07, .. new byte[100]];
        Assert.Equal("The pack ends before everything it announces.", Refusal(body));
        ReadsWithinBounds(body);
    }

    [Fact]
    public void A_moment_beyond_all_time_is_refused()
    {
        var body = PackFormat.Write(PackOf(A.Entry(receivedAt: 0), A.Entry(receivedAt: 1)));
        BinaryPrimitives.WriteInt64BigEndian(body.AsSpan(StartOfTimeAt), long.MaxValue);
        Assert.Equal($"The number 1 after {long.MaxValue} is too large.", Refusal(body));
    }

    [Theory]
    [InlineData(new byte[] { 9 }, "Record kind 9 is unknown in version 4.")]
    [InlineData(new byte[] { 0 }, "Record kind 0 is unknown in version 4.")]
    [InlineData(new byte[] { }, "The pack ends in the middle of a value.")]
    [InlineData(new byte[] { 5, 0, 0 }, "1 bytes follow where the pack or record should end.")]
    [InlineData(new byte[] { 5, 1, 2, 0xC3, 0x28, 0 }, "A text is not valid UTF-8.")]
    [InlineData(new byte[] { 5, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0 }, "A number is longer than nine bytes.")]
    [InlineData(new byte[] { 5, 1, 0xFF, 0xFF, 0xFF, 0xFF, 0x08, 0 }, "The number 2415919103 is too large here.")]
    public void A_record_that_does_not_fit_is_refused(byte[] record, string expected) =>
        Assert.Equal(expected, Refusal([.. Body()[..(StartOfTimeAt + 8)], 1, (byte)record.Length, .. record]));

    [Theory]
    [InlineData(2)]
    [InlineData(255)]
    public void A_flag_is_0_or_1(byte flag)
    {
        byte[] record = [1, .. new byte[16], 0, flag, .. new byte[16], 0, 0, 0];
        Assert.Equal($"A flag is {flag} instead of 0 or 1.", Refusal([.. Body()[..(StartOfTimeAt + 8)], 1, (byte)record.Length, .. record]));
    }

    private static byte[] Body() => PackFormat.Write(PackOf(A.Entry()));

    private static Pack PackOf(params Entry[] entries) => new(A.Guid(1), 1, [], [.. entries.Select(entry => new EntryReceived(entry))]);

    private static string Refusal(byte[] body) => Assert.Throws<PackFormatException>(() => PackFormat.Read(body)).Message;

    private static void ReadsWithinBounds(byte[] body)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            PackFormat.Read(body);
        }
        catch (PackFormatException)
        {
            // A refusal is as good as a pack.
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000 + (100 * body.Length));
    }
}
