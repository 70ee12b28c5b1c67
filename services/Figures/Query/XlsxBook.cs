using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace SipasSurvey.Figures.Query;

/// <summary>A column of a sheet.</summary>
/// <param name="Heading">What stands above it.</param>
/// <param name="Width">Its width in characters.</param>
/// <param name="Wraps">Whether long texts in it go on in further lines.</param>
internal sealed record XlsxColumn(string Heading, int Width, bool Wraps = false)
{
    /// <summary>Width of codes and numbers.</summary>
    public const int Narrow = 12;

    /// <summary>Width of names.</summary>
    public const int Wide = 36;
}

/// <summary>A sheet of a workbook: its first row holds the headings and stays in sight.</summary>
/// <param name="Name">Name on its tab.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows: cells are texts, whole numbers, percentages (double), flags or null.</param>
/// <param name="FrozenColumns">How many columns stay in sight.</param>
internal sealed record XlsxSheet(string Name, IReadOnlyList<XlsxColumn> Columns, IEnumerable<IEnumerable<object?>> Rows, int FrozenColumns = 0);

/// <summary>
/// Writes workbooks (ECMA-376) row by row, with number formats, and to the same bytes each time. Written here, as the package that could (MiniExcel)
/// draws ids at random and stamps the time, which could be put right only in a copy of the whole file.
/// </summary>
internal static class XlsxBook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    // Zip knows no time before this one.
    private static readonly DateTimeOffset StartOfZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Places among the cell formats of the part of styles.
    private enum Style
    {
        Plain,
        Heading,
        Count,
        Percentage,
        Wrapped,
    }

    public static async Task Write(FileOutlet outlet, IReadOnlyList<XlsxSheet> sheets, CancellationToken cancellationToken)
    {
        using var archive = new ZipArchive(outlet, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, text) in XlsxParts.Of([.. sheets.Select(sheet => sheet.Name)]))
        {
            await using var part = new StreamWriter(Entry(archive, name), new UTF8Encoding(false));
            await part.WriteAsync(text);
        }

        foreach (var (sheet, i) in sheets.Select((sheet, i) => (sheet, i)))
        {
            using var part = Entry(archive, XlsxParts.SheetPath(i));
            using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false) });
            await Write(xml, sheet, outlet, cancellationToken);
        }
    }

    private static Stream Entry(ZipArchive archive, string name)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = StartOfZipTime;
        return entry.Open();
    }

    private static async Task Write(XmlWriter xml, XlsxSheet sheet, FileOutlet outlet, CancellationToken cancellationToken)
    {
        xml.WriteStartElement("worksheet", Main);
        WriteView(xml, sheet);
        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < sheet.Columns.Count; i++)
        {
            WriteEmpty(xml, "col", ("min", i + 1), ("max", i + 1), ("width", sheet.Columns[i].Width), ("customWidth", 1));
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        var letters = sheet.Columns.Select((_, i) => Letters(i)).ToList();
        var row = 1;
        WriteRow(xml, row, sheet.Columns.Select(column => column.Heading), letters, (_, _) => Style.Heading);
        foreach (var cells in sheet.Rows)
        {
            WriteRow(xml, ++row, cells, letters, (column, value) => value switch
            {
                long or int => Style.Count,
                double => Style.Percentage,
                _ => sheet.Columns[column].Wraps ? Style.Wrapped : Style.Plain,
            });
            if (row % ValueFile.RowsAtOnce == 0)
            {
                await outlet.PassOn(cancellationToken);
            }
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteView(XmlWriter xml, XlsxSheet sheet)
    {
        var (corner, pane) = ($"{Letters(sheet.FrozenColumns)}2", sheet.FrozenColumns > 0 ? "bottomRight" : "bottomLeft");
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        WriteEmpty(xml, "pane", [.. sheet.FrozenColumns > 0 ? [("xSplit", sheet.FrozenColumns)] : Array.Empty<(string, object)>(),
            ("ySplit", 1), ("topLeftCell", corner), ("activePane", pane), ("state", "frozen")]);
        WriteEmpty(xml, "selection", ("pane", pane), ("activeCell", corner), ("sqref", corner));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteRow(XmlWriter xml, int row, IEnumerable<object?> cells, List<string> letters, Func<int, object, Style> styleOf)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", row.ToString(CultureInfo.InvariantCulture));
        foreach (var (value, column) in cells.Select((value, column) => (value, column)))
        {
            if (value is null)
            {
                continue;
            }

            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", string.Create(CultureInfo.InvariantCulture, $"{letters[column]}{row}"));
            xml.WriteAttributeString("s", ((int)styleOf(column, value)).ToString(CultureInfo.InvariantCulture));
            if (value is string text)
            {
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                xml.WriteElementString("t", Main, text);
                xml.WriteEndElement();
            }
            else
            {
                if (value is bool)
                {
                    xml.WriteAttributeString("t", "b");
                }

                xml.WriteElementString("v", Main, value is bool flag ? flag ? "1" : "0" : Convert.ToString(value, CultureInfo.InvariantCulture));
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteEmpty(XmlWriter xml, string name, params IEnumerable<(string Name, object Value)> attributes)
    {
        xml.WriteStartElement(name, Main);
        foreach (var (attribute, value) in attributes)
        {
            xml.WriteAttributeString(attribute, Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        xml.WriteEndElement();
    }

    // A … Z, AA … ZZ, AAA …
    private static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letters((column / 26) - 1)}{(char)('A' + (column % 26))}";
}
