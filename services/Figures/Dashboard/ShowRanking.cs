using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>What the ranking shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="LeastRanked">Least number of responses of a ranked province.</param>
/// <param name="Snapshot">What the figures are computed from; null while nothing was counted.</param>
/// <param name="Table">The figures; null likewise.</param>
/// <param name="Open">Those of the open channel, to stand beside; null when there are none, or when they are part of what was chosen.</param>
/// <param name="Before">Those of the survey before on the same provinces; null when it cannot be shown on these, or has none.</param>
public sealed record RankingView(FigureChoices Choices, int LeastRanked, SurveySnapshot? Snapshot, RankedTable? Table, RankedTable? Open, RankedTable? Before);

/// <summary>All provinces by rank.</summary>
internal static class ShowRanking
{
    public static void MapRanking(this IEndpointRouteBuilder routes) =>
        routes.MapGet(PagePaths.FiguresOf("{survey}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, IOptionsSnapshot<PagesOptions> options,
        CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal))
        {
            return refusal;
        }

        var leastRanked = options.Value.LeastRanked;
        var snapshot = await snapshots.Find(choices.Survey, cancellationToken);
        var before = await ShowOverview.FindBefore(choices, catalogue, snapshots, cancellationToken);
        return new RazorComponentResult<RankingPage>(new
        {
            View = new RankingView(choices, leastRanked, snapshot, Arrange(snapshot?.Figures(choices.Geography, choices.Channel)),
                Arrange(ShowOverview.FindOpen(choices, snapshot)), Arrange(before)),
        });

        RankedTable? Arrange(SurveyFigures? figures) => figures is null ? null : RankedTable.Arrange(figures, choices.Rule, leastRanked);
    }
}
