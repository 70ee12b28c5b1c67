using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>What is wrong with an invitation: what senders are told at the path <c>invitation</c>, and what people read.</summary>
/// <param name="Message">For the API, as the other messages: it goes on after the path.</param>
/// <param name="Words">For pages: a whole sentence or two.</param>
internal sealed record InvitationFault(string Message, LocalizedText Words)
{
    /// <summary>It is no code at all.</summary>
    public static readonly InvitationFault Unreadable = new(
        "must be an invitation code: 20 letters and digits like ABCD-EFGH-JKMN-PQRS-TVWX; or null, or left out.",
        new("Mã mời gồm 20 chữ cái và chữ số, chia thành năm nhóm bốn ký tự. Xin Ông/Bà xem lại mã in trên thư mời hoặc trên phiếu.",
            "An invitation code has 20 letters and digits in five groups of four. Please look at your letter or questionnaire again."));

    /// <summary>A character is wrong, or it was never issued.</summary>
    public static readonly InvitationFault Mistyped = new(
        "is no invitation of this survey: one of its characters is mistyped.",
        new("Mã mời không đúng, có thể do gõ nhầm một ký tự. Xin Ông/Bà so lại từng nhóm bốn ký tự.",
            "This invitation code is not right; a character may be mistyped. Please compare it group by group."));

    /// <summary>The process has no secret: said on the start page. A response that comes with one all the same is not refused, but to be sent again.</summary>
    public static readonly InvitationFault NotTaken = new(
        "must be left out: this server takes no invitations.",
        new("Hệ thống này hiện không nhận mã mời. Ông/Bà vẫn có thể trả lời mà không cần nhập mã.",
            "This service takes no invitation codes at present. You can answer without one."));

    /// <summary>The survey takes no response without one.</summary>
    public static readonly InvitationFault Needed = new(
        "is needed: this survey takes responses with an invitation only.",
        new("Kỳ khảo sát này chỉ nhận phiếu có mã mời. Xin Ông/Bà nhập mã in trên thư mời hoặc trên phiếu.",
            "This survey takes answers with an invitation code only. Please type the code on your letter or questionnaire."));

    /// <summary>It is one of ours, for another survey.</summary>
    public static InvitationFault OfSurvey(Survey survey) => new(
        $"is for survey {survey.Code}.",
        new($"Mã mời này dành cho kỳ khảo sát khác: {survey.Name.Vi}.", $"This invitation code is for another survey: {survey.Name.En}."));

    /// <summary>It is one of the survey, for another province.</summary>
    public static InvitationFault OfProvince(Province province) => new(
        $"is for province {province.Code}.",
        new($"Mã mời này dành cho {province.Name.Vi}. Xin Ông/Bà xem lại tỉnh, thành phố đã chọn.",
            $"This invitation code is for {province.Name.En}. Please look at the province you chose."));
}
