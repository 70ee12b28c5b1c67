using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Paper.Tables;

namespace SipasSurvey.Paper;

/// <summary>Every reason for which a cell cannot be taken, each with what would be right.</summary>
internal static class CellFaults
{
    public static readonly LocalizedText NoSerial = new(
        "Thiếu số phiếu. Ghi số in hoặc viết trên phiếu.", "The serial is missing. Type the one that stands on the sheet.");

    public static readonly LocalizedText NeedsTeam = new(
        "Đây là số do tổ tự đánh, chỉ có nghĩa khi biết tổ khảo sát. Chọn tổ khảo sát khi gửi tệp, hoặc dùng số phiếu in sẵn (SP…).",
        "This is a team's own serial, which means something only together with the team. Choose the survey team when sending, or use printed serials (SP…).");

    public static readonly LocalizedText Example = new(
        "Đây là dòng ví dụ của mẫu nhập phiếu. Xóa dòng này.", "This is the example row of the template. Delete it.");

    public static readonly LocalizedText SerialIsNumber = new(
        "Excel đã đổi số phiếu thành số và làm tròn. Định dạng cột số phiếu là văn bản (Text) rồi nhập lại.",
        "Excel has made the serial a number and rounded it. Format the column of serials as text and type it again.");

    public static readonly LocalizedText TooManyCells = new(
        "Dòng có nhiều ô hơn tiêu đề; có thể thiếu dấu ngoặc kép quanh một ô có dấu phân cách. Sửa để mỗi ô nằm dưới đúng tiêu đề.",
        "The row has more cells than the header; a cell with a delimiter may lack its quotation marks. Every cell has to stand below its heading.");

    public static readonly LocalizedText Cluster = new(
        "Mã thôn/tổ dân phố gồm 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới.",
        "A village code has 1 to 32 letters a-z, digits, dots, hyphens or underscores.");

    public static readonly LocalizedText UnknownCluster = new(
        "Không có thôn/tổ dân phố này trong kế hoạch mẫu của tỉnh. Xem lại mã (kể cả số 0 ở đầu, chữ hoa và chữ thường), hoặc bổ sung kế hoạch mẫu.",
        "The sample plan of the province has no such village. Check the code (leading zeros and case matter), or add the village to the plan.");

    public static readonly LocalizedText Person = new(
        "Chỉ ghi mã, không ghi họ tên: 1 đến 32 chữ cái không dấu, chữ số, dấu chấm, gạch nối hoặc gạch dưới, không có dấu cách.",
        "Codes only, never names: 1 to 32 letters a-z, digits, dots, hyphens or underscores, no blanks.");

    public static readonly LocalizedText Date = new(
        "Ngày ghi dạng ngày/tháng/năm (25/10/2026) hoặc năm-tháng-ngày (2026-10-25), hoặc là ô ngày của Excel.",
        "A date is written day/month/year (25/10/2026) or year-month-day (2026-10-25), or is a date cell of Excel.");

    public static readonly LocalizedText Formula = new(
        "Ô chứa công thức. Chép và dán dưới dạng giá trị (Paste Values).", "The cell holds a formula. Copy it and paste it as a value.");

    public static readonly LocalizedText Error = new(
        "Ô báo lỗi của Excel. Nhập lại giá trị, hoặc để trống.", "The cell shows an error of Excel. Type the value again, or leave it blank.");

    public static readonly LocalizedText Boolean = new(
        "Ô chứa giá trị đúng/sai (TRUE/FALSE). Nhập lại giá trị, hoặc để trống.", "The cell holds TRUE or FALSE. Type the value again, or leave it blank.");

    public static readonly LocalizedText IsDate = new(
        "Ô chứa ngày tháng. Định dạng ô là văn bản hoặc số (General) rồi nhập lại.",
        "The cell holds a date. Format it as text or number (General) and type the value again.");

    public static LocalizedText Doubled(int firstRow)
    {
        var row = firstRow.ToString(CultureInfo.InvariantCulture);
        return new LocalizedText(
            $"Số phiếu này đã có ở dòng {row}. Mỗi phiếu chỉ một dòng: xóa dòng thừa hoặc sửa số.",
            $"Row {row} has this serial already. Each sheet takes one row: delete this one or mend the serial.");
    }

    public static LocalizedText Level(Scale scale)
    {
        var illegible = scale.Highest < SheetLayout.Illegible;
        return new LocalizedText(
            $"Chỉ nhận số nguyên từ 1 đến {scale.Highest}, ô trống" + (illegible ? $", hoặc {SheetLayout.Illegible} (chọn hai ô, không đọc được)." : "."),
            $"Only a whole number from 1 to {scale.Highest}, a blank" + (illegible ? $", or {SheetLayout.Illegible} (two boxes ticked, illegible)." : "."));
    }

    public static LocalizedText Choice(SheetColumn column) => new(
        $"{column.Name.Vi} là một trong: {string.Join("; ", column.Choices.Select((it, place) => $"{place + 1} = {it.Name.Vi} ({it.Code})"))}. Hoặc để trống.",
        $"{column.Name.En} is one of: {string.Join("; ", column.Choices.Select((it, place) => $"{place + 1} = {it.Name.En} ({it.Code})"))}. "
        + "Or leave it blank.");

    /// <summary>What is wrong about a kind of cell whatever it says; null when nothing is.</summary>
    public static LocalizedText? OfKind(CellKind kind, bool mayBeDate) => kind switch
    {
        CellKind.Formula => Formula,
        CellKind.Error => Error,
        CellKind.Boolean => Boolean,
        CellKind.Date when !mayBeDate => IsDate,
        _ => null,
    };
}
