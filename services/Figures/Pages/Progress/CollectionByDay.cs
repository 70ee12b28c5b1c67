using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Figures.Pages.FieldWork;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>Progress of field work day by day, for the places that a page is about.</summary>
/// <param name="Days">The days on which sheets came back, in order.</param>
/// <param name="Planned">Sheets to be filled in; null without a plan.</param>
/// <param name="Chart">Valid sheets as they grew; null before the first came back.</param>
public sealed record CollectionByDay(IReadOnlyList<DayProgress> Days, long? Planned, GrowthChart? Chart)
{
    private const string ChartName = "collection";

    /// <summary>That of the provinces that a choice shows.</summary>
    public static CollectionByDay Of(FieldWorkChoice choice, SurveyProgress progress)
    {
        var provinces = choice.Shown.Select(progress.Of).ToList();
        var days = DayProgress.Merge(provinces.SelectMany(it => it.Days));
        var planned = provinces.Aggregate(ProgressLine.None, (sum, it) => sum + it.Total).Planned;
        return new CollectionByDay(days, planned, days.Count == 0 ? null : Draw(choice, days, planned));
    }

    /// <summary>A day as pages show it.</summary>
    public static string Show(DateOnly day) => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture);

    private static GrowthChart Draw(FieldWorkChoice choice, IReadOnlyList<DayProgress> days, long? planned)
    {
        var (total, points) = (0L, new List<GrowthPoint>());
        foreach (var day in days)
        {
            total += day.Valid;
            points.Add(new GrowthPoint(day.Day, total, Show(day.Day),
                [Count(day.Returned), Count(day.Valid), FieldWorkWords.Share(total, planned, choice.IsEnglish), Count(total)]));
        }

        return new GrowthChart(ChartName, ProgressWords.ByDayOf(choice.Survey, choice.Province).In(choice.IsEnglish),
            [.. new[] { ProgressWords.Day, ProgressWords.Returned, ProgressWords.Valid, ProgressWords.OfPlan, ProgressWords.ValidUntil }.Select(it => it.In(choice.IsEnglish))],
            points, planned is { } goal ? ($"{ProgressWords.Planned.In(choice.IsEnglish)}: {Count(goal)}", goal) : null, Count);

        string Count(long count) => FieldWorkWords.Count(count, choice.IsEnglish);
    }
}
