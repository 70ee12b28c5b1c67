using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>
/// A workbook written by hand, so that it can also be wrong. A cell is an int or double (number), a string (inline text), a
/// <see cref="Xml"/> (as it is), or null.
/// </summary>
internal sealed class Book
{
    public const string Spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private readonly Dictionary<string, byte[]> _parts = [];

    /// <summary>XML that stands in a row as it is; {0} is the cell's name.</summary>
    public sealed record Xml(string Format);

    /// <summary>Content type of the workbook.</summary>
    public string Kind { get; init; } = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    /// <summary>Codes of the formats that cells refer to by s="1", s="2" …</summary>
    public string[] Formats { get; init; } = [];

    /// <summary>Texts that cells refer to by number, as XML within "si".</summary>
    public string[] Texts { get; init; } = [];

    public bool From1904 { get; init; }

    public static Xml Formula(string formula, string value) => new($"<c r=\"{{0}}\"><f>{formula}</f><v>{value}</v></c>");

    public static Xml Styled(int style, string number) => new($"<c r=\"{{0}}\" s=\"{style}\"><v>{number}</v></c>");

    public static Xml Typed(string type, string value) => new($"<c r=\"{{0}}\" t=\"{type}\"><v>{value}</v></c>");

    /// <summary>Rows of texts as cells; those that are whole numbers as numbers where it is asked for.</summary>
    public static IEnumerable<object?[]> Cells(IEnumerable<string[]> rows, bool numbers = false) =>
        rows.Select(row => row.Select(it => it.Length == 0 ? null : numbers && int.TryParse(it, out var number) ? (object)number : it).ToArray());

    public Book Sheet(IEnumerable<object?[]> rows, string before = "", string after = "", Func<int, string>? rowAttributes = null, string state = "visible")
    {
        var data = new StringBuilder();
        var number = 0;
        foreach (var row in rows)
        {
            number++;
            data.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\"{rowAttributes?.Invoke(number)}>");
            for (var column = 0; column < row.Length; column++)
            {
                data.Append(Cell(row[column], CellName.Of(column, number)));
            }

            data.Append("</row>");
        }

        return RawSheet($"<worksheet xmlns=\"{Spreadsheet}\">{before}<sheetData>{data}</sheetData>{after}</worksheet>", state);
    }

    public Book RawSheet(string xml, string state = "visible")
    {
        _sheets.Add(($"Trang {_sheets.Count + 1}", state, xml));
        return this;
    }

    public Book Part(string name, byte[] content)
    {
        _parts[name] = content;
        return this;
    }

    public byte[] ToBytes()
    {
        const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        const string Package = "http://schemas.openxmlformats.org/package/2006";
        var formats = string.Concat(Formats.Select((it, place) => $"<numFmt numFmtId=\"{200 + place}\" formatCode=\"{SecurityElement.Escape(it)}\"/>"));
        var styles = string.Concat(Formats.Select((_, place) => $"<xf numFmtId=\"{200 + place}\"/>"));
        Dictionary<string, string> parts = new()
        {
            ["[Content_Types].xml"] = $"<Types xmlns=\"{Package}/content-types\"><Override PartName=\"/xl/workbook.xml\" ContentType=\"{Kind}\"/></Types>",
            ["_rels/.rels"] = $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            ["xl/workbook.xml"] = $"<workbook xmlns=\"{Spreadsheet}\" xmlns:r=\"{Relations}\"><workbookPr date1904=\"{(From1904 ? 1 : 0)}\"/><sheets>"
                + string.Concat(_sheets.Select((it, place) => $"<sheet name=\"{it.Name}\" sheetId=\"{place + 1}\" state=\"{it.State}\" r:id=\"s{place + 1}\"/>"))
                + "</sheets></workbook>",
            ["xl/_rels/workbook.xml.rels"] = $"<Relationships xmlns=\"{Package}/relationships\">"
                + string.Concat(_sheets.Select((_, place) => $"<Relationship Id=\"s{place + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{place + 1}.xml\"/>"))
                + $"<Relationship Id=\"x\" Type=\"{Relations}/externalLink\" Target=\"http://elsewhere.example/a.xlsx\" TargetMode=\"External\"/>"
                + $"<Relationship Id=\"st\" Type=\"{Relations}/styles\" Target=\"/xl/styles.xml\"/><Relationship Id=\"t\" Type=\"{Relations}/sharedStrings\" Target=\"./sharedStrings.xml\"/></Relationships>",
            ["xl/styles.xml"] = $"<styleSheet xmlns=\"{Spreadsheet}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>{styles}</cellXfs></styleSheet>",
            ["xl/sharedStrings.xml"] = $"<sst xmlns=\"{Spreadsheet}\">{string.Concat(Texts.Select(it => $"<si>{it}</si>"))}</sst>",
        };
        for (var place = 0; place < _sheets.Count; place++)
        {
            parts[$"xl/worksheets/sheet{place + 1}.xml"] = _sheets[place].Xml;
        }

        return Zip([.. parts.Where(it => !_parts.ContainsKey(it.Key)).Select(it => (it.Key, Encoding.UTF8.GetBytes(it.Value))), .. _parts.Select(it => (it.Key, it.Value))]);
    }

    public static byte[] Zip(params IEnumerable<(string Name, byte[] Content)> parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name, CompressionLevel.Optimal).Open();
                part.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static string Cell(object? cell, string name) => cell switch
    {
        null => "",
        Xml xml => string.Format(CultureInfo.InvariantCulture, xml.Format, name),
        string text => $"<c r=\"{name}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        _ => string.Create(CultureInfo.InvariantCulture, $"<c r=\"{name}\"><v>{cell}</v></c>"),
    };
}
