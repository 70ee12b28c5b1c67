using System.IO.Compression;
using System.Security;
using System.Text;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Workbooks (XLSX) whose cells, parts or archive are wrong.</summary>
internal static partial class FuzzWorkbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private static readonly string[] Prologs =
    [
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]>",
        "<!DOCTYPE x SYSTEM \"http://127.0.0.1:1/x.dtd\">", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>", "<?xml version=\"1.1\"?>", "<?xml version=\"1.0\" encoding=\"UTF-7\"?>", "<?x?>", "x", "<!--",
    ];

    private static readonly string[] Pieces =
    [
        "&e;", "&#0;", "&#xFFFF;", "&#xD800;", "&lt;x-fuzz&gt;", "<v>", "</row>", "<row/>", "<c/>", "<row r=\"1048577\"/>", "<row r=\"-1\"/>", "<c r=\"XFD1\" t=\"s\"><v>0</v></c>", "<c r=\"ZZZZZ9\"/>", "<c t=\"s\"><v>99999999</v></c>", "<c t=\"s\"><v>-1</v></c>",
        "<c t=\"d\"><v>9999-99-99</v></c>", "<c t=\"e\"><v>#REF!</v></c>", "<c t=\"b\"><v>2</v></c>", "<c s=\"9999\"><v>1</v></c>", "<c><f>1+1</f><v>5</v></c>", "<c><f t=\"shared\" si=\"99\"/></c>", "<c><v>1e400</v></c>", "<c><v>45000.5</v></c>", "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>",
        "<dimension ref=\"A1:XFD1048576\"/>", "<![CDATA[5]]>", "<is><t>5</t></is>", "<c t=\"inlineStr\"><is><r><t>5</t></r></is></c>", "\0", "\uFFFF", "<x:y/>", "<c r=\"A1\"/><c r=\"A1\"/>",
    ];

    /// <summary>A workbook of one table, and something wrong with it.</summary>
    public static byte[] Of(List<string[]> rows, FuzzDice dice)
    {
        var parts = Parts(rows, dice);
        for (var left = dice.Below(3); left > 0; left--)
        {
            Mutate(parts, dice);
        }

        var bytes = Zip(parts, dice);
        return dice.Chance(0.2) ? FuzzBytes.Mutate(bytes, dice) : bytes;
    }

    private static List<(string Name, string Text)> Parts(List<string[]> rows, FuzzDice dice)
    {
        var isShared = dice.Chance(0.3);
        var texts = rows.SelectMany(it => it).Distinct().ToList();
        var places = texts.Index().ToDictionary(it => it.Item, it => it.Index);
        var sheet = FuzzTexts.Join(rows.Select((row, at) => $"<row r=\"{at + 1}\">" + FuzzTexts.Join(row.Select(Cell)) + "</row>"));
        return
        [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
                + "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml\"/></Types>"),
            ("_rels/.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets><sheet name=\"s\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{Links}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>" + sheet + "</sheetData></worksheet>"),
            ("xl/sharedStrings.xml", $"<sst xmlns=\"{Main}\">" + FuzzTexts.Join(texts.Select(it => $"<si><t>{Escape(it)}</t></si>")) + "</sst>"),
        ];

        string Cell(string text) => isShared ? $"<c t=\"s\"><v>{places[text]}</v></c>"
            : text is [>= '0' and <= '9'] ? $"<c><v>{text}</v></c>"
            : $"<c t=\"inlineStr\"><is><t>{Escape(text)}</t></is></c>";
    }

    private static void Mutate(List<(string Name, string Text)> parts, FuzzDice dice)
    {
        var at = dice.Chance(0.6) ? 4 : dice.Below(parts.Count);
        var (name, text) = parts[Math.Min(at, parts.Count - 1)];
        var tags = Tags().Matches(text);
        var place = tags.Count == 0 ? 0 : tags[dice.Below(tags.Count)].Index;
        parts[Math.Min(at, parts.Count - 1)] = dice.Below(14) switch
        {
            0 => (name, dice.One(Prologs) + text.Replace("<v>", "<v>&e;", StringComparison.Ordinal)),
            1 => (name, text[..place]),
            2 => (name, ""),
            3 => (FuzzTexts.Near(dice, name), text),
            4 => ($"../../{name}", text),
            5 => (name, Attribute().Replace(text, it => dice.Chance(0.2) ? $"{it.Groups[1].Value}=\"{Escape(FuzzTexts.Any(dice))}\"" : it.Value)),
            6 => (name, text + text),
            // Compresses to very little.
            7 when dice.Chance(0.2) => (name, text.Replace("<sheetData>", "<sheetData>" + FuzzTexts.Join(Enumerable.Repeat("<row/>", dice.One(10_000, 400_000))), StringComparison.Ordinal)),
            8 when dice.Chance(0.2) => (name, text.Insert(place, new string(' ', dice.One(1_000_000, 5_000_000)))),
            9 when dice.Chance(0.2) => (name, text.Insert(place, FuzzTexts.Join(Enumerable.Repeat("<a>", dice.One(200, 20_000))))),
            10 => (name, text.Replace(Main, FuzzTexts.Near(dice, Main).Replace('"', '\'').Replace('<', 'x'), StringComparison.Ordinal)),
            _ => (name, text.Insert(place, dice.One(Pieces))),
        };
    }

    private static byte[] Zip(List<(string Name, string Text)> parts, FuzzDice dice)
    {
        using var buffer = new MemoryStream();
        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts.Where(_ => !dice.Chance(0.01)).SelectMany(it => Enumerable.Repeat(it, dice.Chance(0.01) ? 2 : 1)))
            {
                using var entry = zip.CreateEntry(name.Length == 0 ? "x" : name, dice.One(CompressionLevel.Fastest, CompressionLevel.NoCompression)).Open();
                entry.Write((dice.Chance(0.98) ? Encoding.UTF8 : Encoding.Unicode).GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    private static string Escape(string text) => SecurityElement.Escape(string.Concat(text.Where(it => it >= ' ')));

    [GeneratedRegex("<")]
    private static partial Regex Tags();

    [GeneratedRegex("([a-zA-Z:]+)=\"[^\"]*\"")]
    private static partial Regex Attribute();
}
