using System.Runtime.InteropServices;
using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>How far field work is, in a place. Numbers of sheets; nothing of what they say.</summary>
/// <param name="Planned">To be filled in; null without a plan.</param>
/// <param name="Issued">Given out (phát ra); null where neither the plan says it nor any were printed for the place.</param>
/// <param name="Returned">Distinct sheets that came back and were not withdrawn (thu về).</param>
/// <param name="Valid">Those of them that are counted (hợp lệ).</param>
/// <param name="Missing">Printed for the place and not come back; null where none were printed.</param>
public sealed record ProgressLine(long? Planned, long? Issued, long Returned, long Valid, long? Missing)
{
    /// <summary>Nothing at all.</summary>
    public static readonly ProgressLine None = new(null, null, 0, 0, null);

    /// <summary>Both together; what is not known in one of them is left out.</summary>
    public static ProgressLine operator +(ProgressLine a, ProgressLine b) =>
        new(Sum(a.Planned, b.Planned), Sum(a.Issued, b.Issued), a.Returned + b.Returned, a.Valid + b.Valid, Sum(a.Missing, b.Missing));

    private static long? Sum(long? a, long? b) => a is null ? b : a + (b ?? 0);
}

/// <summary>How far field work is in a village.</summary>
/// <param name="Village">The village; without a name when no plan names it.</param>
/// <param name="Line">The numbers.</param>
public sealed record VillageProgress(SampleVillage Village, ProgressLine Line);

/// <summary>Serials that were printed in one run and next to each other, and whose sheets have not come back.</summary>
/// <param name="Cluster">Village that they were printed for; empty for none.</param>
/// <param name="First">Number of the first.</param>
/// <param name="Last">Number of the last.</param>
public sealed record MissingSerials(string Cluster, int First, int Last)
{
    /// <summary>How many they are.</summary>
    public int Count => Last - First + 1;
}

/// <summary>How far field work is in a province.</summary>
/// <param name="Plan">Its plan; null without one.</param>
/// <param name="Total">All of it.</param>
/// <param name="Villages">The villages of its plan; without a plan, those that sheets or runs name.</param>
/// <param name="NoVillage">Sheets that name no village, and those printed for none.</param>
/// <param name="Outside">Sheets of villages that the plan does not have.</param>
/// <param name="Missing">Printed serials that have not come back, in order.</param>
/// <param name="Days">The days on which sheets came back, in order.</param>
public sealed record ProvinceProgress(
    SamplePlan? Plan, ProgressLine Total, IReadOnlyList<VillageProgress> Villages, ProgressLine NoVillage, ProgressLine Outside, IReadOnlyList<MissingSerials> Missing,
    IReadOnlyList<DayProgress> Days)
{
    /// <summary>Nothing was planned, printed or sent.</summary>
    public static readonly ProvinceProgress None = new(null, ProgressLine.None, [], ProgressLine.None, ProgressLine.None, [], []);
}

/// <summary>Counts how far field work is, from plans, printed runs and what came back.</summary>
internal static class ProgressCounts
{
    /// <summary>
    /// The sheets of a survey that came back and were not withdrawn, each once, with the place that its counted version names; and how many entries of each batch
    /// cannot be counted, by reason.
    /// </summary>
    public static async Task<(Dictionary<Guid, Returned> Sheets, Dictionary<Guid, Dictionary<string, int>> Rejections)> Read(
        Survey survey, IAsyncEnumerable<StoredEntry> sheets, CancellationToken cancellationToken)
    {
        var (returned, rejections) = (new Dictionary<Guid, Returned>(), new Dictionary<Guid, Dictionary<string, int>>());

        // Some dozens of provinces and thousands of villages stand in hundreds of thousands of sheets.
        var names = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var (entry, state, rejection) in sheets.WithCancellation(cancellationToken))
        {
            if (state == EntryState.Rejected && entry.Batch is { } batch)
            {
                ref var reasons = ref CollectionsMarshal.GetValueRefOrAddDefault(rejections, batch, out _);
                reasons ??= new Dictionary<string, int>(StringComparer.Ordinal);
                CollectionsMarshal.GetValueRefOrAddDefault(reasons, rejection ?? "", out _)++;
            }

            if (state == EntryState.Withdrawn || !Content.TryRead(entry.Content.Span, out var content) || content.Survey != survey.Code)
            {
                continue;
            }

            var (isCounted, isKnown) = (state == EntryState.Counted, returned.TryGetValue(entry.Id, out var known));
            var day = VietnamTime.Day(UnixMicroseconds.ToDateTimeOffset(entry.ReceivedAt));
            day = isKnown && known.Day < day ? known.Day : day;
            returned[entry.Id] = isCounted || !isKnown ? new Returned(Once(content.Province), Once(content.Cluster ?? ""), isCounted, day) : known with { Day = day };
        }

        return (returned, rejections);

        string Once(string name)
        {
            if (names.TryGetValue(name, out var same))
            {
                return same;
            }

            names.Add(name);
            return name;
        }
    }

    /// <summary>Progress of each province that has a plan, a run or a sheet.</summary>
    public static Dictionary<string, ProvinceProgress> Count(
        IReadOnlyList<SamplePlan> plans, IReadOnlyList<PrintRun> runs, Func<PrintRun, IReadOnlyList<Guid>> idsOf, Dictionary<Guid, Returned> returned)
    {
        var sheets = returned.Values.ToLookup(it => it.Province);
        return plans.Select(it => it.Province).Concat(runs.Select(it => it.Province)).Concat(sheets.Select(it => it.Key)).Distinct()
            .ToDictionary(province => province, province =>
            {
                var printed = runs.Where(it => it.Province == province).OrderBy(it => it.First).ToList();
                return Count(plans.FirstOrDefault(it => it.Province == province), printed,
                    [.. printed.SelectMany(run => FindMissing(run, idsOf(run), returned))], [.. sheets[province]]);
            });
    }

    private static ProvinceProgress Count(SamplePlan? plan, List<PrintRun> runs, IReadOnlyList<MissingSerials> missing, List<Returned> sheets)
    {
        var (came, printed, gone) = (sheets.ToLookup(it => it.Cluster), runs.ToLookup(it => it.Cluster), missing.ToLookup(it => it.Cluster));
        var villages = plan?.Villages ??
        [
            .. came.Select(it => it.Key).Concat(printed.Select(it => it.Key)).Where(it => it.Length > 0).Distinct().Order(StringComparer.Ordinal)
                .Select(code => new SampleVillage(code, "", "", "", 0, null)),
        ];
        var lines = villages.Select(it => new VillageProgress(it, LineOf(it.Code, plan is null ? null : it.Planned, it.Issued))).ToList();
        var noVillage = LineOf("", null, null);

        var known = villages.Select(it => it.Code).Append("").ToHashSet(StringComparer.Ordinal);
        var outside = came.Select(it => it.Key).Concat(printed.Select(it => it.Key)).Distinct().Where(code => !known.Contains(code))
            .Aggregate(ProgressLine.None, (sum, code) => sum + LineOf(code, null, null));
        var total = lines.Aggregate(noVillage + outside, (sum, it) => sum + it.Line);
        if (plan?.Villages.Any(it => it.Issued is not null) == true)
        {
            // What the plan says was given out was printed too, perhaps for no certain village: not counted twice.
            total = total with { Issued = lines.Aggregate(ProgressLine.None, (sum, it) => sum + it.Line).Issued };
        }

        return new ProvinceProgress(plan, total, lines, noVillage, outside, missing, DayProgress.Of(sheets));

        ProgressLine LineOf(string code, long? planned, long? issued) => new(
            planned, issued ?? (printed.Contains(code) ? printed[code].Sum(it => (long)it.Count) : null), came[code].LongCount(), came[code].LongCount(it => it.IsCounted),
            printed.Contains(code) ? gone[code].Sum(it => (long)it.Count) : null);
    }

    private static IEnumerable<MissingSerials> FindMissing(PrintRun run, IReadOnlyList<Guid> ids, Dictionary<Guid, Returned> returned)
    {
        int? first = null;
        for (var place = 0; place <= ids.Count; place++)
        {
            if (place < ids.Count && !returned.ContainsKey(ids[place]))
            {
                first ??= run.First + place;
            }
            else if (first is { } begun)
            {
                yield return new MissingSerials(run.Cluster, begun, run.First + place - 1);
                first = null;
            }
        }
    }

    /// <summary>Where a sheet that came back is from.</summary>
    /// <param name="Province">Province code.</param>
    /// <param name="Cluster">Village code; empty when it names none.</param>
    /// <param name="IsCounted">Whether it is counted.</param>
    /// <param name="Day">Day in Viet Nam on which it came first.</param>
    public readonly record struct Returned(string Province, string Cluster, bool IsCounted, DateOnly Day);
}
