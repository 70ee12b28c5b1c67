using System.Text.Encodings.Web;
using System.Text.Json;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake.Form;

/// <summary>What both the server and the script of the form say, so that they say the same. What only one of them says stands there: in a page, or in form-words.js.</summary>
internal static class FormWords
{
    public static readonly LocalizedText Fault = new("Lỗi", "Error");
    public static readonly LocalizedText Faults = new("Xin xem lại", "Please look at this");
    public static readonly LocalizedText Begin = new("Bắt đầu", "Start");
    public static readonly LocalizedText SaveChange = new("Lưu thay đổi", "Save");
    public static readonly LocalizedText LeftOut = new("Chưa trả lời – Ông/Bà có thể để trống", "Not answered – you may leave it out");

    public static readonly LocalizedText ConsentNeeded = new(
        "Xin đánh dấu vào ô nếu Ông/Bà từ 18 tuổi trở lên và đồng ý tham gia.", "Please tick the box if you are 18 or older and agree to take part.");

    public static readonly LocalizedText ProvinceNeeded = new(
        "Xin chọn tỉnh, thành phố nơi Ông/Bà đang sống.", "Please choose the province or city where you live.");

    public static readonly LocalizedText NothingAnswered = new(
        "Chưa có câu trả lời nào, nên chưa gửi được. Xin trả lời ít nhất một câu.", "There is no answer yet, so it cannot be sent. Please answer at least one question.");

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of script that gives them to the others, by name: Vietnamese, English.</summary>
    public static string ToScript() => $"const shared = {JsonSerializer.Serialize(ByName.ToDictionary(it => it.Name, it => new[] { it.Text.Vi, it.Text.En }), Json)};\n";

    private static IEnumerable<(string Name, LocalizedText Text)> ByName =>
    [
        ("fault", Fault), ("faults", Faults), ("begin", Begin), ("saveChange", SaveChange), ("leftOut", LeftOut),
        ("consentNeeded", ConsentNeeded), ("provinceNeeded", ProvinceNeeded), ("nothingAnswered", NothingAnswered),
        ("invitationWrong", InvitationFault.Unreadable.Words), ("invitationNeeded", InvitationFault.Needed.Words),
    ];
}
