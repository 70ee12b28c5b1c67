using System.Globalization;
using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>The rows of a sheet of a workbook, parsed as they come: no more than one row is in memory.</summary>
internal sealed class XlsxTable : ITable
{
    // Areas of merged cells and hidden columns that are kept; one is enough to refuse the file.
    private const int MostAreas = 10_000;

    private readonly XlsxPackage _package;
    private readonly XmlReader _xml;
    private readonly XlsxRow _cells;
    private readonly List<CellArea> _merged = [];
    private readonly List<CellArea> _hiddenColumns = [];
    private bool _inData;

    private XlsxTable(XlsxPackage package, XlsxWorkbook workbook, string part)
    {
        _package = package;
        _xml = package.Read(part, Limits.LargePart);
        _cells = new XlsxRow(_xml, workbook);
    }

    /// <inheritdoc/>
    public int Row { get; private set; }

    /// <inheritdoc/>
    public int Width => _cells.Width;

    /// <inheritdoc/>
    public bool IsHidden { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<CellArea> Merged => _merged;

    /// <inheritdoc/>
    public IReadOnlyList<CellArea> HiddenColumns => _hiddenColumns;

    /// <summary>Opens the first visible sheet that has a header, behind it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="wanted">The header that is looked for.</param>
    /// <exception cref="SheetFileException">It is no workbook that can be taken, or has no header.</exception>
    public static (ITable Table, TableOrigin Origin) Open(string path, WantedHeader wanted)
    {
        var package = XlsxPackage.Open(path);
        XlsxTable? table = null;
        try
        {
            var workbook = XlsxWorkbook.Of(package);
            foreach (var (name, part) in workbook.Sheets)
            {
                table = new XlsxTable(package, workbook, part);
                while (table.Row < Limits.HeaderRows && table.Read())
                {
                    var headings = TableHeader.Of(table);
                    if (table.Row <= Limits.HeaderRows && wanted.Score(headings) > 0)
                    {
                        return (table, new TableOrigin(Delimiter: null, Encoding: null, name, part, table.Row, headings));
                    }
                }

                table._xml.Dispose();
            }

            throw workbook.Sheets.Count == 0 ? FileFaults.NoSheet() : wanted.None();
        }
        catch (Exception fault)
        {
            table?._xml.Dispose();
            package.Dispose();
            if (XlsxPackage.IsDamage(fault))
            {
                throw FileFaults.Damaged();
            }

            throw;
        }
    }

    /// <inheritdoc/>
    public bool Read()
    {
        try
        {
            return ReadOn();
        }
        catch (Exception fault) when (XlsxPackage.IsDamage(fault))
        {
            throw FileFaults.Damaged();
        }
    }

    /// <inheritdoc/>
    public CellKind KindOf(int column) => _cells.KindOf(column);

    /// <inheritdoc/>
    public ReadOnlySpan<char> TextOf(int column) => _cells.TextOf(column);

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Dispose();
        _package.Dispose();
    }

    // Reads to the end of the part even when the rows are over: merged cells are named behind them, and the checksum is compared there.
    private bool ReadOn()
    {
        while (_xml.Read())
        {
            if (_xml.NodeType == XmlNodeType.EndElement)
            {
                _inData &= _xml.LocalName != "sheetData";
            }
            else if (_xml.NodeType == XmlNodeType.Element)
            {
                XlsxPackage.RefuseDepth(_xml);
                switch (_xml.LocalName)
                {
                    case "row" when _inData:
                        BeginRow();
                        _cells.Read(Row);
                        return true;
                    case "sheetData":
                        _inData = !_xml.IsEmptyElement;
                        break;
                    case "mergeCell" when _merged.Count < MostAreas && CellName.TryParseArea(_xml.GetAttribute("ref"), out var area):
                        _merged.Add(area);
                        break;
                    case "col" when _hiddenColumns.Count < MostAreas && _xml.GetAttribute("hidden") is "1" or "true":
                        _hiddenColumns.Add(new CellArea(0, 0, Place("min") - 1, Place("max") - 1));
                        break;
                }
            }
        }

        return false;
    }

    private void BeginRow()
    {
        var number = _xml.GetAttribute("r");
        var row = number is null ? Row + 1 : Place("r");
        if (row <= Row)
        {
            throw FileFaults.Damaged($"{row}");
        }

        Row = row;
        IsHidden = _xml.GetAttribute("hidden") is "1" or "true";
    }

    private int Place(string attribute) =>
        int.TryParse(_xml.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var place) ? place : 0;
}
