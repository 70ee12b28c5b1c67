using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>
/// Writes a file of sheets again with its faults in it: in XLSX every bad cell is filled and has a note, in CSV there is one more column. The
/// rest stays as it was, so that somebody mends the marked copy and sends that.
/// </summary>
public static class MarkedFile
{
    /// <summary>How many notes a workbook gets; further bad cells are only filled. More notes than this make spreadsheets slow.</summary>
    public const int MostNotes = 2_000;

    /// <summary>What the text of each note begins with, by which a later marked copy knows notes of an earlier one.</summary>
    internal const string NoteBegins = "SIPAS:";

    /// <summary>How <see cref="LeftOut"/> ends, by which the column of an earlier marked copy is known.</summary>
    internal const string LeftOutEndsVi = "sửa các lỗi này rồi gửi lại tệp.";

    /// <summary>The same in English.</summary>
    internal const string LeftOutEndsEn = "mend these and send the file again.";

    private const string English = "en";

    /// <summary>Whether the marked copy is a workbook, and not CSV.</summary>
    public static bool IsWorkbook(SheetReport report) => report.Origin.Delimiter is null;

    /// <summary>Writes the marked copy.</summary>
    /// <param name="sourcePath">The file that was read.</param>
    /// <param name="report">What was found in it. Faults that it has not in full are not marked one by one, but their number is.</param>
    /// <param name="language">Language of the marks: <c>en</c>, or else Vietnamese.</param>
    /// <param name="output">Where to write; it has to take synchronous writing, and stays open.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <exception cref="SheetFileException">A part of the file that was not looked at when it was read is damaged, or too large.</exception>
    public static async Task Write(string sourcePath, SheetReport report, string language, Stream output, CancellationToken cancellation)
    {
        var english = language == English;
        if (IsWorkbook(report))
        {
            var cells = NotesOf(report, english);
            try
            {
                MarkedWorkbook.Write(sourcePath, report.Origin, cells, output, cancellation);
            }
            catch (Exception fault) when (XlsxPackage.IsDamage(fault))
            {
                throw FileFaults.Damaged();
            }
        }
        else
        {
            await MarkedCsv.Write(sourcePath, report, english, output, cancellation);
        }
    }

    /// <summary>How many faults are not marked one by one, in words; null when all are.</summary>
    internal static string? LeftOut(SheetReport report, bool english) =>
        report.FaultsLeftOut == 0 ? null : english
            ? $"{Shown.En(report.FaultsLeftOut)} more faults are not marked; {LeftOutEndsEn}"
            : $"Còn {Shown.Vi(report.FaultsLeftOut)} lỗi nữa chưa đánh dấu; {LeftOutEndsVi}";

    internal static string Say(LocalizedText text, bool english) => english ? text.En : text.Vi;

    private static MarkedCells NotesOf(SheetReport report, bool english)
    {
        var cells = new MarkedCells();
        if (LeftOut(report, english) is { } more && report.Faults.Count > 0)
        {
            cells.Add(report.Origin.HeaderRow, ColumnOf(report.Faults[0]), more);
        }

        foreach (var fault in report.Faults)
        {
            var found = fault.Value.Length == 0 ? "" : english ? $"\nFound: “{fault.Value}”" : $"\nĐang ghi: “{fault.Value}”";
            cells.Add(fault.Row, ColumnOf(fault), Say(fault.Message, english) + found);
        }

        return cells;
    }

    private static int ColumnOf(CellFault fault) => CellName.TryParse(fault.Column, out var column, out _) ? column : 0;
}

/// <summary>Cells to be marked, with what is wrong in each.</summary>
internal sealed class MarkedCells
{
    private readonly Dictionary<int, SortedList<int, string>> _rows = [];

    /// <summary>The cells in the order of the file.</summary>
    public IEnumerable<(int Row, int Column, string Text)> All =>
        _rows.OrderBy(row => row.Key).SelectMany(row => row.Value.Select(cell => (row.Key, cell.Key, cell.Value)));

    /// <summary>Marks a cell; what is said twice of one cell stands there in two lines.</summary>
    public void Add(int row, int column, string text)
    {
        if (!_rows.TryGetValue(row, out var cells))
        {
            _rows.Add(row, cells = []);
        }

        cells[column] = cells.TryGetValue(column, out var before) ? $"{before}\n{text}" : text;
    }

    /// <summary>Places of the marked cells of a row, from 0, in order.</summary>
    public IList<int> In(int row) => _rows.TryGetValue(row, out var cells) ? cells.Keys : [];

    /// <summary>Name of a cell.</summary>
    public static string NameOf(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{CellName.Column(column)}{row}");
}
