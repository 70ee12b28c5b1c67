using System.Text;
using CsCheck;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>The same sheets give the same rows, whichever way the file is written.</summary>
public sealed class DialectTests
{
    private static readonly string[][] Typed =
    [
        Row("0001", "5"),
        Row("SP-0000123 " + SheetSerial.Printed(123).Text[^1], "1").With("P02", "").With("S16", "9"),
        Row("đội 3", "3").With("gender", "").With("cluster", "").With("date", "2026-10-01").With("mode", "phỏng vấn"),
    ];

    /// <summary>Ways to write <see cref="Typed"/>.</summary>
    public static TheoryData<string> Dialects =>
        ["comma", "semicolon", "tab", "mark", "UTF-16", "UTF-16BE", "quoted", "LF", "no line break at the end", "sep=", "titles above", "blank lines",
         "extra columns", "texts", "numbers", "shared texts", "an empty shared text first", "second sheet", "hidden sheet first", "blank cells", "no cell names", "prefixed XML"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_same_sheets_in_any_dialect_are_the_same_rows(string dialect)
    {
        var (report, rows) = await Read(Written(dialect, [Header, .. Typed]));

        var answers = A.Answers(1);
        (answers[1], answers[^1]) = (0, 0);
        Assert.Equal(
            [
                (Id("0001"), A.Content("sipas-2026", "15", A.Answers(5), [1, 2, 3, 4, 5], "T-01")),
                (SheetSerial.Printed(123).IdIn("sipas-2026", "15", ""), A.Content("sipas-2026", "15", answers, [1, 2, 3, 4, 5], "T-01")),
                (Id("ĐỘI 3"), A.Content("sipas-2026", "15", A.Answers(3), [0, 2, 3, 4, 5])),
            ],
            rows.Select(it => (it.Id, it.Content())));
        Assert.Equal((3, 3, 0, 0, 1), (report.Rows, report.Accepted, report.Rejected, report.Invalid, report.Illegible));
        Assert.Empty(report.Faults);
    }

    [Fact]
    public void Any_order_of_columns_any_heading_and_any_delimiter_give_the_same_content() =>
        Gen.Select(Gen.Shuffle(Enumerable.Range(0, Header.Length).ToArray()), Gen.Int[0, 5].Array[Header.Length], Any.OneOf(',', ';', '\t'), Any.Response.List[1, 5])
            .Sample((order, headings, delimiter, contents) =>
            {
                var layout = SheetLayout.Of(A.Survey2026);
                var header = layout.Columns.Select((it, place) => Heading(it, headings[place])).ToArray();
                string[][] rows = [header, .. contents.Select((it, number) => Typewritten($"{number}", it))];

                var read = Read(Bytes(Csv(delimiter, rows.Select(row => order.Select(place => row[place]).ToArray())))).Result;

                Assert.Equal(contents.Select(it => it with { Survey = "sipas-2026", Province = "15" }), read.Rows.Select(it => it.Content()));
            }, iter: 200);

    [Fact]
    public async Task Text_numbers_and_leading_zeros_shown_by_a_format_are_read_as_they_are_shown()
    {
        object?[] Cells(object serial, object item) => [serial, .. Items.Select(_ => item)];
        var book = new Book { Formats = ["00000", "\"T-\"000", "[Red]0", "General", "@"], Texts = ["<r><t>00</t></r><rPh><t>x</t></rPh><r><t>77</t></r>"] };
        book.Sheet([Least, Cells(Book.Styled(1, "42"), 5), Cells(Book.Styled(2, "7"), "４"), Cells(Book.Typed("s", "0"), " 3\u00A0"), Cells(77, Book.Styled(3, "2")), Cells("1E5", Book.Styled(4, "1"))]);

        var (report, rows) = await Read(book.ToBytes());

        Assert.Empty(report.Faults);
        Assert.Equal([Id("00042"), Id("T-007"), Id("0077"), Id("77"), Id("1E5")], rows.Select(it => it.Id));
        Assert.Equal([5, 4, 3, 2, 1], rows.Select(it => (int)it.Content().Answers.Span[38]));
    }

    [Theory]
    [InlineData(false, "46320")]
    [InlineData(true, "44858")]
    [InlineData(false, "46320.75")]
    public async Task A_date_cell_is_a_day_in_either_calendar(bool from1904, string number)
    {
        object?[] row = [.. Row("1")];
        row[Array.IndexOf(Header, "date")] = Book.Styled(1, number);
        object?[] wrong = [.. row];
        (wrong[0], wrong[Array.IndexOf(Header, "typist")]) = ("2", Book.Styled(1, number));

        var (report, rows) = await Read(new Book { Formats = ["dd/mm/yyyy"], From1904 = from1904 }.Sheet([Header, row, wrong]).ToBytes());

        Assert.Single(rows);
        Assert.Equal("25/10/2026", Assert.Single(report.Faults).Value);
    }

    private static Guid Id(string serial) => ResponseId.OfSheet("sipas-2026", "15", "T1", serial);

    private static byte[] Written(string dialect, string[][] rows)
    {
        var csv = Csv(',', rows);
        return dialect switch
        {
            "comma" => Bytes(csv),
            "semicolon" => Bytes(Csv(';', rows)),
            "tab" => Bytes(Csv('\t', rows)),
            "mark" => [.. Encoding.UTF8.GetPreamble(), .. Bytes(csv)],
            "UTF-16" => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(csv)],
            "UTF-16BE" => [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(csv)],
            "quoted" => Bytes(string.Concat(rows.Select(row => string.Join(',', row.Select(it => $"\"{it}\"")) + "\r\n"))),
            "LF" => Bytes(csv.Replace("\r\n", "\n", StringComparison.Ordinal)),
            "no line break at the end" => Bytes(csv[..^2]),
            "sep=" => Bytes("sep=;\r\n" + Csv(';', rows)),
            "titles above" => Bytes("\r\nPHIẾU KHẢO SÁT,,,\r\n\"Tỉnh: \"\"Lào Cai\"\"\",,\r\n" + csv),
            "blank lines" => Bytes(csv.Replace("\r\n", "\r\n\r\n ,,\r\n", StringComparison.Ordinal)),
            "extra columns" => Bytes(Csv(',', rows.Select((row, number) => (string[])[number == 0 ? "STT" : $"{number}", .. row, number == 0 ? "Câu 10" : "=1, \"hay\"\nlắm"]))),
            "texts" => new Book().Sheet(Book.Cells(rows)).ToBytes(),
            "numbers" => new Book().Sheet(Book.Cells(rows.Select(row => row[0] == "0001" ? [row[0], .. row[1..]] : row)).Select(Numbers)).ToBytes(),
            "shared texts" => SharedTexts(rows),
            "an empty shared text first" => SharedTexts(rows, ""),
            "second sheet" => new Book().Sheet([["Hướng dẫn"], ["Điền mỗi phiếu một dòng"]]).Sheet(Book.Cells(rows)).ToBytes(),
            "hidden sheet first" => new Book().Sheet(Book.Cells([rows[0], Row("777")]), state: "hidden").Sheet(Book.Cells(rows)).ToBytes(),
            "blank cells" => new Book().Sheet([.. Book.Cells(rows), [], [new Book.Xml("<c r=\"A6\" s=\"3\"/><c r=\"XFD6\"/>")]]).ToBytes(),
            "no cell names" => Unnamed(rows, ""),
            "prefixed XML" => Unnamed(rows, "x:"),
            _ => throw new ArgumentOutOfRangeException(nameof(dialect)),
        };
    }

    private static object?[] Numbers(object?[] row) =>
        [row[0], .. row[1..].Select(it => it is string text && int.TryParse(text, out var number) ? number : it)];

    private static byte[] SharedTexts(string[][] rows, params string[] first)
    {
        string[] texts = [.. first.Concat(rows.SelectMany(it => it)).Distinct()];
        return new Book { Texts = [.. texts.Select(it => $"<t xml:space=\"preserve\">{it}</t>")] }
            .Sheet(rows.Select(row => row.Select(it => (object?)Book.Typed("s", $"{Array.IndexOf(texts, it)}")).ToArray())).ToBytes();
    }

    private static byte[] Unnamed(string[][] rows, string prefix)
    {
        var data = string.Concat(rows.Select(row => $"<row>{string.Concat(row.Select(it => $"<c t=\"str\"><v>{it}</v></c>"))}</row>"));
        var xml = $"<worksheet xmlns=\"{Book.Spreadsheet}\"><sheetData>{data}</sheetData></worksheet>";
        return new Book().RawSheet(prefix.Length == 0 ? xml
            : xml.Replace("xmlns=", "xmlns:x=", StringComparison.Ordinal).Replace("</", "</\u0001", StringComparison.Ordinal)
                .Replace("<", "<x:", StringComparison.Ordinal).Replace("<x:/\u0001", "</x:", StringComparison.Ordinal)).ToBytes();
    }

    private static string Heading(SheetColumn column, int way) => way switch
    {
        0 => column.Code.ToUpperInvariant(),
        1 => column.Heading.Vi.ToUpperInvariant(),
        2 => $"  {column.Heading.En} ",
        3 => column.Name.Vi.Normalize(NormalizationForm.FormD),
        4 when column.Kind == SheetColumnKind.Item => $"9.{column.Place + 1}",
        5 when column.Kind == SheetColumnKind.Item => $"{column.Place + 1}",
        _ => column.Code,
    };

    private static string[] Typewritten(string serial, Content content)
    {
        var categories = A.Questionnaire.Respondent.Select((it, place) => content.Respondent.Span[place] is var chosen and > 0
            ? (chosen % 4) switch
            {
                0 => it.Categories[chosen - 1].Code,
                1 => it.Categories[chosen - 1].Name.Vi.ToUpperInvariant(),
                2 => it.Categories[chosen - 1].Name.En,
                _ => $"{chosen}",
            }
            : "");
        return [serial, .. content.Answers.ToArray().Select(it => it == 0 ? "" : $"{it}"), .. categories, content.Cluster ?? "", "", "", "", ""];
    }
}
