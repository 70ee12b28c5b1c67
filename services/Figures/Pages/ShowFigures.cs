using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages;

/// <summary>What the page of figures shows.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Geographies">Those to choose from.</param>
/// <param name="Geography">The chosen one.</param>
/// <param name="Channel">The chosen channels.</param>
/// <param name="Rule">The chosen rule.</param>
/// <param name="LeastRanked">Least number of responses of a ranked province.</param>
/// <param name="Table">The figures; null before they were first computed.</param>
/// <param name="Open">Those of the open channel, to stand beside; null when there are none, or when they are what was chosen.</param>
public sealed record FiguresView(Survey Survey, IReadOnlyList<Geography> Geographies, Geography Geography, ChannelChoice Channel,
    IndexRule Rule, int LeastRanked, RankedTable? Table, RankedTable? Open);

/// <summary>The running figures of a survey, for the Ministry.</summary>
internal static class ShowFigures
{
    public static void MapFiguresPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet($"{PagePaths.Staff}/figures/{{survey}}", Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, string? rule, string? channel, string? geography,
        Catalogue catalogue, IFigureStore store, IOptionsSnapshot<PagesOptions> options, CancellationToken cancellationToken)
    {
        if (catalogue.FindSurvey(survey) is not { } found)
        {
            return TypedResults.NotFound();
        }

        var geographies = catalogue.GeographiesOf(found);
        if (!TryChoose(rule, found.HeadlineRule, out var chosenRule))
        {
            return Refuse("rule", Enum.GetValues<IndexRule>().Select(Code));
        }

        if (!TryChoose(channel, ChannelChoice.Official, out var chosenChannel))
        {
            return Refuse("channel", Enum.GetValues<ChannelChoice>().Select(Code));
        }

        if (geographies.FirstOrDefault(it => it.Code == (geography ?? found.Geography.Code)) is not { } chosenGeography)
        {
            return Refuse("geography", geographies.Select(it => it.Code));
        }

        var leastRanked = options.Value.LeastRanked;
        var table = await Read(chosenChannel);
        var open = table is not null && chosenChannel == ChannelChoice.Official && !found.OfficialChannels.Contains(Channel.Open)
            ? await Read(ChannelChoice.Open)
            : null;
        return new RazorComponentResult<FiguresPage>(new
        {
            View = new FiguresView(found, geographies, chosenGeography, chosenChannel, chosenRule, leastRanked, table,
                open is { Nation.N: > 0 } ? open : null),
        });

        async Task<RankedTable?> Read(ChannelChoice choice)
        {
            var columns = RankedTable.ColumnsOf(found.Questionnaire).Select(column => column.Code).ToList();
            var figures = await store.FindFigures(new FigureQuery(found.Code, chosenGeography.Code, choice, columns), cancellationToken);
            return figures is null ? null : RankedTable.Arrange(found, chosenGeography, chosenRule, leastRanked, figures);
        }
    }

    /// <summary>How a choice is written in an address: as in the API.</summary>
    public static string Code<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();

    private static bool TryChoose<T>(string? text, T unsaid, out T choice)
        where T : struct, Enum
    {
        choice = unsaid;
        foreach (var value in Enum.GetValues<T>())
        {
            if (Code(value) == text)
            {
                choice = value;
                return true;
            }
        }

        return text is null;
    }

    private static RazorComponentResult<ErrorPage> Refuse(string parameter, IEnumerable<string> allowed) =>
        ErrorPages.Page(StatusCodes.Status422UnprocessableEntity, $"Tham số {parameter} chỉ nhận: {string.Join(", ", allowed)}.");
}
