using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Pages;

/// <summary>
/// Numbers, names and words as Vietnamese readers expect them. Separators are written out here, so that a page does not depend on
/// which language data its machine has.
/// </summary>
public static class Vietnamese
{
    /// <summary>Stands where there is no value.</summary>
    public const string NoValue = "–";

    private static readonly NumberFormatInfo Format = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = ".",
        NumberGroupSizes = [3],
    };

    /// <summary>A count: <c>36.525</c>.</summary>
    public static string Count(long count) => count.ToString("#,0", Format);

    /// <summary>A percentage: <c>83,94</c>; a dash without a value.</summary>
    public static string Percentage(decimal? value) =>
        value is { } known ? SatisfactionIndex.Round(known).ToString("0.00", Format) : NoValue;

    /// <summary>A province with its old names, so that these stay findable: <c>Lào Cai (gồm Yên Bái cũ)</c>.</summary>
    public static string Name(Geography geography, Province province)
    {
        var former = FormerNames(geography, province, name => name.Vi);
        return (former.Count, province.FormedFrom.Count) switch
        {
            (0, _) => province.Name.Vi,
            (1, 1) => $"{province.Name.Vi} (trước là {former[0]})",
            _ => $"{province.Name.Vi} (gồm {string.Join(", ", former)} cũ)",
        };
    }

    /// <summary>The same for readers of English: <c>Lao Cai (with former Yen Bai)</c>.</summary>
    public static string EnglishName(Geography geography, Province province)
    {
        var former = FormerNames(geography, province, name => name.En);
        return (former.Count, province.FormedFrom.Count) switch
        {
            (0, _) => province.Name.En,
            (1, 1) => $"{province.Name.En} (formerly {former[0]})",
            _ => $"{province.Name.En} (with former {string.Join(", ", former)})",
        };
    }

    private static List<string> FormerNames(Geography geography, Province province, Func<LocalizedText, string> say) =>
    [
        .. province.FormedFrom.Select(code => geography.Predecessor?.Find(code)).OfType<Province>().Select(it => say(it.Name)).Where(name => name != say(province.Name)),
    ];

    /// <summary>Short title of a survey, for tables; its full name is long.</summary>
    public static string ShortName(Survey survey) => $"SIPAS {survey.Year}";

    /// <summary>Name of a choice of channels.</summary>
    public static string Name(ChannelChoice channel) => channel switch
    {
        ChannelChoice.Official => "Kênh chính thức",
        ChannelChoice.Open => "Kênh mở",
        ChannelChoice.All => "Tất cả các kênh",
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    /// <summary>Name of a role of <see cref="StaffRoles"/>.</summary>
    public static string RoleName(string? role) => role switch
    {
        StaffRoles.SurveyTeam => "Tổ khảo sát",
        StaffRoles.Supervisor => "Giám sát của tỉnh, thành phố",
        StaffRoles.MinistryAnalyst => "Phân tích, Bộ Nội vụ",
        StaffRoles.MinistryPublisher => "Công bố, Bộ Nội vụ",
        StaffRoles.Administrator => "Quản trị",
        StaffRoles.Auditor => "Kiểm toán",
        _ => "Khách",
    };

    /// <summary>Name of a health check; one that is not on the list keeps its own.</summary>
    public static string NameOfCheck(string check) => check switch
    {
        "access-keys" => "Khóa của cán bộ",
        "staff-store" => "Kho của cán bộ",
        "accounts" => "Tài khoản của cán bộ",
        "database" => "Cơ sở dữ liệu",
        "figures" => "Tính chỉ số hiện hành",
        "fills" => "Lưu phiếu",
        "packs" => "Gửi gói phiếu",
        "schedule" => "Lịch khảo sát",
        "masstransit-bus" => "Truyền gói phiếu",
        _ => check,
    };
}
