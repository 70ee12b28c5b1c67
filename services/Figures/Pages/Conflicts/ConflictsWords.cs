using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;

namespace SipasSurvey.Figures.Pages.Conflicts;

/// <summary>What the page of conflicts says, in both languages.</summary>
internal static class ConflictsWords
{
    public static readonly LocalizedText Title = new("Phiếu trùng số", "Sheets with two versions");

    public static readonly LocalizedText Lead = new(
        "Cùng một số phiếu nhưng nội dung khác nhau. Khi chưa ai chọn, bản đến trước được tính; xem lại phiếu giấy rồi chọn bản đúng.",
        "The same serial, but not the same content. While nobody has chosen, the version that came first counts; look at the paper, then choose the right one.");

    public static readonly LocalizedText None = new("Không có phiếu nào trùng số, khác nội dung cần chọn.", "There are no sheets with the same serial and other content to decide about.");
    public static readonly LocalizedText WithDecided = new("Xem cả phiếu đã chọn bản được tính", "Show those that are decided too");
    public static readonly LocalizedText OpenOnly = new("Chỉ xem phiếu chưa chọn", "Show only those that are open");
    public static readonly LocalizedText Sheet = new("Phiếu", "Sheet");
    public static readonly LocalizedText OwnSerial = new("Phiếu có số riêng của tổ", "Sheet with a team's own serial");
    public static readonly LocalizedText OwnSerialHint = new(
        "Số riêng của tổ không được lưu: xem số ở dòng của tệp.", "A team's own serial is not stored: see it in the row of the file.");

    public static readonly LocalizedText File = new("Tệp", "File");
    public static readonly LocalizedText OtherBatch = new("lô của nơi khác", "a batch from elsewhere");
    public static readonly LocalizedText Online = new("trực tuyến", "online");
    public static readonly LocalizedText Row = new("Dòng", "Row");
    public static readonly LocalizedText ReceivedAt = new("Nhận lúc", "Received at");
    public static readonly LocalizedText Times = new("Số lần gửi", "Times sent");
    public static readonly LocalizedText Cell = new("Ô", "Cell");
    public static readonly LocalizedText Different = new("khác", "differs");
    public static readonly LocalizedText Blank = new("trống", "blank");
    public static readonly LocalizedText Differing = new("Các ô khác nhau", "Cells that differ");
    public static readonly LocalizedText Hidden = new("không hiện", "not shown");
    public static readonly LocalizedText HiddenHint = new(
        "Nội dung phiếu chỉ hiện cho tổ đã nhập và cho giám sát của tỉnh khi lô đã gửi xong.",
        "What a sheet says is shown to the team that entered it, and to the supervisor of the province once its batch is complete.");

    public static readonly LocalizedText Decide = new("Chọn bản được tính", "Choose the version that counts");
    public static readonly LocalizedText Choose = new("Bản đúng với phiếu giấy", "The version that is what the paper says");
    public static readonly LocalizedText Reason = new("Lý do", "Reason");
    public static readonly LocalizedText ReasonHint = new("Tối đa 500 ký tự; được ghi vào nhật ký.", "At most 500 characters; it is in the audit trail.");
    public static readonly LocalizedText Province = new("Tỉnh, thành phố", "Province");

    public static LocalizedText NameOf(int number, VersionState state) => state == VersionState.Counted
        ? new LocalizedText($"Bản {number}, đang được tính", $"Version {number}, which counts")
        : new LocalizedText($"Bản {number}, không được tính", $"Version {number}, which does not count");

    public static LocalizedText DecidedBy(DecisionView decision) => new(
        $"Đã chọn bản được tính lúc {VietnamTime.Display(decision.At)}, người chọn: {decision.By}.", $"Decided at {VietnamTime.Display(decision.At)} by {decision.By}.");

    /// <summary>A sheet whose serial is not known, by its first place that is.</summary>
    public static LocalizedText PlaceOf(ConflictView conflict) => conflict.Entries.FirstOrDefault(it => it.FileName is not null) is { } version
        ? new LocalizedText($"Phiếu ở dòng {version.Row} của {version.FileName}", $"Sheet in row {version.Row} of {version.FileName}")
        : OwnSerial;

    public static LocalizedText Equal(int cells) => new($"{cells} ô giống nhau", $"{cells} cells that agree");
}
