using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.MarkedCells;

namespace SipasSurvey.UnitTests.Paper;

public sealed class MarkedWorkbookTests
{
    private static readonly Survey Survey = MarkedSurvey;

    [Fact]
    public async Task Bad_cells_are_filled_and_say_in_a_note_what_was_found_and_what_would_be_right()
    {
        using var file = Bad();
        var report = await file.Read(Survey);

        using var marked = await file.Mark(report);

        Assert.Equal([("A4", ""), ("C3", "7"), ("AQ5", "rất già")], report.Faults.Select(it => ($"{it.Column}{it.Row}", it.Value)).OrderBy(it => it.Item1.Length).ThenBy(it => it.Item1));
        Assert.Empty(marked.Validate());
        var notes = marked.Look(Notes);
        Assert.Equal(["C3", "A4", "AQ5"], notes.Keys);
        Assert.Equal("SIPAS:\nChỉ nhận số nguyên từ 1 đến 5, ô trống, hoặc 9 (chọn hai ô, không đọc được).\nĐang ghi: “7”", notes["C3"]);
        Assert.StartsWith("SIPAS:\nThiếu số phiếu.", notes["A4"], StringComparison.Ordinal);
        Assert.Equal(["C3", "A4", "AQ5"], marked.Look(FilledCells));
    }

    [Fact]
    public async Task In_English_notes_are_English()
    {
        using var file = Bad();

        using var marked = await file.Mark(await file.Read(Survey), "en");

        Assert.Contains("Found: “7”", marked.Look(Notes)["C3"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_note_has_a_box_in_the_drawing_to_which_the_sheet_refers()
    {
        using var file = Bad();

        using var marked = await file.Mark(await file.Read(Survey));

        var boxes = marked.Look((_, sheet) =>
        {
            var id = sheet.Worksheet!.GetFirstChild<LegacyDrawing>()!.Id!.Value!;
            using var reader = new StreamReader(((VmlDrawingPart)sheet.GetPartById(id)).GetStream());
            return System.Xml.Linq.XDocument.Parse(reader.ReadToEnd());
        });
        System.Xml.Linq.XNamespace excel = "urn:schemas-microsoft-com:office:excel";
        Assert.Equal([("2", "2"), ("3", "0"), ("4", "42")],
            boxes.Descendants(excel + "ClientData").Select(it => ((string)it.Element(excel + "Row")!, (string)it.Element(excel + "Column")!)));
    }

    [Fact]
    public async Task Of_very_many_faults_all_cells_are_filled_the_first_have_notes_and_the_rest_is_counted()
    {
        const int Rows = 1_000;
        using var file = new SheetFileOnDisk(Template.Workbook(Layout, english: false));
        file.Edit(sheet =>
        {
            sheet.Elements<Row>().ElementAt(1).Remove();
            for (uint row = 2; row < Rows + 2; row++)
            {
                sheet.Append(SheetFileOnDisk.Filled(Layout, row, column => column.Kind == SheetColumnKind.Item && column.Place < 3 ? "8" : null));
            }
        });

        var report = await file.Read(Survey, mostFaults: 2_500);
        using var marked = await file.Mark(report);

        Assert.Equal(500, report.FaultsLeftOut);
        Assert.Empty(marked.Validate());
        Assert.Equal(2_500 + 1, marked.Look(FilledCells).Count);
        var notes = marked.Look(Notes);
        Assert.Equal(MarkedFile.MostNotes, notes.Count);
        Assert.Contains("Còn 500 lỗi nữa", notes["B1"], StringComparison.Ordinal);
    }
}
