using System.Text;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

/// <summary>What can be wrong with a CSV file, or with a row of any file.</summary>
internal static class TextHorrors
{
    private static readonly string[] Good = Row("0001");

    public static IEnumerable<Horror> Whole =>
    [
        new("empty", () => [], Told.Refused("empty-file", null, "rỗng")),
        new("byte order mark alone", () => [0xEF, 0xBB, 0xBF], Told.Refused("empty-file", null, "rỗng")),
        new("header only", () => File(), Told.Refused("no-data", "1", "chưa có phiếu nào")),
        new("header and blank lines", () => Bytes(Csv(',', [Header]) + "\r\n,,,\r\n\r\n"), Told.Refused("no-data", "1", "chưa có phiếu nào")),
        new("no header", () => Bytes(Csv(',', [LeastRow("0001"), LeastRow("0002", "5")])), Told.Refused("no-header", null, "20 dòng đầu")),
        new("header below row 20", () => Bytes(string.Concat(Enumerable.Repeat("tiêu đề\r\n", 20)) + Csv(',', [Header, Good])), Told.Refused("no-header", null, "20 dòng đầu")),
        new("cells separated by |", () => Bytes(Csv('|', [Header, Good])), Told.Refused("no-header", null, "dấu chấm phẩy")),
        new("no serial", () => Bytes(Csv(',', [Items, [.. Items.Select(_ => "4")]])), Told.Refused("no-serial", "1", "“Số phiếu”")),
        new("no item", () => Bytes(Csv(',', [["serial", "gender", "age"], ["1", "1", "1"]])), Told.Refused("no-items", "1", "P01")),
        new("missing items", () => Bytes(Csv(',', [Least[..^2], LeastRow("0001")[..^2]])), Told.Refused("missing-columns", "1", "S15 – Phản ánh")),
        new("doubled code", () => Bytes(Csv(',', [[.. Least, "p 01"], [.. LeastRow("1"), "4"]])), Told.Refused("doubled-column", "AO", "Cột B và cột AO")),
        new("9.1 and 9.10 as numbers",
            () => Bytes(Csv(',', [["serial", .. Enumerable.Range(1, 39).Select(it => it == 10 ? "9.1" : $"9.{it}")], LeastRow("1")])),
            Told.Refused("doubled-column", "K", "9.1 và 9.10")),
        new("Latin-1", () => Encoding.Latin1.GetBytes(Csv(',', [Header, Good, Row("Ph\u00FA 2")])), Told.Refused("not-utf8", "3", "“CSV UTF-8”")),
        new("Latin-1 at the very end", () => [.. File(Good), 0xE0], Told.Refused("not-utf8", "3", "Dòng 3")),
        new("NUL bytes", () => File(Good.With("interviewer", "a\0b")), Told.Refused("binary", null, "không phải CSV")),
        new("UTF-16 without a mark", () => new UnicodeEncoding(false, false).GetBytes(Csv(',', [Header, Good])), Told.Refused("binary", null, "không phải CSV")),
        new("UTF-16 cut in two", () => [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Csv(',', [Header, Good])), 0x41], Told.Refused("not-utf16", null, "UTF-16")),
        new("PDF", () => Bytes("%PDF-1.7\n" + Csv(',', [Header, Good])), Told.Refused("binary", null, "“phieu.csv”")),
        new("picture", () => [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 0, 0], Told.Refused("binary", null, "XLSX")),
        new("unclosed quote", () => Bytes(Csv(',', [Header, Good]) + "\"0002,4,4\r\n0003,5"), Told.Refused("bad-quotes", "3", "ngoặc kép ở dòng 3")),
        new("text behind a quote", () => Bytes(Csv(',', [Header, Good]) + "\"0002\"x,4,4\r\n"), Told.Refused("bad-quotes", "3", "ngoặc kép ở dòng 3")),
        new("10 MB in a cell", () => File(Good, Row("0002").With("interviewer", new string('x', 10_000_000))), Told.Refused("row-too-large", "3", "524.288 ký tự")),
        new("40 KB in a heading", () => Bytes(Csv(',', [[.. Least, new string('x', 40_000)], LeastRow("1")])), Told.Refused("cell-too-large", "AO1", "32.767")),
        new("100,000 columns", () => Bytes(Csv(',', [[.. Least, .. Enumerable.Range(0, 100_000).Select(it => $"c{it}")], LeastRow("1")])), Told.Refused("row-too-large", "1", "Dòng 1")),
        new("513 columns", () => Bytes(Csv(',', [[.. Least, .. Enumerable.Range(0, 473).Select(it => $"c{it}")], LeastRow("1")])), Told.Refused("too-many-columns", "SS1", "512 cột")),
        new("200,001 rows", () => Bytes(Csv(',', [Least]) + string.Concat(Enumerable.Range(1, 200_001).Select(it => $"{it},1\r\n"))), Told.Refused("too-many-rows", null, "200.000 dòng")),
        new("cut off in a row", () => File(Good, Good.With("serial", "2"))[..^60], Told.Refused("cut-off", "3", "dừng giữa chừng ở dòng 3")),
    ];

    public static IEnumerable<Horror> Cells =>
    [
        new("no serial in a row", () => File(Row("")), Told.Fault("A2", "", "Thiếu số phiếu")),
        new("mistyped printed serial", () => File(Row("SP00001230")), Told.Fault("A2", "SP00001230", "kiểm tra")),
        new("serial twice", () => File(Good, Row("0002"), Row(" 0001 ")), Told.Fault("A4", "0001", "dòng 2")),
        new("serial twice, full-width", () => File(Good, Row("０００１")), Told.Fault("A3", "０００１", "dòng 2")),
        new("serial rounded by Excel", () => File(Row("1,23457E+11")), Told.Fault("A2", "1,23457E+11", "văn bản (Text)")),
        new("serial with a pipe", () => File(Row("a|b")), Told.Fault("A2", "a|b", "dấu |")),
        new("serial of 33 characters", () => File(Row(new string('7', 33))), Told.Fault("A2", new string('7', 33), "32 chữ cái")),
        new("example row left in", () => File(Good, Row("ví dụ")), Told.Fault("A3", "ví dụ", "Xóa dòng này")),
        new("formula injected by =", () => File(Row("=cmd|' /C calc'!A0")), Told.Fault("A2", "=cmd|' /C calc'!A0", "chữ cái")),
        new("formula injected by +", () => File(Row("+1+1")), Told.Fault("A2", "+1+1", "chữ cái")),
        new("formula injected by -", () => File(Row("-1")), Told.Fault("A2", "-1", "bắt đầu bằng")),
        new("formula injected by @", () => File(Row("@SUM(A1)")), Told.Fault("A2", "@SUM(A1)", "bắt đầu bằng")),
        new("level 6", () => File(Good.With("P07", "6")), Told.Fault("H2", "6", "từ 1 đến 5")),
        new("level 0", () => File(Good.With("P07", "0")), Told.Fault("H2", "0", "từ 1 đến 5")),
        new("level -1", () => File(Good.With("P07", "-1")), Told.Fault("H2", "-1", "từ 1 đến 5")),
        new("level 5.0", () => File(Good.With("P07", "5.0")), Told.Fault("H2", "5.0", "số nguyên")),
        new("level 5,0", () => File(Good.With("P07", "5,0")), Told.Fault("H2", "5,0", "số nguyên")),
        new("level 05", () => File(Good.With("P07", "05")), Told.Fault("H2", "05", "số nguyên")),
        new("level x", () => File(Good.With("S16", "x")), Told.Fault("AN2", "x", "ô trống")),
        new("level 44", () => File(Good.With("S16", "44")), Told.Fault("AN2", "44", "9 (chọn hai ô")),
        new("level of many digits", () => File(Good.With("S16", new string('4', 100))), Told.Fault("AN2", new string('4', 40) + "…", "số nguyên")),
        new("unknown category", () => File(Good.With("gender", "3")), Told.Fault("AO2", "3", "1 = Nam (male)")),
        new("category -1", () => File(Good.With("age", "-1")), Told.Fault("AQ2", "-1", "Độ tuổi là một trong")),
        new("village with a blank", () => File(Good.With("cluster", "Thôn 1")), Told.Fault("AT2", "Thôn 1", "32 chữ cái")),
        new("name of an interviewer", () => File(Good.With("interviewer", "Nguyễn Văn A")), Told.Fault("AU2", "Nguyễn Văn A", "không ghi họ tên")),
        new("name of a typist", () => File(Good.With("typist", "Trần B")), Told.Fault("AV2", "Trần B", "không ghi họ tên")),
        new("American date", () => File(Good.With("date", "10/25/2026")), Told.Fault("AW2", "10/25/2026", "25/10/2026")),
        new("day that there is not", () => File(Good.With("date", "31/11/2026")), Told.Fault("AW2", "31/11/2026", "ngày/tháng/năm")),
        new("unknown way", () => File(Good.With("mode", "fax")), Told.Fault("AX2", "fax", "3 = Phỏng vấn (interview)")),
        new("cell too many", () => File([.. Good, "7"]), Told.Fault("AY2", "7", "nhiều ô hơn tiêu đề")),
        new("control characters in a cell", () => File(Good.With("typist", "a\u001Ab\u202Ec")), Told.Fault("AV2", "a·b·c", "mã")),
    ];
}
