using System.Globalization;
using System.Xml;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Where in the rows of a sheet its copy is, and the look of each cell there: that of bad ones is another, and those that are not in the file are added.</summary>
internal sealed class MarkedRows(XmlReader from, XmlWriter to, MarkedCells cells, MarkedStyles styles)
{
    private const int RowsAtOnce = 256;

    private readonly List<(int First, int Last, int Style)> _columns = [];
    private IEnumerator<int>? _bad;
    private string _main = "";
    private int _row;
    private int _column;
    private int _rowStyle;

    /// <summary>Keeps the look of the columns that the element where the reader is describes.</summary>
    public void KnowColumns()
    {
        if (Number("style") is { } style)
        {
            _columns.Add(((Number("min") ?? 1) - 1, (Number("max") ?? 1) - 1, style));
        }
    }

    /// <summary>Begins the row where the reader is.</summary>
    /// <param name="main">Namespace of the sheet.</param>
    /// <param name="cancellation">Stops the copying, once in a while.</param>
    public void Begin(string main, CancellationToken cancellation)
    {
        _main = main;
        _row = Number("r") ?? _row + 1;
        _column = -1;
        _rowStyle = from.GetAttribute("customFormat") is "1" or "true" ? Number("s") ?? -1 : -1;
        var bad = cells.In(_row).GetEnumerator();
        _bad = bad.MoveNext() ? bad : null;
        if (_row % RowsAtOnce == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Goes to the cell where the reader is, past bad ones that are not in the file.</summary>
    public void BeginCell()
    {
        _column = CellName.TryParse(from.GetAttribute("r"), out var named, out _) && named >= 0 ? named : _column + 1;
        AddCells(before: _column);
    }

    /// <summary>Writes what the cell's element says of it, with its look.</summary>
    public void WriteCellAttributes()
    {
        var isBad = _bad?.Current == _column;
        if (isBad)
        {
            Advance();
        }

        var style = Number("s") ?? 0;
        var look = isBad ? styles.Marked(style) : styles.Plain(style);
        var hasStyle = false;
        while (from.MoveToNextAttribute())
        {
            var isStyle = from is { LocalName: "s", Prefix: "" };
            hasStyle |= isStyle;
            to.WriteAttributeString(from.Prefix, from.LocalName, from.NamespaceURI, isStyle ? Text(look) : from.Value);
        }

        from.MoveToElement();
        if (!hasStyle && look != 0)
        {
            to.WriteAttributeString("s", Text(look));
        }
    }

    /// <summary>Ends the row, with bad cells behind the last one that is in the file.</summary>
    public void End() => AddCells(before: int.MaxValue);

    // A blank cell is often not in the file at all; one that ought not to be blank is put there, to be seen.
    private void AddCells(int before)
    {
        while (_bad?.Current < before)
        {
            var column = _bad.Current;
            var style = _rowStyle >= 0 ? _rowStyle : _columns.FirstOrDefault(it => it.First <= column && column <= it.Last).Style;
            to.WriteStartElement(from.Prefix, "c", _main);
            to.WriteAttributeString("r", MarkedCells.NameOf(_row, column));
            to.WriteAttributeString("s", Text(styles.Marked(style)));
            to.WriteEndElement();
            Advance();
        }
    }

    private void Advance() => _bad = _bad!.MoveNext() ? _bad : null;

    private int? Number(string attribute) =>
        int.TryParse(from.GetAttribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
