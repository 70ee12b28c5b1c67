using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.Inviting;

/// <summary>What the pages of invitations say.</summary>
internal static class InvitationsWords
{
    public static readonly LocalizedText Title = new("Thư mời", "Invitations");

    public static readonly LocalizedText Lead = new(
        "Mỗi thư có một mã dùng một lần. Mã không được lưu ở đâu; mỗi lần in hoặc xuất, hệ thống tính lại từ số thư và ghi nhật ký.",
        "Each letter has a code that counts once. Codes are kept nowhere; each time they are printed or exported they are computed from the letters' numbers, which is in the trail.");

    public static readonly LocalizedText NoSecret = new(
        $"Chưa dùng được mã mời: tiến trình này chưa có cài đặt {Invitations.Setting}. Người vận hành đặt cùng một bí mật cho Intake, Aggregator và Figures.",
        $"Codes of invitations cannot be made: this process has no setting {Invitations.Setting}. The operator gives Intake, Aggregator and Figures the same secret.");

    /// <summary>Letters of an older survey lead nowhere: the form is of the newest one alone.</summary>
    public static LocalizedText NotNewest(Survey newest) => new(
        $"Kỳ khảo sát này không phải là kỳ mới nhất đang mở. Trang trả lời của người dân là của {Vietnamese.ShortName(newest)}: người nhận thư của kỳ này nhập mã ở đó sẽ bị báo là mã của kỳ khác, và không trả lời được kỳ này.",
        $"This is not the newest survey that is open. The page for citizens is that of SIPAS {newest.Year}: there, codes of this survey are said to be of another one, and whoever got such a letter cannot answer it.");

    public static readonly LocalizedText NewRun = new("Lượt thư mới", "New run");
    public static readonly LocalizedText Letters = new("Số thư", "Number of letters");
    public static readonly LocalizedText LettersHint = new($"Từ 1 đến {Vietnamese.Count(InvitationRuns.MostLetters)}.", $"1 to {InvitationRuns.MostLetters}.");
    public static readonly LocalizedText Purpose = new("Ghi chú", "Note");
    public static readonly LocalizedText PurposeHint = new(
        "Dùng để làm gì, ví dụ tên xã. Không ghi tên người nhận.", "What for, e.g. the name of a commune. No names of people.");
    public static readonly LocalizedText Make = new("Tạo thư", "Make letters");
    public static readonly LocalizedText NotMade = new("Chưa tạo được thư", "No letters were made");
    public static readonly LocalizedText Runs = new("Các lượt thư", "Runs");
    public static readonly LocalizedText RunsCaption = new("Lượt thư của kỳ khảo sát này, mới nhất trước", "Runs of this survey, the newest first");
    public static readonly LocalizedText NoRuns = new("Chưa tạo lượt nào.", "No letters were made yet.");
    public static readonly LocalizedText Numbers = new("Thư số", "Letters");
    public static readonly LocalizedText MadeAt = new("Lúc tạo", "Made at");
    public static readonly LocalizedText MadeBy = new("Người tạo", "Made by");
    public static readonly LocalizedText Codes = new("In thư và xuất mã", "Print and export");
    public static readonly LocalizedText Print = new("In thư", "Print");
    public static readonly LocalizedText Csv = new("Xuất mã (CSV)", "Codes (CSV)");
    public static readonly LocalizedText Back = new("Về trang Thư mời", "Back to Invitations");
    public static readonly LocalizedText LettersRegion = new("Các thư", "The letters");
    public static readonly LocalizedText WrongCount = new(
        $"Nhập một số nguyên từ 1 đến {InvitationRuns.MostLetters}.", $"Enter a whole number from 1 to {InvitationRuns.MostLetters}.");
    public static readonly LocalizedText WrongPurpose = new(
        $"Ghi chú dài tối đa {InvitationRuns.LongestPurpose} ký tự.", $"A note has at most {InvitationRuns.LongestPurpose} characters.");
    public static readonly LocalizedText UsedUp = new("Tỉnh này không còn đủ số thư.", "The province has not as many numbers left.");

    public static readonly LocalizedText HowToPrint = new(
        "Bấm Ctrl + P. Chọn khổ giấy A4, in một mặt, tỷ lệ 100 %, bỏ đầu trang và chân trang của trình duyệt.",
        "Press Ctrl + P. Choose A4, one-sided, scale 100 %, without the browser's headers and footers.");

    /// <summary>Heading of a run.</summary>
    public static LocalizedText TitleOf(Survey survey, Province province, InvitationRun run) => new(
        $"{Vietnamese.ShortName(survey)}, {province.Name.Vi}: {Vietnamese.Count(run.Count)} thư mời",
        $"SIPAS {survey.Year}, {province.Name.En}: {run.Count} letters");
}
