using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>The rows of tables on a page, found by what they are marked with.</summary>
internal static partial class PageTable
{
    /// <summary>The cells of every row with a mark, in the order of the page, e.g. those with <c>data-unit="10"</c>.</summary>
    public static List<string[]> Rows(string page, string mark, string value) =>
    [
        .. Row().Matches(page).Where(row => row.Value[..row.Value.IndexOf('>', StringComparison.Ordinal)].Contains($"data-{mark}=\"{value}\"", StringComparison.Ordinal))
            .Select(row => Cell().Matches(row.Value).Select(cell => WebUtility.HtmlDecode(Tag().Replace(cell.Groups[1].Value, "")).Trim()).ToArray()),
    ];

    /// <summary>A difference of percentages as pages have it, computed from what is printed.</summary>
    public static string Difference(decimal? value, decimal? from) => value is { } now && from is { } then
        ? (SatisfactionIndex.Round(now) - SatisfactionIndex.Round(then)) switch
        {
            > 0 and var up => $"+{Vietnamese.Percentage(up)}",
            < 0 and var down => $"−{Vietnamese.Percentage(-down)}",
            _ => "±0,00",
        }
        : Vietnamese.NoValue;

    /// <summary>A place as pages have it.</summary>
    public static string Place(int? rank) => rank is { } known ? Vietnamese.Count(known) : Vietnamese.NoValue;

    [GeneratedRegex("<tr\\b.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex Row();

    [GeneratedRegex("<t[hd]\\b[^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cell();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}
