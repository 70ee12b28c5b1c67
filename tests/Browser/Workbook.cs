using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace SipasSurvey.BrowserTests;

/// <summary>A workbook that somebody fills in by hand: the template, or the marked copy that came back.</summary>
internal sealed class Workbook(string path) : IDisposable
{
    private readonly SpreadsheetDocument _document = SpreadsheetDocument.Open(path, isEditable: true);

    private WorksheetPart First => (WorksheetPart)_document.WorkbookPart!.GetPartById(_document.WorkbookPart.Workbook!.Descendants<Sheet>().First().Id!);

    private SheetData Data => First.Worksheet!.GetFirstChild<SheetData>()!;

    /// <summary>Cells that have a comment.</summary>
    public IReadOnlyList<string> Commented =>
        [.. First.GetPartsOfType<WorksheetCommentsPart>().SelectMany(part => part.Comments!.Descendants<Comment>()).Select(comment => comment.Reference!.Value!)];

    /// <summary>What the header says, by column.</summary>
    public IReadOnlyList<string> Header => [.. Data.Elements<Row>().First().Elements<Cell>().Select(TextOf)];

    /// <summary>Replaces everything below the header.</summary>
    public void Fill(IEnumerable<IReadOnlyList<string>> rows)
    {
        foreach (var row in Data.Elements<Row>().Skip(1).ToList())
        {
            row.Remove();
        }

        var number = 2u;
        foreach (var cells in rows)
        {
            var row = new Row { RowIndex = number };
            row.Append(cells.Select((text, column) => Cell(text, $"{(char)('A' + (column % 26))}", column, number)));
            Data.Append(row);
            number++;
        }
    }

    /// <summary>Types something into a cell that is there.</summary>
    public void Set(string reference, string text)
    {
        var cell = Data.Descendants<Cell>().Single(it => it.CellReference == reference);
        cell.RemoveAllChildren();
        cell.DataType = CellValues.InlineString;
        cell.Append(new InlineString(new Text(text)));
    }

    public void Dispose() => _document.Dispose();

    private static Cell Cell(string text, string letter, int column, uint row)
    {
        var reference = $"{(column < 26 ? "" : "A")}{letter}{row}";
        return text.Length > 0 && text.All(char.IsAsciiDigit)
            ? new Cell { CellReference = reference, CellValue = new CellValue(text) }
            : new Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };
    }

    private string TextOf(Cell cell) => cell.DataType?.Value == CellValues.SharedString
        ? _document.WorkbookPart!.SharedStringTablePart!.SharedStringTable!.ElementAt(int.Parse(cell.InnerText, System.Globalization.CultureInfo.InvariantCulture)).InnerText
        : cell.InnerText;
}
