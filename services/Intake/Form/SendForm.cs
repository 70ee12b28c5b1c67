using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// Sends what was filled in, judged like what programs send. Whatever goes wrong, the answers stay on the device under their id, so sending again is harmless; after that the id
/// is all that stays.
/// </summary>
internal static class SendForm
{
    // As for programs: long enough for a broker to elect a new leader.
    private const int SecondsUntilAgain = 5;

    public static void MapSendForm(this IEndpointRouteBuilder routes, CitizenPaths paths)
    {
        // Its deadline is that of its pack (Packs:Deadline).
        routes.MapPost(paths.Send, Send).DisableRequestTimeout();
        // Who loads the address of an answer that said what was wrong.
        routes.MapGet(paths.Send, () => new SeeOther(paths.Check));
        routes.MapGet(paths.Receipt, ShowReceipt);
    }

    private static async Task<IResult> Send(HttpContext http, FormDesk desk, DraftCookie cookie, OpenSurveys surveys, Reception reception, ResponseLimits limits,
        IntakeMetrics metrics, TimeProvider clock)
    {
        var (filled, instead) = await desk.Take(http);
        if (filled is null)
        {
            return instead!;
        }

        var (view, draft) = (filled.View, filled.Draft);
        var seconds = (int)Math.Clamp((clock.GetUtcNow() - draft.Started).TotalSeconds, 0, int.MaxValue);
        var outcome = reception.Judge(draft.ToJson(), new FormSignal(null, seconds, draft.Trapped || filled.Fields[FormDesk.Trap].ToString().Length > 0));
        (int Status, FormFault? Fault) end = outcome.NotOpen is not null ? (StatusCodes.Status409Conflict, NotOpen(surveys, draft.Survey))
            : outcome.InvitationsAway ? (StatusCodes.Status503ServiceUnavailable, Away(http))
            : outcome.Entry is null ? (StatusCodes.Status422UnprocessableEntity, NotValid(outcome))
            : limits.Count(http, outcome.Invitation, draft.Id.ToString()) is { } pause ? (StatusCodes.Status429TooManyRequests, TooMany(http, pause))
            : await reception.Send(outcome) ? (StatusCodes.Status202Accepted, null)
            : (StatusCodes.Status503ServiceUnavailable, NotSafe(http));
        metrics.Answered(end.Status);
        if (end.Fault is { } fault)
        {
            return FormDesk.Page<CheckPage>(view with { Faults = [fault] }, end.Status);
        }

        cookie.KeepSent(http, draft.Id);
        return new SeeOther(view.Paths.Receipt);
    }

    private static RazorComponentResult<ReceiptPage> ShowReceipt(HttpContext http, DraftCookie cookie)
    {
        var brought = cookie.Read(http);
        FormDesk.AllowKeeping(http, brought);
        return new(new { Paths = CitizenPaths.Of(http.Request.Path), Receipt = brought.Sent is { } sent ? ResponseId.Receipt(sent) : null });
    }

    private static FormFault NotOpen(OpenSurveys surveys, Survey survey)
    {
        var closed = surveys.Last is { } last && last.Survey == survey ? VietnamTime.Display(last.At) : null;
        return new FormFault("", new LocalizedText(
            $"{(closed is null ? "Kỳ khảo sát này hiện không nhận phiếu." : $"Kỳ khảo sát này đã đóng lúc {closed}.")} Câu trả lời của Ông/Bà vẫn được giữ trên máy này trong 7 ngày; nếu kỳ khảo sát mở lại, Ông/Bà có thể gửi từ trang này.",
            $"{(closed is null ? "This survey takes no responses now." : $"This survey closed on {closed}.")} Your answers stay on this device for 7 days; if it opens again, you can send them from this page."));
    }

    private static FormFault Away(HttpContext http)
    {
        http.Response.Headers.RetryAfter = SecondsUntilAgain.ToString(CultureInfo.InvariantCulture);
        return new FormFault(BeginForm.Invitation, new LocalizedText(
            "Lúc này hệ thống chưa kiểm tra được mã mời. Xin Ông/Bà gửi lại sau, hoặc xóa mã mời rồi gửi. Câu trả lời của Ông/Bà vẫn còn.",
            "Invitation codes cannot be checked now. Please send again later, or take the code out and send. Your answers are still there."));
    }

    private static FormFault NotValid(ReceptionOutcome outcome) => outcome.Faults[0] switch
    {
        { PropertyName: BeginForm.Invitation, CustomState: LocalizedText words } => new FormFault(BeginForm.Invitation, words),
        { PropertyName: "answers" } => new FormFault("", FormWords.NothingAnswered),
        _ => new FormFault("", new LocalizedText(
            "Phiếu chưa gửi được vì có câu trả lời không hợp lệ. Xin bấm Thay đổi ở từng mục bên dưới để xem lại.",
            "It was not sent, as one of the answers is not valid. Please look at them once more with Change.")),
    };

    private static FormFault TooMany(HttpContext http, int seconds)
    {
        http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new FormFault("", new LocalizedText(
            $"Đang có nhiều phiếu được gửi cùng lúc từ máy hoặc mạng này. Xin đợi {seconds} giây rồi bấm Gửi phiếu lần nữa. Câu trả lời của Ông/Bà vẫn còn.",
            $"Many responses are being sent from this device or network. Please wait {seconds} seconds, then send again. Your answers are still there."));
    }

    private static FormFault NotSafe(HttpContext http)
    {
        http.Response.Headers.RetryAfter = SecondsUntilAgain.ToString(CultureInfo.InvariantCulture);
        return new FormFault("", new LocalizedText(
            "Chưa biết phiếu đã được lưu hay chưa. Xin đợi một lát rồi bấm Gửi phiếu lần nữa: dù gửi nhiều lần, phiếu chỉ được tính một lần. Câu trả lời của Ông/Bà vẫn còn.",
            "It is not known yet whether it was stored. Please wait a moment, then send again: however often it is sent, it counts once. Your answers are still there."));
    }
}
