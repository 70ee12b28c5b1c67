using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Answers a request for one of a page's charts instead of the page.</summary>
internal static class ChartChoice
{
    /// <summary>The chart as a file, or a page that says which there are; null when the page itself is asked for.</summary>
    /// <param name="context">The request.</param>
    /// <param name="charts">The charts of the page.</param>
    /// <param name="facts">Rule, channels, provinces, number of responses and moment of what they show; null when there are none.</param>
    /// <param name="file">Name of the file, before that of the chart.</param>
    public static IResult? Answer(HttpContext context, IReadOnlyCollection<IChart> charts, LocalizedText? facts, string file) => ChartFile.AskedFor(context) switch
    {
        null => null,
        var name when facts is not null && charts.FirstOrDefault(it => it.Name == name) is { } chart => ChartFile.Of(chart, PageLanguage.Say(context, facts), file),
        _ => QueryFault.NotOneOf(context, ChartFile.Parameter, charts.Select(it => it.Name)),
    };
}
