using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Paper.Tables;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

public sealed class ReportTests
{
    [Fact]
    public async Task Good_rows_are_taken_and_every_fault_of_the_others_is_named_in_order()
    {
        var (report, rows) = await Read(File(Row("1"), Row("2").With("P01", "x").With("cluster", "?").With("S16", "7"), Row("3"), Row("1")));

        Assert.Equal([2, 4], rows.Select(it => it.Number));
        Assert.Equal((4, 2, 2), (report.Rows, report.Accepted, report.Rejected));
        Assert.Equal([("B", 3, "P01"), ("AN", 3, "S16"), ("AT", 3, "cluster"), ("A", 5, "serial")], report.Faults.Select(it => (it.Column, it.Row, it.Heading!)));
    }

    [Fact]
    public async Task Faults_beyond_those_asked_for_are_counted()
    {
        var (report, _) = await Read(File(Enumerable.Range(1, 10).Select(it => Row($"{it}", "x"))), most: 7);

        Assert.Equal((7, (10 * Items.Length) - 7), (report.Faults.Count, report.FaultsLeftOut));
        Assert.Equal(10, report.Rejected);
    }

    [Fact]
    public async Task A_sheet_with_too_few_answers_is_taken_and_counted_as_invalid()
    {
        var order = Order with { Survey = A.Survey2026 with { LeastAnswered = 3 } };
        var (report, rows) = await Read(File(Row("1", "").With("P01", "4").With("P02", "9").With("P03", "5"), Row("2"), Row("3", "")), order);

        Assert.Equal((3, 2, 1), (report.Accepted, report.Invalid, report.Illegible));
        Assert.Equal([2, 4], report.InvalidRows);
        Assert.Equal([2, 39, 0], rows.Select(it => it.Content().Answered));
    }

    [Fact]
    public async Task Illegible_cells_of_refused_rows_are_not_counted()
    {
        var (report, _) = await Read(File(Row("1", "9").With("P01", "x")));

        Assert.Equal((0, 0), (report.Illegible, report.Accepted));
    }

    [Fact]
    public void Nine_is_a_level_like_others_where_the_scale_reaches_it()
    {
        var scale = new Scale([.. Enumerable.Range(1, 9).Select(it => new LocalizedText($"{it}", $"{it}"))], 7);

        var level = new LevelRule(scale).Read(CellKind.Text, "9", out var isIllegible, out var fault);

        Assert.Equal((9, false, null), (level, isIllegible, fault));
    }

    [Fact]
    public async Task Columns_that_are_not_read_are_named_and_not_stored()
    {
        var (report, rows) = await Read(Bytes(Csv(',',
            [.. Least, "1", "10", "Ý kiến khác", "", "9.x"], [.. LeastRow("1"), "2", "3", "rất tốt", "gì đó", ""])));

        Assert.Equal(["1", "10", "Ý kiến khác", "9.x", "AR"], report.IgnoredColumns);
        Assert.Equal(A.Content("sipas-2026", "15"), rows[0].Content());
    }

    [Fact]
    public async Task Questions_1_to_8_give_way_to_the_items_of_question_9()
    {
        string[] header = ["serial", .. Enumerable.Range(1, 8).Select(it => $"{it}"), .. Enumerable.Range(1, 39).Select(it => $"9.{it}"), "10"];

        var (report, rows) = await Read(Bytes(Csv(';', header, ["7", .. Enumerable.Repeat("2", 8), .. Items.Select(_ => "5"), "1"])));

        Assert.Equal(["1", "2", "3", "4", "5", "6", "7", "8", "10"], report.IgnoredColumns);
        Assert.Equal(A.Answers(5), rows[0].Content().Answers.ToArray());
    }

    [Fact]
    public async Task A_teams_own_serial_needs_the_team_a_printed_one_does_not()
    {
        var (report, rows) = await Read(File(Row("0001"), Row(SheetSerial.Printed(5).Text)), Order with { Team = "" });

        Assert.Equal([3], rows.Select(it => it.Number));
        Assert.Contains("tổ khảo sát", Assert.Single(report.Faults).Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_village_has_to_be_in_the_plan_when_there_is_one()
    {
        var order = Order with { Clusters = new HashSet<string> { "T-01" } };
        var (report, _) = await Read(File(Row("1"), Row("2").With("cluster", ""), Row("3").With("cluster", "T-02")), order);

        Assert.Equal(("AT", 4, "T-02"), Assert.Single(report.Faults.Select(it => (it.Column, it.Row, it.Value))));
        Assert.Contains("kế hoạch mẫu", report.Faults[0].Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_row_is_blank_at_its_end_as_Excel_leaves_blanks_out()
    {
        var (report, rows) = await Read(Bytes(Csv(',', Header, ["1", "4", "5"], Row("2"))));

        Assert.Empty(report.Faults);
        Assert.Equal((2, null), (rows[0].Content().Answered, rows[0].Content().Cluster));
    }

    [Fact]
    public async Task A_row_number_alone_makes_no_sheet()
    {
        var (report, _) = await Read(Bytes(Csv(',', ["STT", .. Least], ["1", .. LeastRow("1")], ["2", "", ""], ["3"])));

        Assert.Equal(1, report.Rows);
    }

    [Fact]
    public async Task A_row_is_numbered_as_a_spreadsheet_numbers_it()
    {
        var (report, rows) = await Read(Bytes("\r\n" + Csv(',', [.. Least, "ghi chú"], [.. LeastRow("1"), "hai\ndòng"], [], LeastRow("2"), LeastRow("2"))));

        Assert.Equal([3, 5], rows.Select(it => it.Number));
        Assert.Equal((6, "A"), (report.Faults[0].Row, report.Faults[0].Column));
        Assert.Contains("dòng 5", report.Faults[0].Message.Vi, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merged_titles_and_notes_beside_the_table_do_no_harm()
    {
        var book = new Book().Sheet([["PHIẾU KHẢO SÁT"], Least, [.. LeastRow("1"), null, "ghi chú", "thêm"]],
            after: "<mergeCells><mergeCell ref=\"A1:AN1\"/><mergeCell ref=\"AP3:AQ4\"/><mergeCell ref=\"A9:C9\"/></mergeCells>");

        var (report, rows) = await Read(book.ToBytes());

        Assert.Single(rows);
        Assert.Equal(["AP", "AQ"], report.IgnoredColumns);
    }

    [Fact]
    public async Task The_report_says_where_the_table_is()
    {
        var csv = (await Read(Bytes("x\r\n" + Csv(';', Least, LeastRow("1"))))).Report.Origin;
        var book = (await Read(new Book().Sheet([["a"]]).Sheet([Least, [.. LeastRow("1")]]).ToBytes())).Report.Origin;

        Assert.Equal((';', "utf-8", null, 2), (csv.Delimiter, csv.Encoding, csv.Sheet, csv.HeaderRow));
        Assert.Equal((null, "Trang 2", "xl/worksheets/sheet2.xml", 1), (book.Delimiter, book.Sheet, book.SheetPart, book.HeaderRow));
        Assert.Equal(Least, book.Headings);
    }

    [Fact]
    public async Task Reading_can_be_stopped()
    {
        var path = Path.GetTempFileName();
        await System.IO.File.WriteAllBytesAsync(path, File(Enumerable.Range(1, 1_000).Select(it => Row($"{it}"))));
        using var stop = new CancellationTokenSource();
        var rows = 0;

        await Assert.ThrowsAsync<OperationCanceledException>(() => SheetFile.Read(path, "a.csv", Order, async _ =>
        {
            rows++;
            await stop.CancelAsync();
        }, stop.Token));

        Assert.InRange(rows, 1, 256);
        System.IO.File.Delete(path);
    }
}
