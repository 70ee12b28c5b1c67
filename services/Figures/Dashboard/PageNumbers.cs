using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Numbers in the reader's language, with two decimals, as the API's are when they are rounded.</summary>
internal static class PageNumbers
{
    /// <summary>A count.</summary>
    public static string Count(this HttpContext context, long count) => PageLanguage.IsEnglish(context) ? English.Count(count) : Vietnamese.Count(count);

    /// <summary>A percentage; a dash without a value.</summary>
    public static string Percentage(this HttpContext context, decimal? value) =>
        PageLanguage.IsEnglish(context) ? English.Percentage(value) : Vietnamese.Percentage(value);

    /// <summary>A difference of two percentages in percentage points, always with its sign: <c>+0,31</c>; a dash when one of them is missing.</summary>
    /// <remarks>Of the rounded ones, so that a reader who subtracts what the page shows gets the same.</remarks>
    public static string Difference(this HttpContext context, decimal? value, decimal? before) => (value, before) switch
    {
        ({ } now, { } then) when SatisfactionIndex.Round(now) - SatisfactionIndex.Round(then) is var points =>
            (points > 0 ? "+" : points < 0 ? "−" : "±") + context.Percentage(Math.Abs(points)),
        _ => Vietnamese.NoValue,
    };
}
