using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Every reason for which a file cannot be taken as a whole.</summary>
internal static class FileFaults
{
    public const string DamagedCode = "damaged";

    private const string SaveAsXlsxVi = "Mở tệp trong Excel và lưu lại dạng “Excel Workbook (*.xlsx)” hoặc “CSV UTF-8 (*.csv)”.";
    private const string SaveAsXlsxEn = "Open it in Excel and save it as “Excel Workbook (*.xlsx)” or “CSV UTF-8 (*.csv)”.";

    public static SheetFileException Empty() => new("empty-file", new LocalizedText(
        "Tệp rỗng. Chọn lại tệp có dòng tiêu đề và ít nhất một phiếu.",
        "The file is empty. Choose one with a header row and at least one sheet."));

    public static SheetFileException NoData(string? place) => new("no-data", new LocalizedText(
        "Tệp chỉ có dòng tiêu đề, chưa có phiếu nào. Nhập mỗi phiếu một dòng bên dưới tiêu đề.",
        "There is a header row but no data below it. Each sheet takes one row below the header."), place);

    public static SheetFileException Binary(string fileName) => new("binary", new LocalizedText(
        $"Tệp “{Shown.Text(fileName)}” không phải CSV, cũng không phải XLSX, dù đuôi tệp là gì. {SaveAsXlsxVi}",
        $"“{Shown.Text(fileName)}” is neither CSV nor XLSX, whatever it is called. {SaveAsXlsxEn}"));

    public static SheetFileException NotUtf8(int line) => new("not-utf8", new LocalizedText(
        $"Dòng {line} có ký tự không thuộc bảng mã UTF-8 (có lẽ là Latin-1, Windows-1258, TCVN3 hoặc VNI). Lưu lại tệp dạng “CSV UTF-8” hoặc dùng XLSX.",
        $"Line {line} has characters that are not UTF-8 (it may be Latin-1 or Windows-1258). Save the file as “CSV UTF-8”, or use XLSX."),
        $"{line}");

    public static SheetFileException NotUtf16() => new("not-utf16", new LocalizedText(
        "Tệp bắt đầu như UTF-16 nhưng nội dung bị hỏng. Lưu lại tệp dạng “CSV UTF-8” hoặc dùng XLSX.",
        "The file begins as UTF-16 but its text is damaged. Save it as “CSV UTF-8”, or use XLSX."));

    public static SheetFileException BadQuotes(int row) => new("bad-quotes", new LocalizedText(
        $"Dấu ngoặc kép ở dòng {row} không khớp: mở mà không đóng, hoặc còn chữ sau dấu đóng. "
        + "Ô có dấu phân cách hoặc xuống dòng đặt giữa hai dấu \", dấu \" bên trong viết thành \"\".",
        $"The quotation marks of row {row} do not match: one is never closed, or text follows a closing one. "
        + "A cell with delimiters or line breaks stands between two \", a \" inside it is written \"\"."),
        $"{row}");

    public static SheetFileException CutOff(int row) => new("cut-off", new LocalizedText(
        $"Tệp dừng giữa chừng ở dòng {row}: dòng cuối thiếu ô so với tiêu đề và không có dấu xuống dòng. Gửi lại tệp đầy đủ; "
        + "nếu dòng đúng là kết thúc ở đó thì thêm các ô trống.",
        $"The file ends in the middle of row {row}: the last row has fewer cells than the header, and no line break. Send the whole file; "
        + "if the row does end there, add its blank cells."),
        $"{row}");

    public static SheetFileException RowTooLarge(int row) => new("row-too-large", new LocalizedText(
        $"Dòng {row} dài hơn {Shown.Vi(Limits.RowCharacters)} ký tự. Có thể một dấu ngoặc kép không được đóng, một ô chứa quá nhiều chữ, "
        + "hoặc có quá nhiều cột.",
        $"Row {row} is longer than {Shown.En(Limits.RowCharacters)} characters. A quotation mark may never be closed, "
        + "a cell may hold far too much text, or there are far too many columns."),
        $"{row}");

    public static SheetFileException CellTooLarge(string? cell) => new("cell-too-large", new LocalizedText(
        $"{(cell is null ? "Một ô" : $"Ô {cell}")} dài hơn {Shown.Vi(Limits.CellCharacters)} ký tự. Xóa nội dung thừa, hoặc bỏ cột ý kiến khác khỏi tệp.",
        $"{(cell is null ? "A cell" : $"Cell {cell}")} holds more than {Shown.En(Limits.CellCharacters)} characters. "
        + "Remove what does not belong there, or leave the column of opinions out."),
        cell);

    public static SheetFileException TooMuchText() => new("too-much-text", new LocalizedText(
        "Tệp có quá nhiều chữ. Bỏ các cột không cần (ý kiến khác), hoặc lưu dạng “CSV UTF-8”.",
        "The file holds too much text. Leave out columns that are not needed (opinions), or save it as “CSV UTF-8”."));

    public static SheetFileException TooManyRows() => new("too-many-rows", new LocalizedText(
        $"Tệp có hơn {Shown.Vi(Limits.Rows)} dòng. Chia thành nhiều tệp nhỏ hơn.",
        $"The file has more than {Shown.En(Limits.Rows)} rows. Divide it into several files."));

    public static SheetFileException TooManyColumns(string? place) => new("too-many-columns", new LocalizedText(
        $"Tệp có hơn {Limits.Columns} cột. Chỉ giữ các cột của mẫu nhập phiếu.",
        $"The file has more than {Limits.Columns} columns. Keep only those of the template."), place);

    public static SheetFileException NoHeader() => new("no-header", new LocalizedText(
        $"Không tìm thấy dòng tiêu đề trong {Limits.HeaderRows} dòng đầu. Cần một dòng có “Số phiếu” và các tiêu chí (mã như P01, "
        + "số in trên phiếu, hoặc tiêu đề của mẫu), "
        + "các ô cách nhau bằng dấu phẩy, dấu chấm phẩy hoặc tab.",
        $"No header was found in the first {Limits.HeaderRows} rows. "
        + "There has to be one with “Serial number” and the items (codes like P01, the printed numbers, or the headings of "
        + "the template), its cells separated by commas, semicolons or tabs."));

    public static SheetFileException NoPlanHeader() => new("no-header", new LocalizedText(
        $"Không tìm thấy dòng tiêu đề trong {Limits.HeaderRows} dòng đầu. Cần các cột: Tỉnh, Huyện (nếu có), Xã, Mã thôn, Thôn/Tổ dân phố, "
        + "Kế hoạch, Phát ra.",
        $"No header was found in the first {Limits.HeaderRows} rows. The columns are: province, district (if any), commune, village code, "
        + "village, planned, issued."));

    public static SheetFileException NoSheet() => new("no-sheet", new LocalizedText(
        "Tệp không có trang tính nào đang hiện. Bỏ ẩn trang tính chứa phiếu.",
        "The workbook has no visible sheet. Show the one that holds the data."));

    public static SheetFileException MissingColumns(string code, IReadOnlyList<string> vi, IReadOnlyList<string> en, string place) => new(code, new LocalizedText(
        $"Thiếu cột: {Shown.List(vi)}. Thêm các cột này vào dòng tiêu đề; ô có thể để trống.",
        $"Missing columns: {Shown.List(en)}. Add them to the header; their cells may be blank."), place);

    public static SheetFileException MissingSerial(string place) => new("no-serial", new LocalizedText(
        "Thiếu cột số phiếu. Thêm một cột có tiêu đề “Số phiếu” hoặc “serial”.",
        "The column of serials is missing. Add one with the heading “Serial number” or “serial”."), place);

    public static SheetFileException NoItems(string place) => new("no-items", new LocalizedText(
        "Không có cột tiêu chí nào. Tiêu đề của tiêu chí là mã (P01), số in trên phiếu (1 hoặc 9.1), hoặc tiêu đề của mẫu nhập phiếu.",
        "There is no column of an item. Items are headed by their code (P01), their printed number (1 or 9.1), or the heading of the template."), place);

    public static SheetFileException Doubled(string column, string first, string second, bool mayBeNumber) => new("doubled-column", new LocalizedText(
        $"Cột {first} và cột {second} cùng là “{column}”. Giữ lại một cột."
        + (mayBeNumber ? " Với Excel, số 9.1 và 9.10 là một: viết tiêu đề dạng văn bản, hoặc dùng mã." : ""),
        $"Columns {first} and {second} are both “{column}”. Keep one of them."
        + (mayBeNumber ? " To Excel the numbers 9.1 and 9.10 are the same: write headings as text, or use codes." : "")), second);

    private static SheetFileException Merged(string area) => new("merged-cells", new LocalizedText(
        $"Các ô {area} bị gộp. Bỏ gộp ô (Merge Cells) và điền từng ô.",
        $"The cells {area} are merged. Undo the merging and fill in each cell."), area);

    /// <summary>Refuses merged cells below the header in columns that are read: which of the cells has the value is anybody's guess.</summary>
    /// <param name="table">A table that was read to its end.</param>
    /// <param name="origin">Where it is.</param>
    /// <param name="isRead">Whether a column is read.</param>
    public static void RefuseMerged(ITable table, TableOrigin origin, Func<int, bool> isRead)
    {
        foreach (var area in table.Merged)
        {
            var isInData = area.Bottom > origin.HeaderRow && area.Top <= table.Row;
            if (isInData && Enumerable.Range(area.Left, area.Right - area.Left + 1).Any(isRead))
            {
                throw Merged($"{CellName.Of(area.Left, area.Top)}:{CellName.Of(area.Right, area.Bottom)}");
            }
        }
    }

    public static SheetFileException OldExcel() => new("old-excel", new LocalizedText(
        $"Đây là tệp Excel đời cũ (.xls). {SaveAsXlsxVi}", $"This is a file of an old Excel (.xls). {SaveAsXlsxEn}"));

    public static SheetFileException Protected() => new("password", new LocalizedText(
        "Tệp được bảo vệ bằng mật khẩu. Bỏ mật khẩu (File > Info > Protect Workbook) rồi gửi lại.",
        "The file is protected by a password. Remove it (File > Info > Protect Workbook) and send the file again."));

    public static SheetFileException Macro() => new("macro", new LocalizedText(
        "Tệp chứa macro (.xlsm). Lưu lại dạng “Excel Workbook (*.xlsx)”, không có macro.",
        "The file contains macros (.xlsm). Save it as “Excel Workbook (*.xlsx)”, without macros."));

    public static SheetFileException BinaryWorkbook() => new("xlsb", new LocalizedText(
        $"Đây là tệp Excel nhị phân (.xlsb). {SaveAsXlsxVi}", $"This is a binary workbook (.xlsb). {SaveAsXlsxEn}"));

    public static SheetFileException OpenDocument() => new("ods", new LocalizedText(
        "Đây là tệp OpenDocument (.ods). Lưu lại dạng XLSX hoặc CSV UTF-8.", "This is an OpenDocument file (.ods). Save it as XLSX or CSV UTF-8."));

    public static SheetFileException NotXlsx() => new("not-xlsx", new LocalizedText(
        $"Đây là tệp nén (zip) nhưng không phải bảng tính XLSX. {SaveAsXlsxVi}", $"This is a zip file, but no XLSX workbook. {SaveAsXlsxEn}"));

    public static SheetFileException Damaged(string? place = null) => new(DamagedCode, new LocalizedText(
        "Tệp XLSX bị hỏng hoặc chưa tải lên hết. Mở lại bằng Excel, lưu thành tệp mới rồi gửi lại.",
        "The XLSX file is damaged or incomplete. Open it in Excel, save it as a new file and send that."), place);

    public static SheetFileException UnpacksTooLarge() => new("unpacks-too-large", new LocalizedText(
        "Tệp XLSX giải nén ra quá lớn so với một bảng phiếu khảo sát. Chép riêng các dòng phiếu sang một tệp mới rồi gửi lại.",
        "The XLSX file unpacks to far more than a table of sheets. Copy the rows into a new workbook and send that."));

    public static SheetFileException TooManyParts() => new("too-many-parts", new LocalizedText(
        $"Tệp XLSX có hơn {Shown.Vi(Limits.Parts)} thành phần. Chép riêng các dòng phiếu sang một tệp mới rồi gửi lại.",
        $"The XLSX file has more than {Shown.En(Limits.Parts)} parts. Copy the rows into a new workbook and send that."));
}
