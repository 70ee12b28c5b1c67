using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the page of comparison says of what is asked for, and of what is wrong with it.</summary>
internal static class ComparisonWords
{
    public static readonly LocalizedText Faults = new("Chưa so sánh được", "This cannot be compared");

    public static readonly LocalizedText OneUnit = new(
        "để so sánh các năm, nêu đúng một tỉnh, thành phố hoặc nation.", "to compare years, name exactly one province, or nation.");

    public static readonly LocalizedText Empty = new(
        $"Chọn từ {ComparisonChoice.Least} đến {ComparisonChoice.Most} tỉnh, thành phố, hoặc một tỉnh, thành phố qua từ {ComparisonChoice.Least} đến {ComparisonChoice.Most} năm.",
        $"Choose {ComparisonChoice.Least} to {ComparisonChoice.Most} provinces, or one province over {ComparisonChoice.Least} to {ComparisonChoice.Most} years.");

    public static LocalizedText Twice(string value) => new($"{value} được nêu hai lần; mỗi giá trị chỉ nêu một lần.", $"{value} is named twice; name each value once.");

    public static LocalizedText WrongCount(int count) => new(
        $"có {count} giá trị; nêu từ {ComparisonChoice.Least} đến {ComparisonChoice.Most}.", $"{count} given; name {ComparisonChoice.Least} to {ComparisonChoice.Most}.");

    public static LocalizedText UnknownUnit(string value, Geography geography)
    {
        var allowed = string.Join(", ", geography.Provinces.Select(it => it.Code).Prepend(FigureQuery.Nation));
        return new($"không có “{FigureChoices.Shorten(value)}” trong {geography.Name.Vi}; các giá trị là: {allowed}.", $"there is no “{FigureChoices.Shorten(value)}” in {geography.Name.En}; the values are: {allowed}.");
    }

    public static LocalizedText UnknownYear(string value, Geography geography, IReadOnlyList<Survey> surveys)
    {
        var allowed = string.Join(", ", surveys.Select(ComparisonChoice.YearOf));
        return new($"không có năm “{FigureChoices.Shorten(value)}” trên địa bàn {geography.Name.Vi}; các năm là: {allowed}.", $"there is no year “{FigureChoices.Shorten(value)}” on {geography.Name.En}; the years are: {allowed}.");
    }

    /// <summary>Stands with figures over years of which some were collected on provinces that were merged since.</summary>
    public static LocalizedText Merged(Geography geography, IEnumerable<Survey> merged)
    {
        var years = string.Join(", ", merged.Select(ComparisonChoice.YearOf));
        return new(
            $"Năm {years} khảo sát theo các tỉnh cũ. Ở đây phiếu của các tỉnh cũ được cộng lại theo {geography.Name.Vi}; {FigureWords.NotWeighted}.",
            $"The survey of {years} was of the former provinces. Here their responses are added up on {geography.Name.En}; they are not weighted by population.");
    }
}
