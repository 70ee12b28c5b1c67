using System.Net;
using System.Text.RegularExpressions;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>What a page says, without its markup.</summary>
internal static partial class PageText
{
    /// <summary>The cells of the table row with an attribute, e.g. <c>data-unit="10"</c>.</summary>
    public static string[] Row(this string page, string attribute)
    {
        var row = Regex.Match(page, $"<tr[^>]*{Regex.Escape(attribute)}[^>]*>(.*?)</tr>", RegexOptions.Singleline);
        Assert.True(row.Success, $"No row has {attribute}: {page}");
        return [.. Cells().Matches(row.Groups[1].Value).Select(cell => cell.Groups[1].Value.Plain())];
    }

    /// <summary>Text without tags, blanks as one.</summary>
    public static string Plain(this string markup) => WebUtility.HtmlDecode(Blanks().Replace(Tags().Replace(markup, " "), " ")).Trim();

    [GeneratedRegex("<t[hd][^>]*>(.*?)</t[hd]>", RegexOptions.Singleline)]
    private static partial Regex Cells();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
