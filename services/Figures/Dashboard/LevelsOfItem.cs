using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>How the answers to an item are spread over the levels, for a chart. Of totals alone, which are never hidden.</summary>
internal static class LevelsOfItem
{
    private static readonly LocalizedText None = new("chưa có câu trả lời", "no answers yet");

    /// <summary>A row of a chart.</summary>
    /// <param name="context">The request, for the reader's language.</param>
    /// <param name="label">What the row is of.</param>
    /// <param name="tally">The counts.</param>
    /// <param name="item">The item.</param>
    public static LevelsRow Row(HttpContext context, string label, Tally tally, Indicator item)
    {
        var counts = Enumerable.Range(1, tally.Questionnaire.Scale.Highest).Select(level => tally.At(item.Index, level)).ToList();
        var sum = counts.Sum();
        return new LevelsRow(label, sum > 0 ? counts : null,
            [.. counts.Select(count => sum > 0 ? $"{context.Count(count)} ({context.Percentage(count * 100m / sum)} %)" : context.Count(count)), context.Count(sum)],
            PageLanguage.Say(context, None));
    }

    /// <summary>Names of the levels, from the lowest.</summary>
    public static IReadOnlyList<string> Names(HttpContext context, Scale scale) => [.. scale.Labels.Select(label => PageLanguage.Say(context, label))];
}
