using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

public sealed class ContentTests
{
    // Spelled out by hand from contracts/README.md.
    private static readonly byte[] Known =
    [
        1, 6, .. "mini-1"u8, 2, .. "02"u8, 3, 0x50, 0x30, 2, 1, 0, 4, .. "AP-7"u8,
    ];

    [Fact]
    public void The_bytes_are_those_of_the_specification() =>
        Assert.Equal(Known, new Content("mini-1", "02", new byte[] { 5, 0, 3 }, new byte[] { 1, 0 }, "AP-7").ToBytes());

    [Fact]
    public void The_bytes_of_the_specification_are_read()
    {
        Assert.True(Content.TryRead(Known, out var content));
        Assert.Equal(("mini-1", "02", "AP-7"), (content.Survey, content.Province, content.Cluster));
        Assert.Equal([5, 0, 3], content.Answers.ToArray());
        Assert.Equal([1, 0], content.Respondent.ToArray());
        Assert.Equal(2, content.Answered);
    }

    [Fact]
    public void Any_content_comes_back_from_its_bytes() =>
        Any.Content.Sample(content =>
        {
            Assert.True(Content.TryRead(content.ToBytes(), out var read));
            Assert.Equal(content, read);
            Assert.Equal(content.Cluster, read.Cluster);
            Assert.Equal(content.GetHashCode(), read.GetHashCode());
        }, iter: 2_000);

    [Fact]
    public void Two_contents_are_equal_exactly_when_their_bytes_are() =>
        Gen.Select(Any.Content, Any.Content, Gen.Int[0, 5], Gen.Bool).Select((left, right, part, other) => (Left: left, Right: part switch
        {
            0 => left with { Survey = right.Survey },
            1 => left with { Province = right.Province },
            2 => left with { Answers = right.Answers },
            3 => left with { Respondent = right.Respondent },
            4 => left with { Cluster = right.Cluster },
            _ => other ? right : left with { Answers = left.Answers.ToArray() },
        })).Sample(pair => pair.Left.Equals(pair.Right) == pair.Left.ToBytes().AsSpan().SequenceEqual(pair.Right.ToBytes()), iter: 2_000);

    [Fact]
    public void An_empty_cluster_is_no_cluster()
    {
        Assert.Equal(A.Content(), A.Content(cluster: ""));
        Assert.Equal(A.Content().ToBytes(), A.Content(cluster: "").ToBytes());
    }

    [Fact]
    public void Random_bytes_are_refused_or_are_canonical() => Gen.Byte.Array[0, 60].Sample(IsRefusedOrCanonical, iter: 20_000);

    [Fact]
    public void Mutated_bytes_are_refused_or_are_canonical() =>
        Gen.Select(Any.Content, Gen.Int[0, 200], Gen.Byte, Gen.Int[0, 2]).Sample((content, place, value, mutation) =>
        {
            var bytes = content.ToBytes().ToList();
            var at = place % bytes.Count;
            switch (mutation)
            {
                case 0:
                    bytes[at] = value;
                    break;
                case 1:
                    bytes.RemoveAt(at);
                    break;
                default:
                    bytes.Insert(at, value);
                    break;
            }

            return IsRefusedOrCanonical([.. bytes]);
        }, iter: 20_000);

    [Fact]
    public void Every_beginning_of_the_bytes_is_refused() =>
        Assert.All(Enumerable.Range(0, Known.Length), length => Assert.False(Content.TryRead(Known.AsSpan(0, length), out _)));

    [Fact]
    public void Trailing_bytes_are_refused() => Assert.False(Content.TryRead([.. Known, 0], out _));

    [Fact]
    public void A_padding_nibble_that_is_not_zero_is_refused()
    {
        byte[] bytes = [.. Known];
        bytes[Array.IndexOf(bytes, (byte)0x30, 12)] = 0x31;
        Assert.False(Content.TryRead(bytes, out _));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Another_layout_is_refused(byte layout) => Assert.False(Content.TryRead([layout, .. Known[1..]], out _));

    [Fact]
    public void A_code_that_is_not_ascii_is_refused() => Assert.False(Content.TryRead([1, 1, 0x80, 0, 0, 0, 0], out _));

    public static TheoryData<string, Content> WithoutPlace => new()
    {
        { "a survey that is not ASCII", A.Content(survey: "khảo-sát") },
        { "a cluster beyond the basic plane", A.Content(cluster: "😀") },
        { "a province of 256 letters", A.Content(province: new string('1', 256)) },
        { "an answer of five bits", A.Content(answers: [16]) },
        { "256 answers", A.Content(answers: new byte[256]) },
        { "256 categories", A.Content(respondent: new byte[256]) },
    };

    [Theory]
    [MemberData(nameof(WithoutPlace))]
    public void What_has_no_place_in_the_layout_cannot_be_written(string what, Content content)
    {
        Assert.NotEmpty(what);
        Assert.Throws<ArgumentException>(content.ToBytes);
    }

    private static bool IsRefusedOrCanonical(byte[] bytes) =>
        !Content.TryRead(bytes, out var content) || content.ToBytes().AsSpan().SequenceEqual(bytes);
}
