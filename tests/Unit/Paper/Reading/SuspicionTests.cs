using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>What looks unlikely is named, and every row is taken all the same.</summary>
public sealed class SuspicionTests
{
    [Fact]
    public async Task Nothing_is_suspected_of_ordinary_sheets()
    {
        var (report, _) = await Read(File(Enumerable.Range(1, 200).Select(it => Answered(it, it))));

        Assert.Empty(report.Suspicions);
    }

    [Fact]
    public async Task Sheets_with_one_level_for_all_items_are_named()
    {
        var found = await Found(File(Answered(1, 1), Row("2", "4"), Row("3", "4").With("P05", ""), Row("4", "").With("P01", "4")), "same-level");

        Assert.Equal("2 phiếu chọn cùng một mức cho mọi tiêu chí: dòng 3, 4.", found.Message.Vi);
    }

    [Fact]
    public async Task Sheets_that_are_equal_but_for_the_serial_are_named_with_the_first_of_them()
    {
        var found = await Found(File(Answered(1, 7), Answered(2, 8), Answered(3, 7), Answered(4, 7).With("age", "1")), "same-answers");

        Assert.Contains("dòng 4 (= 2).", found.Message.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("interviewer")]
    [InlineData("typist")]
    public async Task Somebody_whose_answers_hardly_spread_is_named(string column)
    {
        var rows = Enumerable.Range(1, 60).Select(it => Answered(it, it).With(column, it % 2 == 0 ? "K1" : "K2"))
            .Concat(Enumerable.Range(61, 30).Select(it => Row($"{it}", "4").With("P01", $"{(it % 3) + 3}").With($"P1{it % 10}", "3").With(column, "K3")));

        var found = await Found(File(rows), $"spread-{column}");

        Assert.Contains("K3", found.Message.Vi, StringComparison.Ordinal);
        Assert.DoesNotContain("K1", found.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_with_few_sheets_is_not_named()
    {
        var rows = Enumerable.Range(1, 60).Select(it => Answered(it, it)).Concat(Enumerable.Range(61, 19).Select(it => Row($"{it}", "4").With("interviewer", "K3")));

        Assert.DoesNotContain((await Read(File(rows))).Report.Suspicions, it => it.Kind == "spread-interviewer");
    }

    [Fact]
    public async Task Gaps_in_a_run_of_serials_are_named_with_their_leading_zeros()
    {
        int[] numbers = [.. Enumerable.Range(1, 30).Except([7, 12, 13]), .. Enumerable.Range(400, 12), 9_000];

        var found = await Found(File(numbers.Order().Select(it => Answered(it, it).With("serial", $"{it:0000}"))), "serial-gaps");

        Assert.Contains("thiếu 3 số: 0007, 0012, 0013.", found.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gaps_in_printed_serials_are_named_as_printed_and_a_refused_row_is_no_gap()
    {
        var rows = Enumerable.Range(101, 20).Where(it => it != 110)
            .Select(it => Answered(it, it).With("serial", SheetSerial.Printed(it).Text).With("P01", it == 115 ? "x" : "3"));

        var found = await Found(File(rows), "serial-gaps");

        Assert.Contains($"thiếu 1 số: {SheetSerial.Printed(110).Text}.", found.Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serials_without_order_have_no_gaps()
    {
        var (report, _) = await Read(File(Enumerable.Range(1, 100).Select(it => Answered(it, it).With("serial", $"{it * 37}"))));

        Assert.DoesNotContain(report.Suspicions, it => it.Kind == "serial-gaps");
    }

    [Fact]
    public async Task Hidden_rows_and_columns_are_read_and_named()
    {
        var book = new Book().Sheet([Header, .. Enumerable.Range(1, 20).Select(it => (object?[])[.. Answered(it, it)])],
            before: "<cols><col min=\"3\" max=\"4\" hidden=\"1\"/><col min=\"90\" max=\"99\" hidden=\"1\"/></cols>", rowAttributes: row => row is 3 or 5 ? " hidden=\"1\"" : "");

        var (report, rows) = await Read(book.ToBytes());

        Assert.Equal(20, rows.Count);
        Assert.Contains("dòng 3, 5.", Assert.Single(report.Suspicions, it => it.Kind == "hidden-rows").Message.Vi, StringComparison.Ordinal);
        Assert.Contains("C (P02), D (P03).", Assert.Single(report.Suspicions, it => it.Kind == "hidden-columns").Message.Vi, StringComparison.Ordinal);
    }

    // Answers that spread as those of people do, the same ones for the same seed.
    private static string[] Answered(int serial, int seed)
    {
        var random = new Random(seed);
        return [$"{serial}", .. Items.Select(_ => $"{random.Next(1, 6)}"), "1", "1", "2", "3", "4", "T-01", "K1", "N1", "1/10/2026", "1"];
    }

    private static async Task<Suspicion> Found(byte[] file, string kind)
    {
        var (report, _) = await Read(file);
        return Assert.Single(report.Suspicions, it => it.Kind == kind);
    }
}
