using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Administration;

/// <summary>What keys, the schedule and the trail are called on pages.</summary>
internal static class AdministrationWords
{
    /// <summary>An action of the trail; a code that has no words keeps its own.</summary>
    public static string NameOf(string action) => action switch
    {
        AuditActions.SignIn => "Đăng nhập",
        AuditActions.SignOut => "Đăng xuất",
        AuditActions.EndSession => "Kết thúc phiên",
        AuditActions.Request => "Yêu cầu không được phép",
        AuditActions.ReadFigures => "Xem số liệu",
        AuditActions.ExportFigures => "Xuất số liệu",
        AuditActions.Reconcile => "Đối chiếu số phiếu",
        AuditActions.ReadCounts => "Xem số phiếu của tỉnh",
        AuditActions.MakeKey => "Tạo khóa",
        AuditActions.RevokeKey => "Thu hồi khóa",
        AuditActions.MakeAccount => "Tạo tài khoản",
        AuditActions.ChangeAccount => "Sửa tài khoản",
        AuditActions.ResetPassword => "Đặt lại mật khẩu",
        AuditActions.ChangePassword => "Đổi mật khẩu",
        AuditActions.ChangeSchedule => "Đổi lịch khảo sát",
        AuditActions.SendBatch => "Gửi lô phiếu",
        AuditActions.WithdrawBatch => "Rút lô phiếu",
        AuditActions.CorrectSheet => "Sửa phiếu",
        AuditActions.DecideConflict => "Chọn bản của phiếu trùng số",
        AuditActions.ReadConflicts => "Xem phiếu trùng số",
        AuditActions.ReadBatches => "Xem lô phiếu",
        AuditActions.PlanSample => "Thay kế hoạch mẫu",
        AuditActions.PrintSheets => "In phiếu có số",
        AuditActions.MakeInvitations => "Tạo thư mời",
        AuditActions.ReadInvitations => "Xem mã mời",
        AuditActions.CompareSheet => "Nhập lại phiếu để đối chiếu",
        AuditActions.ReadTrail => "Xem nhật ký",
        AuditActions.ExportTrail => "Xuất nhật ký",
        AuditActions.VerifyTrail => "Kiểm tra chuỗi nhật ký",
        _ => action,
    };

    public static string NameOf(AuditOutcome outcome) => outcome == AuditOutcome.Done ? "Đã thực hiện" : "Bị từ chối";

    public static string NameOf(KeyState state) => state switch
    {
        KeyState.InForce => "Còn hiệu lực",
        KeyState.Expired => "Hết hạn",
        KeyState.Revoked => "Đã thu hồi",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static string NameOf(OpeningState state) => state switch
    {
        OpeningState.Unscheduled => "Chưa có lịch",
        OpeningState.NotYet => "Chưa mở",
        OpeningState.Open => "Đang mở",
        OpeningState.Closed => "Đã đóng",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    /// <summary>State of a survey with the day that matters: <c>Đang mở, đóng lúc 01/12/2024 00:00</c>.</summary>
    public static string Describe(OpeningState state, Opening? opening) => (state, opening) switch
    {
        (OpeningState.NotYet, { } it) => $"{NameOf(state)}, mở lúc {VietnamTime.Display(it.Opens)}",
        (OpeningState.Open, { Closes: { } closes }) => $"{NameOf(state)}, đóng lúc {VietnamTime.Display(closes)}",
        (OpeningState.Open, _) => $"{NameOf(state)}, chưa đặt ngày đóng",
        (OpeningState.Closed, { Closes: { } closes }) => $"{NameOf(state)} lúc {VietnamTime.Display(closes)}",
        _ => NameOf(state),
    };

    /// <summary>Why the schedule was not changed, or cannot be.</summary>
    public static string Explain(ScheduleOutcome outcome) => outcome switch
    {
        ScheduleOutcome.Outdated => "Lịch đã được người khác thay đổi trong lúc này. Bảng dưới đây là lịch hiện hành; nếu vẫn cần, hãy sửa lại.",
        ScheduleOutcome.Shipped => "Lịch ở đây chỉ để xem: đang dùng tệp đi kèm chương trình. Người vận hành chép tệp đó ra nơi riêng và đặt cài đặt Schedule cho cả Intake và Figures.",
        ScheduleOutcome.NotWritable => "Lịch ở đây chỉ để xem: chương trình không được ghi tệp lịch hoặc thư mục chứa tệp. Người vận hành cấp quyền ghi, hoặc tự sửa tệp.",
        ScheduleOutcome.Wrong => "Tệp lịch đã bị sửa sai nên chưa đổi được; lịch đúng gần nhất vẫn có hiệu lực. Người vận hành sửa tệp trước; mục Tình trạng ở trang đầu nêu chỗ sai.",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    /// <summary>A moment to the second: <c>23/11/2026 15:04:05</c>.</summary>
    public static string ToTheSecond(DateTimeOffset moment) =>
        moment.ToOffset(VietnamTime.Offset).ToString("dd/MM/yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A scope: all, or names of provinces with their geography.</summary>
    public static string NameOf(Staff.Access.ProvinceScope scope, Catalogue catalogue) => scope switch
    {
        { IsAll: true } => "Tất cả",
        { Texts.Count: 0 } => Vietnamese.NoValue,
        _ => string.Join(", ", scope.Texts.Select(text => NameOf(text, catalogue))),
    };

    private static string NameOf(string text, Catalogue catalogue) =>
        text.Split('/') is [var geography, var code] && catalogue.FindGeography(geography)?.Find(code) is { } province ? $"{province.Name.Vi} ({text})" : text;
}
