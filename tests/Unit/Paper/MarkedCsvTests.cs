using System.Text;
using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.UnitTests.Paper;

public sealed class MarkedCsvTests
{
    private static readonly Survey Survey = A.Catalogue.FindSurvey("sipas-2026")!;
    private static readonly int Items = Survey.Questionnaire.Items.Count;
    private static readonly string First = SheetSerial.Printed(1).Text;
    private static readonly string Second = SheetSerial.Printed(2).Text;

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public async Task One_more_column_says_what_is_wrong_in_each_row_and_the_rows_are_the_same(char delimiter)
    {
        string[] rows = [Header, Row(First, "5"), Row(First, "8", note: "\"a \"\"b\"\",;\t\n c\""), Row(Second, "4", note: "=1+1")];
        using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes(string.Join("\r\n", rows).Replace('¦', delimiter) + "\r\n"));
        var report = await file.Read(Survey);

        var marked = await Lines(file, report);

        Assert.Equal($"\uFEFF{rows[0]}¦Lỗi".Replace('¦', delimiter), marked[0]);
        Assert.Equal($"{rows[1]}¦".Replace('¦', delimiter), marked[1]);
        Assert.StartsWith(Row(First, "8").Replace('¦', delimiter), marked[2], StringComparison.Ordinal);
        Assert.Contains("Số phiếu này đã có ở dòng 2.", marked[3], StringComparison.Ordinal);
        Assert.Contains("Cột B (P01): đang ghi “8”; Chỉ nhận số nguyên từ 1 đến 5", marked[3], StringComparison.Ordinal);
        Assert.Equal($"{rows[3]}¦".Replace('¦', delimiter), marked[4]);
    }

    [Fact]
    public async Task A_marked_copy_is_read_again_and_its_column_is_ignored_and_written_anew()
    {
        using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes($"{Header}\n{Row(First, "8")}\n{Row(Second, "5")}\n".Replace('¦', ';')));
        using var marked = await file.Mark(await file.Read(Survey));

        var report = await marked.Read(Survey);
        using var twice = await marked.Mark(report);
        await File.WriteAllTextAsync(marked.Path, (await File.ReadAllTextAsync(marked.Path)).Replace($"{First};8", $"{First};3", StringComparison.Ordinal));
        var mended = await marked.Read(Survey);
        using var last = await marked.Mark(mended, "en");

        Assert.Equal((2, 1, 1), (report.Rows, report.Accepted, report.Rejected));
        Assert.Equal(["note", "Lỗi"], report.IgnoredColumns);
        Assert.Equal(await File.ReadAllTextAsync(twice.Path), await File.ReadAllTextAsync((await file.Mark(await file.Read(Survey))).Path));
        Assert.Empty(mended.Faults);
        var text = await File.ReadAllTextAsync(last.Path);
        Assert.Contains(";note;Errors\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Cột", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lỗi chính tả")]
    [InlineData("Errors of last year")]
    [InlineData("Lỗi (cũ)")]
    public async Task A_column_of_the_sender_that_only_begins_like_ours_stays(string heading)
    {
        using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes($"{Header}¦{heading}\n{Row(First, "8")}¦kept\n".Replace('¦', ';')));

        var marked = await Lines(file, await file.Read(Survey));

        Assert.EndsWith($";{heading};Lỗi", marked[0], StringComparison.Ordinal);
        Assert.Contains(";kept;", marked[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_message_is_a_formula_whatever_stands_in_the_file()
    {
        var header = Header.Replace("cluster", "=cluster", StringComparison.Ordinal);
        var bad = Row("=SUM(A1)", "@x").Replace("¦15.04", "¦=cmd|' /C calc'!A0", StringComparison.Ordinal);
        using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes($"{header}\n{bad}\n".Replace('¦', ',')));
        var report = await file.Read(Survey);

        var marked = await Lines(file, report, "en");

        Assert.NotEmpty(report.Faults);
        var message = marked[1][(marked[1].LastIndexOf(",\"Column ", StringComparison.Ordinal) + 2)..];
        Assert.StartsWith("Column A (serial): found “=SUM(A1)”;", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UTF_16_titles_above_the_header_and_blank_rows_keep_their_places()
    {
        var text = $"Phiếu của tổ 3\n\n{Header}\n\n{Row(First, "8")}\n".Replace('¦', ';');
        using var file = new SheetFileOnDisk([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        var report = await file.Read(Survey);

        var marked = await Lines(file, report);

        Assert.Equal(5, Assert.Single(report.Faults).Row);
        Assert.Equal("\uFEFFPhiếu của tổ 3", marked[0]);
        Assert.Equal("", marked[1]);
        Assert.EndsWith(";Lỗi", marked[2], StringComparison.Ordinal);
        Assert.Equal("", marked[3]);
        Assert.Contains("Cột B", marked[4], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_with_cells_too_many_keeps_them_and_says_so_behind_them()
    {
        using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes($"{Header}\n{Row(First, "5")}¦x¦y\n".Replace('¦', ';')));
        var report = await file.Read(Survey);

        using var marked = await file.Mark(report);
        var again = await marked.Read(Survey);

        Assert.Equal("Dòng có nhiều ô hơn tiêu đề", Assert.Single(report.Faults).Message.Vi[..27]);
        Assert.Contains(";x;y;", await File.ReadAllTextAsync(marked.Path), StringComparison.Ordinal);
        Assert.Equal(1, again.Rejected);
    }

    private static string Header => $"serial¦{string.Join('¦', Survey.Questionnaire.Items.Select(it => it.Code))}¦cluster¦note";

    private static string Row(string serial, string first, string note = "") =>
        $"{serial}¦{first}{string.Concat(Enumerable.Repeat("¦3", Items - 1))}¦15.04¦{note}";

    private static async Task<string[]> Lines(SheetFileOnDisk file, SheetReport report, string language = "vi")
    {
        using var marked = await file.Mark(report, language);
        return Encoding.UTF8.GetString(await File.ReadAllBytesAsync(marked.Path)).Split("\r\n")
            .SelectMany(it => it.Split('\n')).ToArray();
    }
}
