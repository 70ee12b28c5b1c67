using System.Globalization;
using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Pages.FieldWork;

/// <summary>What the pages of field work have in common, in both languages.</summary>
internal static class FieldWorkWords
{
    public static readonly LocalizedText Survey = new("Kỳ khảo sát", "Survey");
    public static readonly LocalizedText Province = new("Tỉnh, thành phố", "Province");
    public static readonly LocalizedText AllProvinces = new("Tất cả", "All");
    public static readonly LocalizedText NoProvinces =
        new("Phạm vi của bạn không có tỉnh, thành phố nào của kỳ khảo sát này.", "None of your provinces is part of this survey.");

    public static readonly LocalizedText OutOfScope =
        new("Tỉnh, thành phố này không thuộc phạm vi làm việc của bạn.", "This province is outside of those that you work for.");

    public static readonly LocalizedText Team = new("Tổ", "Team");
    public static readonly LocalizedText Village = new("Thôn/tổ dân phố", "Village");
    public static readonly LocalizedText Commune = new("Xã, phường", "Commune");
    public static readonly LocalizedText District = new("Huyện, quận", "District");
    public static readonly LocalizedText Total = new("Tổng", "Total");
    public static readonly LocalizedText Show = new("Xem", "Show");
    public static readonly LocalizedText Swipe = new("Kéo ngang bảng để xem các cột còn lại.", "Move the table sideways to see the other columns.");
    public static readonly LocalizedText Next = new("Trang sau", "Next page");
    public static readonly LocalizedText First = new("Trang đầu danh sách", "First page");

    public static readonly LocalizedText Simulated = new(FigureWords.Simulated, "Simulated data");
    public static readonly LocalizedText SimulatedExplained = new(
        "Các phiếu này do máy tạo ra để trình diễn, không phải ý kiến của người dân.", "These sheets were made by a program for demonstration; they are not what citizens said.");

    /// <summary>A count with the separators of the language.</summary>
    public static string Count(long count, bool english) =>
        english ? count.ToString("#,0", CultureInfo.InvariantCulture) : Vietnamese.Count(count);

    /// <summary>A count, or a dash where it is not known.</summary>
    public static string Count(long? count, bool english) => count is { } known ? Count(known, english) : Vietnamese.NoValue;

    /// <summary>A share in percent with one decimal; a dash where there is nothing that it could be a share of.</summary>
    public static string Share(long part, long? whole, bool english)
    {
        if (whole is not > 0)
        {
            return Vietnamese.NoValue;
        }

        var text = decimal.Round(100m * part / whole.Value, 1, MidpointRounding.AwayFromZero).ToString("0.0", CultureInfo.InvariantCulture);
        return $"{(english ? text : text.Replace('.', ','))} %";
    }

    /// <summary>A province, in Vietnamese with its old names.</summary>
    public static string NameOf(FieldWorkChoice choice, Province province) =>
        choice.IsEnglish ? province.Name.En : Vietnamese.Name(choice.Survey.Geography, province);

    /// <summary>Links to the same page of each survey, the latest first.</summary>
    public static List<(string, string, bool)> Surveys(Catalogue catalogue, FieldWorkChoice choice, string path) =>
    [
        .. catalogue.Surveys.Reverse().Select(it =>
            (Vietnamese.ShortName(it), (choice with { Survey = it, Province = null }).Address(path), it == choice.Survey)),
    ];
}
