using System.Globalization;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>Every kind of wrong file has a clear answer.</summary>
public sealed class FileOfHorrorsTests
{
    private static readonly Dictionary<string, Horror> Files = new[]
    {
        ("CSV", TextHorrors.Whole), ("CSV cell", TextHorrors.Cells), ("XLSX", BookHorrors.Whole), ("XLSX cell", BookHorrors.Cells),
    }.SelectMany(group => group.Item2.Select(it => (Key: $"{group.Item1}: {it.Name}", Value: it))).ToDictionary(it => it.Key, it => it.Value);

    public static TheoryData<string> Names => [.. Files.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_file_is_told_what_is_wrong_and_where(string name)
    {
        var (file, told) = (Files[name].File(), Files[name].Told);
        if (told.Refusal is not null)
        {
            var refusal = await Sheets.Refusal(file);

            Assert.Equal((told.Refusal, told.Place), (refusal.Code, refusal.Place));
            Assert.Contains(told.Says, refusal.Explanation.Vi, StringComparison.Ordinal);
            AssertWritten(refusal.Explanation);
            Assert.DoesNotContain(refusal.Explanation.Vi, refusal.Message, StringComparison.Ordinal);
            return;
        }

        var (report, rows) = await Sheets.Read(file);

        var fault = Assert.Single(report.Faults);
        Assert.Equal((told.Place, told.Value), ($"{fault.Column}{fault.Row.ToString(CultureInfo.InvariantCulture)}", fault.Value));
        Assert.Contains(told.Says, fault.Message.Vi, StringComparison.Ordinal);
        AssertWritten(fault.Message);
        Assert.Equal(1, report.Rejected);
        Assert.DoesNotContain(rows, it => it.Number == fault.Row);
    }

    [Fact]
    public void There_are_more_than_a_hundred_kinds() => Assert.InRange(Files.Count, 100, 1_000);

    [Theory]
    [InlineData("phieu.xlsx")]
    [InlineData("phieu.csv")]
    [InlineData("phieu.pdf")]
    [InlineData("")]
    public async Task What_a_file_is_decides_its_content_and_never_its_name(string name)
    {
        var csv = await Sheets.Read(Sheets.File(Sheets.Row("1")), name: name);
        var book = await Sheets.Read(new Book().Sheet([Sheets.Header, [.. Sheets.Row("1")]]).ToBytes(), name: name);
        var picture = await Sheets.Refusal([0xFF, 0xD8, 0xFF, 0xE0], name);

        Assert.Equal(csv.Rows.Single().Content, book.Rows.Single().Content);
        Assert.Contains($"“{name}”", picture.Explanation.Vi, StringComparison.Ordinal);
    }

    private static void AssertWritten(Domain.LocalizedText text)
    {
        Assert.EndsWith(".", text.Vi, StringComparison.Ordinal);
        Assert.EndsWith(".", text.En, StringComparison.Ordinal);
        Assert.NotEqual(text.Vi, text.En);
    }
}
