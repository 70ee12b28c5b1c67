using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Pages.Batches;

/// <summary>What the pages of batches say, in both languages.</summary>
internal static class BatchesWords
{
    public static readonly LocalizedText Title = new("Lô phiếu", "Batches");
    public static readonly LocalizedText Batch = new("Lô phiếu", "Batch");
    public static readonly LocalizedText Lead = new(
        "Mỗi lô là một tệp phiếu giấy đã gửi. Chọn một lô để xem từng phiếu đã đến đâu, rút lô hoặc sửa phiếu.",
        "A batch is a file of paper sheets that was sent. Choose one to see what became of its sheets, to withdraw it or to correct a sheet.");

    public static readonly LocalizedText Upload = new("Gửi lô khác", "Send another batch");
    public static readonly LocalizedText None = new("Không có lô phiếu nào phù hợp.", "There is no such batch.");
    public static readonly LocalizedText NewestFirst = new("Các lô phiếu, mới nhất trước", "Batches, the newest first");
    public static readonly LocalizedText StateLabel = new("Tình trạng", "State");
    public static readonly LocalizedText AnyState = new("Tất cả", "All");
    public static readonly LocalizedText Older = new("Cũ hơn", "Older");
    public static readonly LocalizedText Newest = new("Mới nhất", "Newest");
    public static readonly LocalizedText SentBy = new("Người gửi", "Sent by");
    public static readonly LocalizedText SentAt = new("Gửi lúc", "Sent at");
    public static readonly LocalizedText ClosedAt = new("Gửi xong lúc", "Complete at");
    public static readonly LocalizedText Unknown = new("không rõ", "not known");

    public static readonly LocalizedText Rows = new("Dòng trong tệp", "Rows of the file");
    public static readonly LocalizedText Accepted = new("Đã tiếp nhận", "Accepted");
    public static readonly LocalizedText RefusedRows = new("Dòng bị từ chối", "Rows refused");
    public static readonly LocalizedText Invalid = new("Phiếu không hợp lệ, trong số đã tiếp nhận", "Not valid forms, among those accepted");
    public static readonly LocalizedText Illegible = new("Ô chọn hai mức hoặc không đọc được", "Cells with two boxes ticked or illegible");
    public static readonly LocalizedText Sent = new("Đã gửi đi", "Sent on");
    public static readonly LocalizedText Counted = new("Đã tính", "Counted");
    public static readonly LocalizedText Duplicate = new("Trùng, đã tính trước đó", "Duplicate, counted before");
    public static readonly LocalizedText Conflict = new("Trùng số, khác nội dung", "Same serial, other content");
    public static readonly LocalizedText Rejected = new("Không hợp lệ", "Not valid");
    public static readonly LocalizedText Withdrawn = new("Đã rút", "Withdrawn");
    public static readonly LocalizedText Waiting = new("Đang chờ tính", "Waiting");

    public static readonly LocalizedText File = new("Tệp", "The file");
    public static readonly LocalizedText FileHint = new(
        "Dòng bị từ chối không phải là phiếu: sửa trong tệp rồi gửi lại, phiếu đã nhận không bị tính hai lần.",
        "Rows that were refused are no sheets: correct them in the file and send it again; what was taken is not counted twice.");

    public static readonly LocalizedText Sheets = new("Phiếu đã đến đâu", "What became of the sheets");
    public static readonly LocalizedText SheetsHint = new(
        "Phiếu gửi lại hoặc sửa có nhiều bản; mỗi phiếu chỉ một bản được tính.", "A sheet that was sent again or corrected has several versions, one of which counts.");

    public static readonly LocalizedText Processed = new("Đã xử lý", "Processed");
    public static readonly LocalizedText Of = new("trên", "of");
    public static readonly LocalizedText Reload = new("Tải lại trang", "Load again");
    public static readonly LocalizedText Following = new("Số liệu tự cập nhật cho đến khi xong.", "The numbers follow by themselves until all is done.");
    public static readonly LocalizedText IncompleteHint = new(
        "Lô chưa gửi xong: việc gửi đang chạy hoặc đã bị ngắt. Gửi lại cùng tệp với cùng mã lô là an toàn, không phiếu nào bị tính hai lần.",
        "The batch is incomplete: it is still being sent, or that was broken off. Sending the same file again under the same id is safe; no sheet is counted twice.");

    public static readonly LocalizedText SeeConflicts = new("Xem và chọn bản được tính", "See them and decide");
    public static readonly LocalizedText Reasons = new("Vì sao không hợp lệ", "Why they are not valid");
    public static readonly LocalizedText Withdraw = new("Rút lô phiếu", "Withdraw the batch");
    public static readonly LocalizedText Correct = new("Sửa phiếu", "Correct a sheet");
    public static readonly LocalizedText Actions = new("Việc có thể làm", "What can be done");
    public static readonly LocalizedText NoSuchBatch = new(
        "Không có lô này, hoặc lô không thuộc tỉnh hay tổ của bạn.", "There is no such batch, or it is not of your provinces or team.");

    public static LocalizedText NameOf(BatchView batch) => batch.State switch
    {
        BatchState.Withdrawn => Withdrawn,
        BatchState.Incomplete => new LocalizedText("Chưa gửi xong", "Incomplete"),
        _ when batch.Waiting > 0 => new LocalizedText("Đang tính", "Being counted"),
        _ => new LocalizedText("Đã tính xong", "All counted"),
    };

    public static LocalizedText NameOf(BatchState state) => state switch
    {
        BatchState.Withdrawn => Withdrawn,
        BatchState.Incomplete => new LocalizedText("Chưa gửi xong", "Incomplete"),
        _ => new LocalizedText("Đã gửi xong", "Complete"),
    };

    /// <summary>Style of a state beside its words.</summary>
    public static string StyleOf(BatchView batch) =>
        batch.State == BatchState.Withdrawn ? "state state-bad" : batch.State == BatchState.Incomplete || batch.Waiting > 0 ? "state state-warning" : "state";

    public static LocalizedText WithdrawnBy(WithdrawalView withdrawal) => new(
        $"Lô đã rút lúc {VietnamTime.Display(withdrawal.At)}, người rút: {withdrawal.By}.", $"Withdrawn at {VietnamTime.Display(withdrawal.At)} by {withdrawal.By}.");

    /// <summary>Why the service withdrew a batch, up to the name of the other one and after it.</summary>
    /// <param name="team">Team of the other batch; null when it is not known.</param>
    /// <param name="isOwn">Whether it is this batch's own team, which then probably corrected its file.</param>
    public static (LocalizedText Before, LocalizedText After) SharedSerials(string? team, bool isOwn) => (
        new LocalizedText("Số phiếu trùng với lô ", "Serials are those of the batch "),
        isOwn
            ? new LocalizedText(
                " của chính tổ này, nhưng câu trả lời khác. Muốn thay câu trả lời đã gửi: sửa từng phiếu của lô đó, hoặc rút lô đó rồi gửi lại tệp này.",
                " of this same team, with other answers. To replace what was sent, correct the sheets of that batch one by one, or withdraw it and send this file again.")
            : team is null
            ? new LocalizedText("; hai tổ có dùng chung dãy số không?", "; do two teams use the same serials?")
            : new LocalizedText($" của tổ {team}; hai tổ có dùng chung dãy số không?", $" of team {team}; do the two teams use the same serials?"));

    /// <summary>Why a sheet cannot be counted.</summary>
    public static LocalizedText ReasonOf(string rejection) => rejection switch
    {
        Rejections.InvalidForm => new("Trả lời quá ít tiêu chí (phiếu không hợp lệ)", "Too few items were answered (not a valid form)"),
        Rejections.UnknownSurvey => new("Kỳ khảo sát không có", "The survey does not exist"),
        Rejections.UnknownProvince => new("Tỉnh, thành phố không có trong kỳ khảo sát", "The survey has no such province"),
        Rejections.InvalidAnswers => new("Câu trả lời không khớp bảng hỏi", "The answers do not fit the questionnaire"),
        Rejections.InvalidRespondent => new("Thông tin chung không khớp bảng hỏi", "What is said of the respondent does not fit the questionnaire"),
        Rejections.InvalidCluster => new("Mã thôn không hợp lệ", "The village code is none"),
        Rejections.InvitationSpent => new("Đã trả lời trực tuyến", "Answered online already"),
        Rejections.InvalidInvitation => new("Mã mời không hợp lệ", "The invitation is none"),
        _ => new(rejection, rejection),
    };

    /// <summary>What stands where a name is not known.</summary>
    public static string Known(string? name) => name is { Length: > 0 } ? name : Vietnamese.NoValue;
}
