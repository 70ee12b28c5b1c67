namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>The sheets that came back on a day, each on the day on which it came first. A sheet of a withdrawn batch leaves its day.</summary>
/// <param name="Day">Day in Viet Nam.</param>
/// <param name="Returned">Distinct sheets.</param>
/// <param name="Valid">Those of them that are counted.</param>
public sealed record DayProgress(DateOnly Day, long Returned, long Valid)
{
    /// <summary>The days of some sheets, in order; a day without any is not there.</summary>
    internal static IReadOnlyList<DayProgress> Of(IEnumerable<ProgressCounts.Returned> sheets) =>
        Merge(sheets.Select(it => new DayProgress(it.Day, 1, it.IsCounted ? 1 : 0)));

    /// <summary>The days of several places together.</summary>
    public static IReadOnlyList<DayProgress> Merge(IEnumerable<DayProgress> days) =>
    [
        .. days.AggregateBy(it => it.Day, new DayProgress(default, 0, 0), (sum, it) => new DayProgress(it.Day, sum.Returned + it.Returned, sum.Valid + it.Valid))
            .Select(it => it.Value).OrderBy(it => it.Day),
    ];
}
