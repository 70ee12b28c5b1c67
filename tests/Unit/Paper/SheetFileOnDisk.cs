using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.UnitTests.Paper;

/// <summary>A file of paper sheets that is gone when the test is over.</summary>
internal sealed class SheetFileOnDisk : IDisposable
{
    public SheetFileOnDisk(byte[] content) => File.WriteAllBytes(Path, content);

    public string Path { get; } = System.IO.Path.GetTempFileName();

    /// <summary>A row with a printed serial, every item answered, and all else left out.</summary>
    public static Row Filled(SheetLayout layout, uint row, Func<SheetColumn, string?>? but = null)
    {
        var filled = new Row { RowIndex = row };
        foreach (var (place, column) in layout.Columns.Index())
        {
            var text = but?.Invoke(column) ?? column.Kind switch
            {
                SheetColumnKind.Serial => SheetSerial.Printed((int)row).Text,
                SheetColumnKind.Item => $"{((column.Place + (int)row) % 5) + 1}",
                SheetColumnKind.Respondent => column.Choices[0].Name.Vi,
                _ => "",
            };
            if (text.Length > 0)
            {
                filled.Append(Cell(CellName.Of(place, (int)row), text, isNumber: column.Kind == SheetColumnKind.Item && text.All(char.IsAsciiDigit)));
            }
        }

        return filled;
    }

    public static Cell Cell(string name, string text, bool isNumber = false) => isNumber
        ? new Cell { CellReference = name, CellValue = new CellValue(text) }
        : new Cell { CellReference = name, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(text)) };

    public Task<SheetReport> Read(Survey survey, int mostFaults = SheetFile.MostFaults) =>
        SheetFile.Read(Path, "phieu", new SheetOrder(survey, "15", "", null), null, mostFaults, default);

    /// <summary>The marked copy, as another file.</summary>
    public async Task<SheetFileOnDisk> Mark(SheetReport report, string language = "vi")
    {
        using var marked = new MemoryStream();
        await MarkedFile.Write(Path, report, language, marked, default);
        return new SheetFileOnDisk(marked.ToArray());
    }

    /// <summary>Changes the first sheet, as somebody with a spreadsheet would.</summary>
    public void Edit(Action<SheetData> change)
    {
        using var document = SpreadsheetDocument.Open(Path, isEditable: true);
        change(FirstSheet(document).Worksheet!.GetFirstChild<SheetData>()!);
    }

    /// <summary>Faults that Microsoft's validator finds.</summary>
    public IReadOnlyList<string> Validate()
    {
        using var document = SpreadsheetDocument.Open(Path, isEditable: false);
        return [.. new OpenXmlValidator().Validate(document).Select(it => $"{it.Part?.Uri} {it.Path?.XPath}: {it.Description}")];
    }

    /// <summary>Looks at the first sheet.</summary>
    public T Look<T>(Func<SpreadsheetDocument, WorksheetPart, T> look)
    {
        using var document = SpreadsheetDocument.Open(Path, isEditable: false);
        return look(document, FirstSheet(document));
    }

    public void Dispose() => File.Delete(Path);

    private static WorksheetPart FirstSheet(SpreadsheetDocument document) =>
        (WorksheetPart)document.WorkbookPart!.GetPartById(document.WorkbookPart.Workbook!.Descendants<Sheet>().First().Id!);
}
