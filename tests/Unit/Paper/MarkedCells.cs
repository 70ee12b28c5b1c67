using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using SipasSurvey.Domain;
using SipasSurvey.Paper;

namespace SipasSurvey.UnitTests.Paper;

/// <summary>A workbook with bad cells, and the marks on it.</summary>
internal static class MarkedCells
{
    /// <summary>The survey that the workbook is of.</summary>
    public static readonly Survey MarkedSurvey = A.Catalogue.FindSurvey("sipas-2026")!;

    public static readonly SheetLayout Layout = SheetLayout.Of(MarkedSurvey);

    // Four sheets, of which one has a level that there is not, one no serial, and one an age that there is not.
    public static SheetFileOnDisk Bad()
    {
        var file = new SheetFileOnDisk(Template.Workbook(Layout, english: false));
        file.Edit(sheet =>
        {
            sheet.Elements<Row>().ElementAt(1).Remove();
            sheet.Append(SheetFileOnDisk.Filled(Layout, 2));
            sheet.Append(SheetFileOnDisk.Filled(Layout, 3, column => column.Code == "P02" ? "7" : null));
            sheet.Append(SheetFileOnDisk.Filled(Layout, 4, column => column.Code == "serial" ? "" : null));
            sheet.Append(SheetFileOnDisk.Filled(Layout, 5, column => column.Code == "age" ? "rất già" : null));
        });
        return file;
    }

    public static Dictionary<string, string> Notes(SpreadsheetDocument document, WorksheetPart sheet) =>
        sheet.WorksheetCommentsPart?.Comments!.Descendants<Comment>().ToDictionary(it => it.Reference!.Value!, it => it.InnerText) ?? [];

    public static List<string> FilledCells(SpreadsheetDocument document, WorksheetPart sheet)
    {
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var fill = styles.Fills!.Elements<Fill>().ToList().FindIndex(it => it.Descendants<ForegroundColor>().Any(color => color.Rgb?.Value == "FFFFC9CF"));
        var looks = styles.CellFormats!.Elements<CellFormat>().ToList();
        return [.. sheet.Worksheet!.Descendants<Cell>().Where(it => looks[(int)(it.StyleIndex?.Value ?? 0)].FillId!.Value == fill).Select(it => it.CellReference!.Value!)];
    }
}
