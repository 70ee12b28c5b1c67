using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>The looks of cells in a workbook, to which that of a bad cell is added: as it was, but filled.</summary>
internal sealed class MarkedStyles
{
    // Light red, and no colour that Excel offers by itself: so cells that an earlier marked copy filled are known from those that somebody did.
    private const string Fill = "FFFFC9CF";

    // Children of the root in the order that the format prescribes.
    private static readonly string[] Order =
        ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "tableStyles", "colors", "extLst"];

    private readonly XDocument _document;
    private readonly XNamespace _main;
    private readonly XElement _formats;
    private readonly List<XElement> _known;
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int> _marked = [];
    private readonly Dictionary<int, int> _plain = [];
    private readonly string _fill;

    private MarkedStyles(XDocument document)
    {
        (_document, _main) = (document, document.Root!.Name.Namespace);
        var fills = Child("fills");
        var known = fills.Elements(_main + "fill").ToList();
        var ours = known.FindIndex(it => it.Descendants(_main + "fgColor").Any(color => (string?)color.Attribute("rgb") == Fill));
        if (ours < 0)
        {
            // The first two are fixed: none, and one that Excel keeps for itself.
            for (var fixedOne = known.Count; fixedOne < 2; fixedOne++)
            {
                fills.Add(Pattern(fixedOne == 0 ? "none" : "gray125"));
            }

            ours = Math.Max(known.Count, 2);
            fills.Add(Pattern("solid", new XElement(_main + "fgColor", new XAttribute("rgb", Fill)), new XElement(_main + "bgColor", new XAttribute("indexed", 64))));
            fills.SetAttributeValue("count", ours + 1);
        }

        _fill = ours.ToString(CultureInfo.InvariantCulture);
        _formats = Child("cellXfs");
        _known = [.. _formats.Elements(_main + "xf")];
        if (_known.Count == 0)
        {
            Add(new XElement(_main + "xf", new XAttribute("numFmtId", 0), new XAttribute("fontId", 0), new XAttribute("fillId", 0), new XAttribute("borderId", 0)));
        }

        for (var place = _known.Count - 1; place >= 0; place--)
        {
            _places[Text(_known[place])] = place;
        }
    }

    /// <summary>Reads the part; begins one when there is none.</summary>
    public static MarkedStyles Of(XlsxPackage package, string? part, XNamespace main)
    {
        if (part is null)
        {
            return new MarkedStyles(new XDocument(new XElement(main + "styleSheet",
                new XElement(main + "fonts", new XAttribute("count", 1), new XElement(main + "font")),
                new XElement(main + "borders", new XAttribute("count", 1), new XElement(main + "border")))));
        }

        using var xml = package.Read(part, Limits.SmallPart);
        return new MarkedStyles(XDocument.Load(xml, LoadOptions.PreserveWhitespace));
    }

    /// <summary>The look of a bad cell that had some look.</summary>
    public int Marked(int style) => Known(_marked, style, xf => xf.Attribute("fillId")?.Value == _fill, _fill);

    /// <summary>The look of a cell that is not bad: as it was, unless an earlier marked copy filled it.</summary>
    public int Plain(int style) => Known(_plain, style, xf => xf.Attribute("fillId")?.Value != _fill, "0");

    /// <summary>Writes the part.</summary>
    public void Save(XmlWriter to)
    {
        _formats.SetAttributeValue("count", _known.Count);
        _document.Save(to);
    }

    private int Known(Dictionary<int, int> known, int style, Func<XElement, bool> isSo, string fill)
    {
        if (known.TryGetValue(style, out var place))
        {
            return place;
        }

        var look = _known[style >= 0 && style < _known.Count ? style : 0];
        if (isSo(look))
        {
            return known[style] = style;
        }

        var other = new XElement(look);
        other.SetAttributeValue("fillId", fill);
        other.SetAttributeValue("applyFill", fill == "0" ? null : "1");
        return known[style] = _places.TryGetValue(Text(other), out place) ? place : Add(other);
    }

    private int Add(XElement look)
    {
        _formats.Add(look);
        _known.Add(look);
        return _places[Text(look)] = _known.Count - 1;
    }

    private static string Text(XElement look) => look.ToString(SaveOptions.DisableFormatting);

    private XElement Pattern(string type, params object[] colors) =>
        new(_main + "fill", new XElement(_main + "patternFill", new XAttribute("patternType", type), colors));

    private XElement Child(string name)
    {
        if (_document.Root!.Element(_main + name) is { } there)
        {
            return there;
        }

        var made = new XElement(_main + name);
        var after = _document.Root.Elements().LastOrDefault(it => it.Name.Namespace == _main && Array.IndexOf(Order, it.Name.LocalName) < Array.IndexOf(Order, name));
        if (after is null)
        {
            _document.Root.AddFirst(made);
        }
        else
        {
            after.AddAfterSelf(made);
        }

        return made;
    }
}
