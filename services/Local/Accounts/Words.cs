using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Local.Accounts;

/// <summary>Vietnamese words of the pages of accounts.</summary>
internal static class Words
{
    /// <summary>Name of a province as a scope writes it.</summary>
    public static string Province(Catalogue catalogue, string text) => text == ProvinceScope.AllText ? "Cả nước"
        : text.Split('/') is [var geography, var code] && catalogue.FindGeography(geography)?.Find(code) is { } province ? province.Name.Vi
        : text;

    /// <summary>A moment in Asia/Ho_Chi_Minh: <c>24/11/2026 15:04</c>.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(7)).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary>State of an account.</summary>
    public static string State(Account account, DateTimeOffset now) => account.IsShut ? "Đã khóa"
        : account.OneTimeUntil is not { } until ? "Đang mở"
        : now < until ? "Chờ đổi mật khẩu"
        : "Mật khẩu một lần đã hết hạn";

    /// <summary>What was done, after it was.</summary>
    public static string? Done(string? done) => done switch
    {
        "changed" => "Đã lưu thay đổi. Nếu quyền đã đổi, các phiên đang mở của tài khoản đã kết thúc.",
        "shut" => "Đã khóa tài khoản và kết thúc mọi phiên.",
        "opened" => "Đã mở lại tài khoản.",
        "ended" => "Đã kết thúc mọi phiên của tài khoản.",
        _ => null,
    };
}
