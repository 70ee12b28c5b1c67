using System.Xml;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Copies the part of a sheet as it is parsed, one node after the other, and gives bad cells another look.</summary>
internal sealed class MarkedSheet
{
    private const string LegacyDrawing = "legacyDrawing";

    // What stands behind the drawing of notes, by the order that the format prescribes.
    private static readonly HashSet<string> Behind =
        ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"];

    private readonly XmlReader _from;
    private readonly XmlWriter _to;
    private readonly MarkedRows _rows;
    private string _main = "";
    private bool _inData;

    private MarkedSheet(XmlReader from, XmlWriter to, MarkedRows rows) => (_from, _to, _rows) = (from, to, rows);

    /// <summary>Copies the part.</summary>
    /// <param name="from">The part.</param>
    /// <param name="to">Its copy.</param>
    /// <param name="cells">The bad cells.</param>
    /// <param name="styles">The looks.</param>
    /// <param name="drawing">Namespace of relations, and the id by which the sheet refers to the drawing of notes if it has none yet; null for no drawing.</param>
    /// <param name="cancellation">Stops the copying.</param>
    /// <returns>The id by which the sheet had referred to a drawing of notes; null when it had not.</returns>
    public static string? Copy(
        XmlReader from, XmlWriter to, MarkedCells cells, MarkedStyles styles, (string Namespace, string Id)? drawing, CancellationToken cancellation) =>
        new MarkedSheet(from, to, new MarkedRows(from, to, cells, styles)).Copy(drawing, cancellation);

    private string? Copy((string Namespace, string Id)? drawing, CancellationToken cancellation)
    {
        string? found = null;
        var isWritten = drawing is null;
        _to.WriteStartDocument(standalone: true);
        while (_from.Read())
        {
            if (_from is { NodeType: XmlNodeType.Element, Depth: 1 } && _from.NamespaceURI == _main)
            {
                if (_from.LocalName == LegacyDrawing)
                {
                    found = IdOfDrawing();
                    isWritten = true;
                }
                else if (!isWritten && Behind.Contains(_from.LocalName))
                {
                    WriteDrawing(drawing!.Value);
                    isWritten = true;
                }
            }
            else if (!isWritten && _from is { NodeType: XmlNodeType.EndElement, Depth: 0 })
            {
                WriteDrawing(drawing!.Value);
            }

            CopyNode(cancellation);
        }

        _to.WriteEndDocument();
        return found;
    }

    private void CopyNode(CancellationToken cancellation)
    {
        switch (_from.NodeType)
        {
            case XmlNodeType.Element:
                XlsxPackage.RefuseDepth(_from);
                BeginElement(cancellation);
                break;
            case XmlNodeType.EndElement:
                EndElement();
                break;
            case XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                if (_from.Depth > 0)
                {
                    _to.WriteWhitespace(_from.Value);
                }

                break;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                _to.WriteString(_from.Value);
                break;
        }
    }

    private void BeginElement(CancellationToken cancellation)
    {
        var (depth, isEmpty) = (_from.Depth, _from.IsEmptyElement);
        if (depth == 0)
        {
            _main = _from.NamespaceURI;
        }

        var (isRow, isCell) = (_inData && depth == 2 && _from.LocalName == "row", _inData && depth == 3 && _from.LocalName == "c");
        switch (depth)
        {
            case 1 when _from.LocalName == "sheetData":
                _inData = !isEmpty;
                break;
            case 2 when _from.LocalName == "col":
                _rows.KnowColumns();
                break;
            case 2 when isRow:
                _rows.Begin(_main, cancellation);
                break;
            case 3 when isCell:
                _rows.BeginCell();
                break;
        }

        _to.WriteStartElement(_from.Prefix, _from.LocalName, _from.NamespaceURI);
        if (isCell)
        {
            _rows.WriteCellAttributes();
        }
        else
        {
            _to.WriteAttributes(_from, defattr: false);
        }

        if (isEmpty)
        {
            EndElement(isRow);
        }
    }

    private void EndElement() => EndElement(isRow: _inData && _from.Depth == 2 && _from.LocalName == "row");

    private void EndElement(bool isRow)
    {
        if (isRow)
        {
            _rows.End();
        }

        _inData &= _from is not { Depth: 1, NodeType: XmlNodeType.EndElement };
        _to.WriteEndElement();
    }

    private void WriteDrawing((string Namespace, string Id) drawing)
    {
        _to.WriteStartElement(_to.LookupPrefix(_main) ?? "", LegacyDrawing, _main);
        _to.WriteAttributeString(_to.LookupPrefix(drawing.Namespace) is { Length: > 0 } prefix ? prefix : "r", "id", drawing.Namespace, drawing.Id);
        _to.WriteEndElement();
    }

    private string? IdOfDrawing()
    {
        string? id = null;
        while (_from.MoveToNextAttribute())
        {
            id = _from.LocalName == "id" ? _from.Value : id;
        }

        _from.MoveToElement();
        return id;
    }
}
