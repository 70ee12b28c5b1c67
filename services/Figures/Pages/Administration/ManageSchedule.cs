using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures.Pages.Administration;

/// <summary>What the page of the schedule shows.</summary>
/// <param name="Schedule">The schedule in force.</param>
/// <param name="Now">What time it is.</param>
/// <param name="Obstacle">Why it cannot be changed here; null when it can.</param>
/// <param name="Message">What became of a change, or what is wrong with one; null when there was none.</param>
/// <param name="IsWrong">Whether that is a fault.</param>
public sealed record ScheduleView(Schedule Schedule, DateTimeOffset Now, ScheduleOutcome? Obstacle, string? Message = null, bool IsWrong = false);

/// <summary>Opening and closing of surveys, for the administrator.</summary>
internal static class ManageSchedule
{
    public const string ActionField = "action";
    public const string TagField = "tag";
    public const string InvitedField = "invited";
    public const string Set = "set";
    public const string Open = "open";
    public const string Close = "close";

    private const int LargestForm = 16 * 1024;

    // As browsers write the value of datetime-local, with and without seconds.
    private static readonly string[] LocalFormats = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    public static void MapSchedulePage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Schedule, Show).RequireAuthorization(StaffPolicies.ManageSchedule);
        routes.MapGet($"{PagePaths.Schedule}/{{survey}}", Ask).RequireAuthorization(StaffPolicies.ManageSchedule);
        routes.MapPost($"{PagePaths.Schedule}/{{survey}}", Change).RequireAuthorization(StaffPolicies.ManageSchedule)
            .WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    /// <summary>A moment as the value of a field for date and time in Vietnam.</summary>
    public static string Local(DateTimeOffset? moment) => moment is not { } known ? ""
        : known.ToOffset(VietnamTime.Offset).ToString(LocalFormats[known.Second == 0 ? 0 : 1], CultureInfo.InvariantCulture);

    /// <summary>The opening after "Mở ngay": it keeps what was, as far as the survey is open then.</summary>
    public static Opening OpenedNow(Opening? opening, DateTimeOffset now)
    {
        var second = WholeSecond(now);
        return new Opening(opening is { Opens: var opens } && opens <= now ? opens : second, opening?.Closes is { } closes && closes > now ? closes : null, opening?.Open ?? true);
    }

    /// <summary>The opening after "Đóng ngay".</summary>
    public static Opening ClosedNow(Opening? opening, DateTimeOffset now)
    {
        // A survey closes after it opens, so one that opened within this second was open until its end.
        var (opens, second) = (opening?.Opens ?? WholeSecond(now), WholeSecond(now));
        return new Opening(opens, second > opens ? second : opens.AddSeconds(1), opening?.Open ?? true);
    }

    private static RazorComponentResult<SchedulePage> Show(string? changed, Catalogue catalogue, ScheduleFile file, TimeProvider clock) => Page(View(file, clock) with
    {
        Message = changed is not null && catalogue.FindSurvey(changed) is { } survey ? $"Đã đổi lịch của {Vietnamese.ShortName(survey)}." : null,
    }, StatusCodes.Status200OK);

    private static IResult Ask(string survey, string? action, Catalogue catalogue, ScheduleFile file, TimeProvider clock) =>
        catalogue.FindSurvey(survey) is not { } known ? TypedResults.NotFound()
        : action is not (Open or Close) ? ErrorPages.Page(StatusCodes.Status422UnprocessableEntity, $"Tham số {ActionField} chỉ nhận: {Open}, {Close}.")
        : new RazorComponentResult<ScheduleConfirmationPage>(new { Survey = known, Action = action, View = View(file, clock) });

    private static async Task<IResult> Change(
        string survey, HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, ScheduleFile file, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return TypedResults.NotFound();
        }

        var now = clock.GetUtcNow();
        var (change, fault) = Read(form, known, now);
        if (change is null)
        {
            return Page(View(file, clock) with { Message = $"{Vietnamese.ShortName(known)}: {fault}", IsWrong = true }, StatusCodes.Status422UnprocessableEntity);
        }

        var outcome = await ChangeSchedule.Change(context, file, known, change, form[TagField].ToString(), cancellationToken);
        return outcome == ScheduleOutcome.Changed
            ? TypedResults.LocalRedirect($"{PagePaths.Schedule}?changed={known.Code}")
            : Page(View(file, clock) with { Message = AdministrationWords.Explain(outcome), IsWrong = true }, StatusCodes.Status409Conflict);
    }

    private static (Func<Schedule, Opening>? Change, string? Fault) Read(IFormCollection form, Survey survey, DateTimeOffset now)
    {
        switch (form[ActionField].ToString())
        {
            case Open:
                return (schedule => OpenedNow(schedule.Find(survey), now), null);
            case Close:
                return (schedule => ClosedNow(schedule.Find(survey), now), null);
            case Set:
                var (opens, closes) = (Moment(form[OpeningDraft.OpensPath]), Moment(form[OpeningDraft.ClosesPath]));
                var hasClosing = form[OpeningDraft.ClosesPath].ToString().Length > 0;
                return opens is null ? (null, "nhập ngày và giờ mở.")
                    : hasClosing && closes is null ? (null, "ngày và giờ đóng không đọc được; để trống nếu chưa đặt.")
                    : closes <= opens ? (null, "giờ đóng phải sau giờ mở.")
                    : (_ => new Opening(opens.Value, closes, Open: form[InvitedField].ToString().Length == 0), null);
            default:
                return (null, "yêu cầu không rõ; hãy dùng các nút trên trang.");
        }
    }

    private static DateTimeOffset? Moment(string? text) =>
        DateTime.TryParseExact(text, LocalFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999
            ? new DateTimeOffset(local, VietnamTime.Offset)
            : null;

    private static DateTimeOffset WholeSecond(DateTimeOffset moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    private static ScheduleView View(ScheduleFile file, TimeProvider clock) => new(file.Current, clock.GetUtcNow(), file.FindObstacle());

    private static RazorComponentResult<SchedulePage> Page(ScheduleView view, int status) => new(new { View = view }) { StatusCode = status };
}
