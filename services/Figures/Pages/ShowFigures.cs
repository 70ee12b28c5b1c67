using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages;

/// <summary>What the page of figures shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="LeastRanked">Least number of responses of a ranked province.</param>
/// <param name="Table">The figures; null before they were first computed.</param>
/// <param name="Open">Those of the open channel, to stand beside; null when there are none, or when they are what was chosen.</param>
/// <param name="Before">Those of the survey before on the same provinces; null when it cannot be shown on these, or has none.</param>
public sealed record FiguresView(FigureChoices Choices, int LeastRanked, RankedTable? Table, RankedTable? Open, RankedTable? Before)
{
    /// <summary>The survey.</summary>
    public Survey Survey => Choices.Survey;

    /// <summary>The provinces that are shown.</summary>
    public Geography Geography => Choices.Geography;

    /// <summary>The channels that are counted.</summary>
    public ChannelChoice Channel => Choices.Channel;

    /// <summary>The rule of the percentages.</summary>
    public IndexRule Rule => Choices.Rule;
}

/// <summary>The running figures of a survey, for the Ministry.</summary>
internal static class ShowFigures
{
    public static void MapFiguresPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{PagePaths.Staff}/figures/{{survey}}", Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, IFigureStore store, IOptionsSnapshot<PagesOptions> options,
        CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal))
        {
            return refusal;
        }

        var leastRanked = options.Value.LeastRanked;
        var table = await Read(choices.Survey, choices.Channel);
        var open = table is not null && choices.Channel == ChannelChoice.Official && !choices.Survey.OfficialChannels.Contains(Channel.Open)
            ? await Read(choices.Survey, ChannelChoice.Open)
            : null;
        var before = table is not null && catalogue.Surveys.LastOrDefault(it => it.Year < choices.Survey.Year) is { } earlier && choices.Geography.CanShow(earlier.Geography)
            ? await Read(earlier, choices.Channel)
            : null;
        return new RazorComponentResult<FiguresPage>(new
        {
            View = new FiguresView(choices, leastRanked, table, open is { Nation.N: > 0 } ? open : null, before is { Nation.N: > 0 } ? before : null),
        });

        async Task<RankedTable?> Read(Survey of, ChannelChoice channel)
        {
            var columns = RankedTable.ColumnsOf(of.Questionnaire).Select(column => column.Code).ToList();
            var figures = await store.FindFigures(new FigureQuery(of.Code, choices.Geography.Code, channel, columns), cancellationToken);
            return figures is null ? null : RankedTable.Arrange(of, choices.Geography, choices.Rule, leastRanked, figures);
        }
    }
}
