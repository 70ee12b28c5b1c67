using System.Globalization;
using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>The cells of one row of a sheet. Their texts share one buffer, which the next row writes over.</summary>
internal sealed class XlsxRow
{
    // Of a formula only its beginning is shown.
    private const int FormulaCharacters = 60;

    private readonly XmlReader _xml;
    private readonly Cell[] _cells = new Cell[Limits.Columns];
    private readonly CellText _text;
    private readonly char[] _attribute = new char[32];
    private int _row;
    private int _column;

    public XlsxRow(XmlReader xml, XlsxWorkbook workbook)
    {
        _xml = xml;
        _text = new CellText(workbook);
    }

    private enum Inside
    {
        Nothing,
        Value,
        Formula,
    }

    /// <summary>The place of the last cell that is not blank, and one more.</summary>
    public int Width { get; private set; }

    public CellKind KindOf(int column) => column < Width ? _cells[column].Kind : CellKind.Text;

    public ReadOnlySpan<char> TextOf(int column) => column < Width ? _text.Of(_cells[column].Start, _cells[column].Length) : [];

    /// <summary>Reads the row that the parser is at, to its end.</summary>
    /// <param name="row">Its number, for faults.</param>
    public void Read(int row)
    {
        Array.Clear(_cells, 0, Width);
        (Width, _row, _column) = (0, row, -1);
        _text.Length = 0;
        if (_xml.IsEmptyElement)
        {
            return;
        }

        var depth = _xml.Depth;
        while (_xml.Read() && _xml.Depth > depth)
        {
            if (_xml.NodeType == XmlNodeType.Element)
            {
                XlsxPackage.RefuseDepth(_xml);
                if (_xml.LocalName == "c")
                {
                    ReadCell();
                }
            }
        }
    }

    private void ReadCell()
    {
        var (type, style) = ReadAttributes();
        if (_xml.IsEmptyElement)
        {
            return;
        }

        var start = _text.Length;
        var isFormula = ReadValue(start);
        var kind = isFormula ? CellKind.Formula : _text.Resolve(type, style, start) ?? throw FileFaults.Damaged(CellName.Of(_column, _row));
        var length = _text.Length - start;
        if (length == 0 || (!isFormula && _text.Of(start, length).IsWhiteSpace()))
        {
            _text.Length = start;
            return;
        }

        if (_column >= Limits.Columns)
        {
            throw FileFaults.TooManyColumns(CellName.Of(_column, _row));
        }

        if (_column < Width && _cells[_column].Length > 0)
        {
            throw FileFaults.Damaged(CellName.Of(_column, _row));
        }

        _cells[_column] = new Cell(start, length, kind);
        Width = Math.Max(Width, _column + 1);
    }

    private (XlsxType Type, int Style) ReadAttributes()
    {
        var (type, style, column) = (XlsxType.Number, 0, _column + 1);
        while (_xml.MoveToNextAttribute())
        {
            switch (_xml.LocalName)
            {
                case "r":
                    column = CellName.TryParse(Attribute(), out var named, out _) && named >= 0 ? named : throw FileFaults.Damaged();
                    break;
                case "s":
                    _ = int.TryParse(Attribute(), NumberStyles.None, CultureInfo.InvariantCulture, out style);
                    break;
                case "t":
                    type = Attribute() switch
                    {
                        "s" => XlsxType.Shared,
                        "str" or "inlineStr" => XlsxType.Text,
                        "b" => XlsxType.Boolean,
                        "e" => XlsxType.Error,
                        "d" => XlsxType.Day,
                        _ => XlsxType.Number,
                    };
                    break;
            }
        }

        _column = column;
        _xml.MoveToElement();
        return (type, style);
    }

    // Without making a text of it, as there are three for every cell. Those that mean something are short.
    private ReadOnlySpan<char> Attribute() => _attribute.AsSpan(0, _xml.ReadValueChunk(_attribute, 0, _attribute.Length));

    // The value is in "v", or in the "t" of "is"; "rPh" says how it is pronounced. A cell with "f" is a formula, whatever its last result was.
    private bool ReadValue(int start)
    {
        var (depth, inside, isFormula, isSound) = (_xml.Depth, Inside.Nothing, false, false);
        while (_xml.Read() && _xml.Depth > depth)
        {
            switch (_xml.NodeType)
            {
                case XmlNodeType.Element:
                    XlsxPackage.RefuseDepth(_xml);
                    isSound |= _xml.LocalName == "rPh" && !_xml.IsEmptyElement;
                    if (_xml.LocalName == "f")
                    {
                        isFormula = true;
                        _text.Length = start;
                        _text.Append("=");
                    }

                    inside = _xml.IsEmptyElement || isSound ? Inside.Nothing : _xml.LocalName switch
                    {
                        "f" => Inside.Formula,
                        "v" or "t" => isFormula ? Inside.Nothing : Inside.Value,
                        _ => Inside.Nothing,
                    };
                    break;
                case XmlNodeType.EndElement:
                    inside = Inside.Nothing;
                    isSound &= _xml.LocalName != "rPh";
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inside != Inside.Nothing:
                    ReadText(start, inside);
                    break;
            }
        }

        return isFormula;
    }

    private void ReadText(int start, Inside inside)
    {
        while (_text.AppendFrom(_xml) > 0)
        {
            if (inside == Inside.Formula && _text.Length - start > FormulaCharacters)
            {
                return;
            }

            if (_text.Length - start > Limits.CellCharacters || _text.Length > Limits.RowCharacters)
            {
                throw FileFaults.CellTooLarge(CellName.Of(_column, _row));
            }
        }
    }

    private readonly record struct Cell(int Start, int Length, CellKind Kind);
}
