using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.MarkedCells;

namespace SipasSurvey.UnitTests.Paper;

/// <summary>What a marked workbook keeps of the one that was sent.</summary>
public sealed class MarkedWorkbookContentTests
{
    private static readonly Survey Survey = MarkedSurvey;

    [Fact]
    public async Task Everything_else_stays_as_it_was()
    {
        using var file = Bad();
        file.Edit(sheet => sheet.Elements<Row>().ElementAt(3).Append(new Cell { CellReference = "AZ5", CellFormula = new CellFormula("SUM(B5:C5)*\"<&>\""), CellValue = new CellValue("7") }));
        var report = await file.Read(Survey);

        using var marked = await file.Mark(report);

        Assert.Equal(["AZ"], report.IgnoredColumns);
        Assert.Empty(marked.Validate());
        Assert.Equal(file.Look(Values), marked.Look(Values));
        Assert.Contains("AZ5 =SUM(B5:C5)*\"<&>\" 7", marked.Look(Values));
        Assert.Equal(file.Look(Besides), marked.Look(Besides));
        Assert.Equal(PartsOf(file).Where(it => it.Key is not ("xl/worksheets/sheet1.xml" or "xl/styles.xml" or "[Content_Types].xml")),
            PartsOf(marked).Where(it => PartsOf(file).ContainsKey(it.Key) && it.Key is not ("xl/worksheets/sheet1.xml" or "xl/styles.xml" or "[Content_Types].xml")));
    }

    [Fact]
    public async Task A_bad_cell_keeps_the_format_that_it_had()
    {
        using var file = Bad();

        using var marked = await file.Mark(await file.Read(Survey));

        // The column of serials is text, also in the cell that was put there to be seen.
        var (format, fill) = marked.Look((document, sheet) =>
        {
            var cell = sheet.Worksheet!.Descendants<Cell>().Single(it => it.CellReference == "A4");
            var look = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ElementAt((int)cell.StyleIndex!.Value);
            return (look.NumberFormatId!.Value, look.FillId!.Value);
        });
        Assert.Equal((49u, 3u), (format, fill));
    }

    [Fact]
    public async Task A_marked_copy_that_was_mended_is_taken_and_marked_again_it_has_no_mark()
    {
        using var file = Bad();
        using var marked = await file.Mark(await file.Read(Survey));
        Assert.Equal(3, (await marked.Read(Survey)).Rejected);
        marked.Edit(sheet =>
        {
            Set(sheet, "C3", "4");
            Set(sheet, "AQ5", "Trên 60 tuổi");
        });

        var half = await marked.Read(Survey);
        using var again = await marked.Mark(half);
        again.Edit(sheet => Set(sheet, "A4", SheetSerial.Printed(4).Text));
        var mended = await again.Read(Survey);
        using var last = await again.Mark(mended);

        Assert.Equal(["A4"], half.Faults.Select(it => $"{it.Column}{it.Row}"));
        Assert.Empty(again.Validate());
        Assert.Equal(["A4"], again.Look(Notes).Keys);
        Assert.Equal((4, 4, 0), (mended.Rows, mended.Accepted, mended.Rejected));
        Assert.Empty(last.Validate());
        Assert.Empty(last.Look(Notes));
        Assert.Empty(last.Look(FilledCells));
    }

    [Fact]
    public async Task Notes_of_others_stay_also_on_a_bad_cell()
    {
        using var file = Bad();
        using (var document = SpreadsheetDocument.Open(file.Path, isEditable: true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.Single(it => it.Worksheet!.Descendants<Pane>().Any());
            sheet.AddNewPart<WorksheetCommentsPart>().Comments = new Comments(new Authors(new Author("Lan")), new CommentList(
                new Comment(new CommentText(new Text("xem lại"))) { Reference = "B2", AuthorId = 0 },
                new Comment(new CommentText(new Text("mờ"))) { Reference = "C3", AuthorId = 0 }));
            var boxes = sheet.AddNewPart<VmlDrawingPart>();
            using (var writer = new StreamWriter(boxes.GetStream(FileMode.Create)))
            {
                writer.Write("""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1031"><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>1</x:Column></x:ClientData></v:shape><v:shape id="_x0000_s1032"><x:ClientData ObjectType="Note"><x:Row>2</x:Row><x:Column>2</x:Column></x:ClientData></v:shape></xml>""");
            }

            sheet.Worksheet!.Append(new LegacyDrawing { Id = sheet.GetIdOfPart(boxes) });
        }

        var report = await file.Read(Survey);
        using var marked = await file.Mark(report);
        using var twice = await marked.Mark(report);

        Assert.All([marked, twice], copy =>
        {
            Assert.Empty(copy.Validate());
            var notes = copy.Look(Notes);
            Assert.Equal(["B2", "C3", "A4", "AQ5"], notes.Keys);
            Assert.Equal("xem lại", notes["B2"]);
            Assert.StartsWith("SIPAS:\nChỉ nhận", notes["C3"], StringComparison.Ordinal);
            Assert.EndsWith("“7”\n\nmờ", notes["C3"], StringComparison.Ordinal);
            var drawing = copy.Look((_, sheet) => new StreamReader(sheet.VmlDrawingParts.Single().GetStream()).ReadToEnd());
            Assert.Equal(4, System.Text.RegularExpressions.Regex.Count(drawing, "<x:Row>"));
            Assert.Contains("_x0000_s1033", drawing, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_workbook_without_looks_gets_some()
    {
        using var file = Bad();
        using (var document = SpreadsheetDocument.Open(file.Path, isEditable: true))
        {
            document.WorkbookPart!.DeletePart(document.WorkbookPart.WorkbookStylesPart!);
            foreach (var part in document.WorkbookPart.WorksheetParts)
            {
                part.Worksheet!.Descendants<Cell>().ToList().ForEach(it => it.StyleIndex = null);
                part.Worksheet.Descendants<Column>().ToList().ForEach(it => it.Style = null);
            }
        }

        using var marked = await file.Mark(await file.Read(Survey));

        Assert.Empty(marked.Validate());
        Assert.Equal(["C3", "A4", "AQ5"], marked.Look(FilledCells));
    }

    private static void Set(SheetData sheet, string name, string text)
    {
        var cell = sheet.Descendants<Cell>().Single(it => it.CellReference == name);
        var style = cell.StyleIndex;
        var filled = SheetFileOnDisk.Cell(name, text);
        filled.StyleIndex = style?.Value;
        cell.Parent!.ReplaceChild(filled, cell);
    }

    private static List<string> Values(SpreadsheetDocument document, WorksheetPart sheet) =>
        [.. sheet.Worksheet!.Descendants<Cell>().Where(it => it.HasChildren).Select(it => $"{it.CellReference} {(it.CellFormula is { } formula ? $"={formula.Text} {it.CellValue?.Text}" : it.InnerText)}")];

    private static List<string> Besides(SpreadsheetDocument document, WorksheetPart sheet) =>
        [.. sheet.Worksheet!.ChildElements.Where(it => it is not (SheetData or LegacyDrawing)).Select(it => it.OuterXml)];

    private static Dictionary<string, string> PartsOf(SheetFileOnDisk file)
    {
        using var archive = ZipFile.OpenRead(file.Path);
        return archive.Entries.ToDictionary(it => it.FullName, it => new StreamReader(it.Open()).ReadToEnd());
    }
}
