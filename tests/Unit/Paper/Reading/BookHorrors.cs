using System.Globalization;
using System.Text;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>What can be wrong with a workbook.</summary>
internal static class BookHorrors
{
    private static readonly object?[] HeaderCells = [.. Header];

    public static IEnumerable<Horror> Whole =>
    [
        new("old Excel", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]], Told.Refused("old-excel", null, ".xls")),
        new("password", () => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[70_000], .. Encoding.Unicode.GetBytes("EncryptedPackage")], Told.Refused("password", null, "mật khẩu")),
        new("macro file", () => With(kind: "application/vnd.ms-excel.sheet.macroEnabled.main+xml").ToBytes(), Told.Refused("macro", null, "macro")),
        new("macro hidden in a plain workbook", () => With().Part("xl/vbaProject.bin", [1]).ToBytes(), Told.Refused("macro", null, "macro")),
        new("binary workbook", () => With(kind: "application/vnd.ms-excel.sheet.binary.macroEnabled.main").ToBytes(), Told.Refused("xlsb", null, ".xlsb")),
        new("OpenDocument", () => Book.Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"u8.ToArray()), ("content.xml", "<a/>"u8.ToArray())), Told.Refused("ods", null, ".ods")),
        new("Word document", () => With(kind: "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml").ToBytes(), Told.Refused("not-xlsx", null, "zip")),
        new("plain zip", () => Book.Zip(("a.txt", [1])), Told.Refused("not-xlsx", null, "zip")),
        new("empty zip", () => Book.Zip(), Told.Refused("not-xlsx", null, "zip")),
        new("truncated", () => With().ToBytes()[..^400], Told.Refused("damaged", null, "hỏng")),
        new("its beginning alone", () => With().ToBytes()[..300], Told.Refused("damaged", null, "hỏng")),
        new("sheet that is no XML", () => new Book().RawSheet("<worksheet><sheetData><row>").ToBytes(), Told.Refused("damaged", null, "hỏng")),
        new("sheet cut off behind good rows", () => new Book().RawSheet(SheetOf(Row("1"))[..^30]).ToBytes(), Told.Refused("damaged", null, "hỏng")),
        new("bit flipped in a sheet", Flipped, Told.Refused("damaged", null, "hỏng")),
        new("entities that explode", () => new Book().RawSheet("<!DOCTYPE a [<!ENTITY b \"c\">]>" + SheetOf(Row("1"))).ToBytes(), Told.Refused("damaged", null, "hỏng")),
        new("no sheet", () => new Book().ToBytes(), Told.Refused("no-sheet", null, "trang tính")),
        new("hidden sheet alone", () => new Book().Sheet([HeaderCells, Row("1")], state: "veryHidden").ToBytes(), Told.Refused("no-sheet", null, "Bỏ ẩn")),
        new("no header", () => new Book().Sheet([["a", "b"], ["c"]]).ToBytes(), Told.Refused("no-header", null, "20 dòng đầu")),
        new("header only", () => new Book().Sheet([HeaderCells]).ToBytes(), Told.Refused("no-data", "1", "chưa có phiếu nào")),
        new("merged cells", () => new Book().Sheet([HeaderCells, Row("1"), Row("2")], after: "<mergeCells><mergeCell ref=\"H2:H3\"/></mergeCells>").ToBytes(), Told.Refused("merged-cells", "H2:H3", "H2:H3 bị gộp")),
        new("zip bomb in a sheet", () => new Book().RawSheet(Bomb("<row></row>")).ToBytes(), Told.Refused("unpacks-too-large", null, "giải nén")),
        new("zip bomb in shared texts", () => With().Part("xl/sharedStrings.xml", Encoding.UTF8.GetBytes($"<sst>{Repeat("<si><t>a</t></si>", 6_000_000)}</sst>")).ToBytes(), Told.Refused("unpacks-too-large", null, "giải nén")),
        new("zip bomb in styles", () => With().Part("xl/styles.xml", Encoding.UTF8.GetBytes($"<a>{Repeat("<b/>", 10_000_000)}</a>")).ToBytes(), Told.Refused("unpacks-too-large", null, "giải nén")),
        new("10 MB in a cell", () => new Book().Sheet([HeaderCells, Row("1").With("cluster", new string('x', 10_000_000))]).ToBytes(), Told.Refused("cell-too-large", "AT2", "Ô AT2 dài hơn")),
        new("10 MB in a shared text", () => With(texts: [$"<t>{new string('x', 10_000_000)}</t>"]).ToBytes(), Told.Refused("cell-too-large", null, "Một ô dài hơn")),
        new("10 MB in an attribute", () => new Book().RawSheet(SheetOf(Row("1")).Replace("<sheetData>", $"<sheetData a=\"{new string('x', 10_000_000)}\">", StringComparison.Ordinal)).ToBytes(), Told.Refused("cell-too-large", null, "Một ô dài hơn")),
        new("a million depths", () => new Book().RawSheet(Repeat("<a>", 1_000_000)).ToBytes(), Told.Refused("damaged", null, "hỏng")),
        new("a hundred thousand names", () => new Book().RawSheet($"<worksheet>{string.Concat(Enumerable.Range(0, 100_000).Select(it => $"<a{it}/>"))}</worksheet>").ToBytes(), Told.Refused("damaged", null, "hỏng")),
        new("10,001 parts", () => Book.Zip(Enumerable.Range(0, 10_001).Select(it => ($"p{it}", Array.Empty<byte>()))), Told.Refused("too-many-parts", null, "10.000 thành phần")),
        new("part twice", () => Book.Zip(("[Content_Types].xml", [1]), ("[content_types].xml", [2])), Told.Refused("damaged", "[content_types].xml", "hỏng")),
        new("text that there is not", () => new Book().Sheet([HeaderCells, [Book.Typed("s", "77")]]).ToBytes(), Told.Refused("damaged", "A2", "hỏng")),
        new("row twice", () => new Book().RawSheet(SheetOf(Row("1")).Replace("r=\"2\"", "r=\"1\"", StringComparison.Ordinal)).ToBytes(), Told.Refused("damaged", "1", "hỏng")),
        new("cell twice", () => new Book().Sheet([HeaderCells, [new Book.Xml("<c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c>")]]).ToBytes(), Told.Refused("damaged", "A2", "hỏng")),
        new("column SS in use", () => new Book().Sheet([HeaderCells, [new Book.Xml("<c r=\"SS2\"><v>1</v></c>")]]).ToBytes(), Told.Refused("too-many-columns", "SS2", "512 cột")),
    ];

    public static IEnumerable<Horror> Cells =>
    [
        Cell("formula for an item", "P07", Book.Formula("A1+1", "5"), Told.Fault("H2", "=A1+1", "công thức")),
        Cell("formula for a serial", "serial", Book.Formula("CONCAT(\"a\";1)", "a1"), Told.Fault("A2", "=CONCAT(\"a\";1)", "công thức")),
        Cell("formula without a result", "typist", new Book.Xml("<c r=\"{0}\"><f t=\"shared\" si=\"0\"/></c>"), Told.Fault("AV2", "=", "công thức")),
        Cell("error", "P07", Book.Typed("e", "#N/A"), Told.Fault("H2", "#N/A", "báo lỗi")),
        Cell("date for an item", "P07", Book.Styled(1, "46000"), Told.Fault("H2", "09/12/2025", "ngày tháng")),
        Cell("date for an age", "age", Book.Styled(1, "46000"), Told.Fault("AQ2", "09/12/2025", "ngày tháng")),
        Cell("TRUE", "P07", Book.Typed("b", "1"), Told.Fault("H2", "TRUE", "TRUE/FALSE")),
        Cell("4.5", "P07", 4.5, Told.Fault("H2", "4.5", "số nguyên")),
        Cell("serial beyond exact numbers", "serial", Book.Styled(0, "1.2345678901234567E+18"), Told.Fault("A2", "1.23456789012346E+18", "văn bản (Text)")),
        Cell("number for a date", "date", 46000, Told.Fault("AW2", "46000", "ô ngày của Excel")),
    ];

    private static Book With(string? kind = null, string[]? texts = null)
    {
        var book = kind is null ? new Book { Texts = texts ?? [] } : new Book { Kind = kind };
        return book.Sheet([HeaderCells, [.. Row("1")]]);
    }

    private static Horror Cell(string name, string column, object cell, Told told) => new(name, () =>
    {
        object?[] row = [.. Row("0001")];
        row[Array.IndexOf(Header, column)] = cell;
        return new Book { Formats = ["dd/mm/yyyy"] }.Sheet([HeaderCells, row]).ToBytes();
    }, told);

    private static string SheetOf(params string[][] rows)
    {
        var data = string.Concat(new[] { Header }.Concat(rows).Select((row, number) => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number + 1}\">")
            + string.Concat(row.Select(it => $"<c t=\"str\"><v>{it}</v></c>")) + "</row>"));
        return $"<worksheet xmlns=\"{Book.Spreadsheet}\"><sheetData>{data}</sheetData></worksheet>";
    }

    private static string Bomb(string row)
    {
        var whole = SheetOf(Row("1"));
        var end = whole.IndexOf("</sheetData>", StringComparison.Ordinal);
        return whole[..end] + Repeat(row, 6_000_000) + whole[end..];
    }

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();

    // The last byte of the packed sheet: the XML may still be well-formed, but its checksum is another.
    private static byte[] Flipped()
    {
        var bytes = new Book().Sheet(Enumerable.Range(1, 50).Select(it => (object?[])[.. Row($"{it}")]).Prepend(HeaderCells)).ToBytes();
        var name = Encoding.ASCII.GetBytes("xl/worksheets/sheet1.xml");
        bytes[bytes.AsSpan().IndexOf(name) + name.Length + 900] ^= 0x10;
        return bytes;
    }
}
