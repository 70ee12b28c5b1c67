using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Typing;

/// <summary>The words of the typing page.</summary>
internal sealed class TypingWords
{
    private static readonly TypingWords Vietnamese = new(english: false);
    private static readonly TypingWords English = new(english: true);

    private readonly bool _english;

    private TypingWords(bool english) => _english = english;

    public string Title => Say("Nhập phiếu", "Type sheets");

    public string Lead => Say(
        "Nhập từng phiếu giấy bằng phím số. Phiếu đã nhập được giữ trên máy này và tự gửi đi khi có mạng.",
        "Type paper sheets one at a time with the number keys. What you typed stays on this device and is sent by itself when there is a connection.");

    public string NeedsScript => Say("Trang này cần JavaScript.", "This page needs JavaScript.");

    public string UploadInstead => Say("Gửi tệp Excel hoặc CSV thay cho nhập tại đây.", "Send an Excel or CSV file instead.");

    public string Elsewhere => Say(
        "Trang này đang mở ở thẻ hoặc cửa sổ khác của trình duyệt. Hãy nhập ở đó, hoặc đóng nó rồi tải lại trang này.",
        "This page is open in another tab or window of this browser. Type there, or close it and load this page again.");

    public string State => Say("Tình trạng", "State");

    public string SendNow => Say("Gửi ngay", "Send now");

    public string Setup => Say("Phiếu của ai, ở đâu", "Whose sheets, and where");

    public string Survey => Say("Kỳ khảo sát", "Survey");

    public string Province => Say("Tỉnh, thành phố", "Province");

    public string Team => Say("Mã tổ khảo sát", "Code of the survey team");

    public string TeamHint => Say("Bắt buộc khi phiếu không có số in sẵn (SP…).", "Needed when serials are not the printed ones (SP…).");

    public string Typist => Say("Mã người nhập (không bắt buộc)", "Code of who types (optional)");

    public string TypistHint => Say("Mã, không phải tên.", "A code, not a name.");

    public string Cluster => Say("Mã thôn/tổ dân phố (không bắt buộc)", "Village code (optional)");

    public string ClusterHint => Say("Dùng cho các phiếu tiếp theo đến khi đổi.", "Used for the next sheets until you change it.");

    public string Second => Say("Nhập lại để đối chiếu", "Second entry, to compare");

    public string SecondHint => Say(
        "Phiếu nhập lại được so với lần nhập đầu, không tính thêm vào số liệu.", "A sheet that is typed again is compared with the first entry; it is not counted again.");

    public string Sheet => Say("Phiếu", "Sheet");

    public string Keys => Say(
        "1–5: mức hài lòng, tự sang ô tiếp theo. 9: đánh hai ô hoặc không đọc được. Enter: để trống. Backspace ở ô trống hoặc ↑: quay lại.",
        "1–5: level, goes on by itself. 9: two boxes ticked or illegible. Enter: blank. Backspace in an empty cell, or ↑: back.");

    public string Serial => Say("Số phiếu", "Serial");

    public string Save => Say("Lưu phiếu", "Save the sheet");

    public string Kept => Say("Phiếu chưa gửi", "Sheets not sent yet");

    public string KeptHint => Say("Chỉ có trên máy này, chưa được tính. Bấm vào số phiếu để sửa.", "They are on this device only and not counted yet. Choose a serial to change it.");

    public string Sample => Say("Nên nhập lại để đối chiếu", "To be typed again");

    public string SampleHint => Say(
        "Máy chọn ngẫu nhiên khoảng một phần mười số phiếu đã gửi. Tốt nhất là người khác nhập lại.", "About a tenth of what was sent, chosen at random. Somebody else had better type them.");

    public static TypingWords For(HttpContext context) => PageLanguage.IsEnglish(context) ? English : Vietnamese;

    /// <summary>What the script says, as JSON.</summary>
    public string OfScript(HttpContext context) => JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["counts"] = Say("Chưa gửi: {0} · Đã gửi: {1} · Cần sửa: {2}", "Not sent: {0} · Sent: {1} · To be corrected: {2}"),
        ["saved"] = Say("Đã lưu phiếu {0} trên máy.", "Sheet {0} is saved on this device."),
        ["taken"] = Say("Đã tiếp nhận {0} phiếu (lô {1}).", "{0} sheets were accepted (batch {1})."),
        ["offline"] = Say("Chưa gửi được: không có mạng hoặc hệ thống chưa trả lời. Phiếu vẫn còn trên máy; máy tự gửi lại.", "Not sent: no connection, or no answer. The sheets are still here and are sent again by themselves."),
        ["signedOut"] = Say("Phiên đăng nhập đã hết. Đăng nhập lại ở thẻ khác rồi bấm Gửi ngay; phiếu vẫn còn trên máy.", "Your session has ended. Sign in again in another tab, then choose Send now; the sheets are still here."),
        ["refused"] = Say("Không gửi được: {0} Phiếu vẫn còn trên máy.", "It was refused: {0} The sheets are still here."),
        ["key"] = Say("{0}: chỉ nhận {1}.", "{0}: only {1}."),
        ["serialNeeded"] = Say("Hãy nhập số phiếu.", "Type the serial."),
        ["serialWrong"] = Say("Số phiếu in sẵn gồm SP, bảy chữ số và một chữ số kiểm tra; số này gõ sai.", "A printed serial is SP, seven digits and a check digit; this one is mistyped."),
        ["serialTwice"] = Say("Phiếu {0} đã nhập trên máy này và chưa gửi.", "Sheet {0} is typed on this device already and not sent yet."),
        ["teamNeeded"] = Say("Số phiếu của tổ cần có mã tổ khảo sát.", "A team's own serial needs the code of the team."),
        ["codes"] = Say("Mã tổ, mã người nhập, mã thôn: chỉ chữ cái không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; tối đa 32 ký tự.",
            "Codes of team, typist and village: letters, digits, dots, hyphens, underscores; at most 32 characters."),
        ["empty"] = Say("Phiếu chưa có câu trả lời nào. Bấm Lưu phiếu lần nữa nếu phiếu thật sự để trống.", "The sheet has no answer. Save once more if it really is blank."),
        ["agreed"] = Say("Phiếu {0}: {1} ô, khớp tất cả.", "Sheet {0}: {1} cells, all agree."),
        ["differs"] = Say("Phiếu {0}: {1} ô, khác ở {2}.", "Sheet {0}: {1} cells, different in {2}."),
        ["full"] = Say("Máy này không còn chỗ lưu. Hãy bấm Gửi ngay trước khi nhập tiếp.", "There is no room left on this device. Send before you type on."),
        ["cluster"] = Say("Thôn/tổ dân phố", "Village"),
        ["edit"] = Say("Sửa phiếu {0}", "Change sheet {0}"),
        ["remove"] = Say("Bỏ", "Remove"),
        ["removeSheet"] = Say("Bỏ phiếu {0} khỏi máy", "Remove sheet {0} from this device"),
    });

    private string Say(string vietnamese, string english) => _english ? english : vietnamese;
}
