using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>One of the things that are compared.</summary>
/// <param name="Code">Code of the unit, or the year.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Address">Page about it.</param>
/// <param name="Survey">The survey that its figures are of.</param>
/// <param name="Figures">Its figures; null while nothing was counted.</param>
public sealed record ComparisonColumn(string Code, string Name, string Address, Survey Survey, UnitFigures? Figures)
{
    /// <summary>Responses that answered to an indicator; null when the questionnaire of its survey has none of this code.</summary>
    public long? N(Indicator indicator) => Find(indicator) is { } same ? Figures?.Tally.N(same) : null;

    /// <summary>The value of an indicator; null without one.</summary>
    public decimal? Value(Indicator indicator, IndexRule rule) => Find(indicator) is { } same ? Figures?.Values[same.Index].Under(rule) : null;

    private Indicator? Find(Indicator indicator) => Survey.Questionnaire.FindIndicator(indicator.Code);
}

/// <summary>What the page of comparison shows.</summary>
/// <param name="Choices">What is chosen.</param>
/// <param name="Compared">What is compared.</param>
/// <param name="Faults">What is wrong with that, by parameter.</param>
/// <param name="Snapshot">What the newest figures are computed from; null while nothing was counted.</param>
/// <param name="Simulated">Whether simulated responses are among those counted in any of the surveys.</param>
/// <param name="Columns">What is compared, with figures; none when something is wrong, or nothing was asked for.</param>
/// <param name="Charts">The charts.</param>
public sealed record ComparisonView(FigureChoices Choices, ComparisonChoice Compared, IReadOnlyList<(string Parameter, LocalizedText Words)> Faults, SurveySnapshot? Snapshot,
    bool Simulated, IReadOnlyList<ComparisonColumn> Columns, IReadOnlyList<IChart> Charts)
{
    /// <summary>Surveys of the former provinces among those that are compared over years.</summary>
    public IReadOnlyList<Survey> Merged => [.. Compared.Surveys.Where(it => it.Geography != Choices.Geography)];

    /// <summary>Responses that the page is about.</summary>
    public long Responses => Columns.Count == 0 ? Snapshot?.Figures(Choices.Geography, Choices.Channel).Nation.Tally.Responses ?? 0
        : Columns.FirstOrDefault(it => it.Code == FigureQuery.Nation) is { } nation ? nation.Figures?.Tally.Responses ?? 0
        : Columns.Sum(it => it.Figures?.Tally.Responses ?? 0);

    /// <summary>Rule, channels, provinces, number of responses and moment of all that is shown.</summary>
    public LocalizedText Facts => DashboardWords.Facts(Merged.Count > 0 ? Choices with { Survey = Merged[0] } : Choices, Responses, Snapshot!.AsOf);
}

/// <summary>Two to five provinces, or years, side by side.</summary>
internal static class ShowComparison
{
    public static void MapComparison(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DashboardPaths.Comparison("{survey}"), Show).RequireAuthorization(StaffPolicies.ReadFigures)
            .Audited(context => (AuditActions.ReadFigures, AuditTargets.Of(context)));

    private static async Task<IResult> Show(string survey, HttpContext context, Catalogue catalogue, SurveySnapshots snapshots, CancellationToken cancellationToken)
    {
        if (!FigureChoices.TryRead(context, catalogue, survey, out var choices, out var refusal, ComparisonChoice.UnitParameter, ComparisonChoice.YearParameter, ChartFile.Parameter))
        {
            return refusal;
        }

        var compared = ComparisonChoice.Read(context.Request.Query, catalogue, choices.Geography, out var faults);
        var view = faults.Count > 0 || !compared.IsOverYears
            ? OverUnits(context, choices, compared, faults, await snapshots.Find(choices.Survey, cancellationToken))
            : OverYears(context, choices, compared, await FindAll(compared.Surveys, snapshots, cancellationToken));
        return ChartChoice.Answer(context, view.Charts, view.Snapshot is null ? null : view.Facts, $"{choices.Survey.Code}-{choices.Geography.Code}-comparison")
            ?? new RazorComponentResult<ComparisonPage>(new { View = view }) { StatusCode = faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK };
    }

    private static ComparisonView OverUnits(
        HttpContext context, FigureChoices choices, ComparisonChoice compared, IReadOnlyList<(string, LocalizedText)> faults, SurveySnapshot? snapshot)
    {
        if (faults.Count > 0 || compared.IsEmpty || snapshot is null)
        {
            return new ComparisonView(choices, compared, faults, snapshot, snapshot?.Simulated == true, [], []);
        }

        var figures = snapshot.Figures(choices.Geography, choices.Channel);
        List<ComparisonColumn> columns =
        [
            .. compared.Units.Select(it => ShownUnit.Find(figures, it)!).Select(it => new ComparisonColumn(it.Code,
                PageLanguage.Say(context, DashboardWords.NameOf(choices.Geography, it.Province)), DashboardPaths.Unit(choices.Survey.Code, it.Code) + choices.Query, choices.Survey, it.Figures)),
        ];
        return new ComparisonView(choices, compared, faults, snapshot, snapshot.Simulated, columns, ComparisonCharts.OfUnits(context, choices, figures, columns));
    }

    private static ComparisonView OverYears(HttpContext context, FigureChoices choices, ComparisonChoice compared, IReadOnlyList<(Survey Survey, SurveySnapshot? Snapshot)> snapshots)
    {
        var newest = snapshots.LastOrDefault(it => it.Snapshot is not null).Snapshot;
        var unit = compared.Units[0];
        List<ComparisonColumn> columns =
        [
            .. snapshots.Select(it => new ComparisonColumn(ComparisonChoice.YearOf(it.Survey), ComparisonChoice.YearOf(it.Survey),
                DashboardPaths.Unit(it.Survey.Code, unit) + (choices with { Survey = it.Survey }).Query, it.Survey,
                it.Snapshot is { } snapshot ? ShownUnit.Find(snapshot.Figures(choices.Geography, choices.Channel), unit)!.Figures : null)),
        ];
        return new ComparisonView(choices, compared, [], newest, snapshots.Any(it => it.Snapshot?.Simulated == true), columns,
            newest is null ? [] : ComparisonCharts.OfYears(context, choices, compared, columns));
    }

    private static async Task<IReadOnlyList<(Survey, SurveySnapshot?)>> FindAll(IReadOnlyList<Survey> surveys, SurveySnapshots snapshots, CancellationToken cancellationToken)
    {
        var found = new List<(Survey, SurveySnapshot?)>();
        foreach (var survey in surveys)
        {
            found.Add((survey, await snapshots.Find(survey, cancellationToken)));
        }

        return found;
    }
}
