using Microsoft.AspNetCore.Http;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Sample;

/// <summary>What became of a file of the plan of the sample. It is taken as a whole: with a fault in it, nothing was changed.</summary>
/// <param name="Replaced">The plans that are in force now, each with the one before; empty when the file was refused.</param>
/// <param name="Faults">The first faults.</param>
/// <param name="FaultsLeftOut">How many further faults there were.</param>
/// <param name="WholeFault">Why the file as a whole cannot be taken; null when it can.</param>
/// <param name="NotYours">Codes of provinces in the file that the sender does not work for.</param>
/// <param name="IgnoredColumns">Headings of the columns that were not read.</param>
internal sealed record SampleOutcome(IReadOnlyList<ReplacedPlan> Replaced, IReadOnlyList<CellFault> Faults, int FaultsLeftOut, LocalizedText? WholeFault,
    IReadOnlyList<string> NotYours, IReadOnlyList<string> IgnoredColumns)
{
    private static readonly SampleOutcome Nothing = new([], [], 0, null, [], []);

    /// <summary>A file that cannot be taken as a whole.</summary>
    public static SampleOutcome Of(LocalizedText wholeFault) => Nothing with { WholeFault = wholeFault };

    /// <summary>A file with provinces of others.</summary>
    public static SampleOutcome OfOthers(IReadOnlyList<string> provinces) => Nothing with { NotYours = provinces };
}

/// <summary>A plan that replaced another one.</summary>
/// <param name="Province">The province.</param>
/// <param name="Former">The plan before; null when there was none.</param>
/// <param name="Plan">The plan that is in force now.</param>
internal sealed record ReplacedPlan(Province Province, SamplePlan? Former, SamplePlan Plan)
{
    /// <summary>Villages that the plan before did not have.</summary>
    public int Added => Plan.Villages.Select(it => it.Code).Except(FormerCodes).Count();

    /// <summary>Villages that the plan does not have any more.</summary>
    public IReadOnlyList<string> Removed => [.. FormerCodes.Except(Plan.Villages.Select(it => it.Code))];

    private IEnumerable<string> FormerCodes => Former?.Villages.Select(it => it.Code) ?? [];
}

/// <summary>Takes files of the plan of the sample, from the page and from scripts alike.</summary>
internal sealed class SampleUpload(SamplePlans plans)
{
    /// <summary>How large a file may be, in bytes. The villages of the whole country take some 300 KB.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    // They are written in one transaction, for which other staff wait. A sample of the country has some thousand.
    private const int MostVillages = 20_000;

    private static readonly LocalizedText TooMany = new(
        $"Kế hoạch có hơn {MostVillages} thôn/tổ dân phố. Chia theo tỉnh rồi gửi từng tệp.", $"The plan has more than {MostVillages} villages. Send it province by province.");

    /// <summary>Reads a file and replaces the plans of its provinces; each replacement is in the trail before it takes effect.</summary>
    /// <param name="context">The request.</param>
    /// <param name="survey">The survey.</param>
    /// <param name="province">The only province that it may be about, within the scope; null when the file names them.</param>
    /// <param name="fileName">What its sender calls it.</param>
    /// <param name="write">Writes the file into a stream.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    public async Task<SampleOutcome> Take(
        HttpContext context, Survey survey, Province? province, string fileName, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        SamplePlanReading reading;
        try
        {
            using var file = new TemporaryFile(Path.Combine(Path.GetTempPath(), $"sipas-sample-{Guid.NewGuid():N}"));
            await using (var stream = file.Create())
            {
                await write(stream);
            }

            reading = await Task.Run(() => SamplePlanFile.Read(file.Path, fileName, survey, province?.Code, cancellationToken), cancellationToken);
        }
        catch (SheetFileException fault)
        {
            return SampleOutcome.Of(fault.Explanation);
        }

        if (reading.Faults.Count > 0 || reading.Villages.Count > MostVillages)
        {
            return new SampleOutcome([], reading.Faults, reading.FaultsLeftOut, reading.Faults.Count > 0 ? null : TooMany, [], reading.IgnoredColumns);
        }

        var drafts = DraftsOf(reading, survey, fileName, context.Staff()!);
        var scope = ProvinceCounts.ScopeOf(context);
        var others = drafts.Select(it => it.Province).Where(it => !scope.Covers(survey.Geography, it)).ToList();
        if (others.Count > 0)
        {
            await context.RecordRefusal($"{context.Request.Method} {context.Request.Path} {survey.Code}/{string.Join(',', others)}", "A province of the file is not in the scope.");
            return SampleOutcome.OfOthers(others);
        }

        return await Replace(context, survey, drafts, reading.IgnoredColumns, cancellationToken);
    }

    private async Task<SampleOutcome> Replace(
        HttpContext context, Survey survey, List<SamplePlanDraft> drafts, IReadOnlyList<string> ignored, CancellationToken cancellationToken)
    {
        var former = (await plans.List(survey.Code, [.. drafts.Select(it => it.Province)], cancellationToken)).ToDictionary(it => it.Province);
        foreach (var draft in drafts)
        {
            await context.Record(AuditActions.PlanSample, $"{survey.Code}/{draft.Province}",
                $"{draft.Villages.Count} villages, {draft.Villages.Sum(it => it.Planned)} planned; before: {(former.TryGetValue(draft.Province, out var plan) ? $"version {plan.Version} with {plan.Villages.Count} villages" : "no plan")}.");
        }

        var replaced = await plans.Replace(drafts, cancellationToken);
        return new SampleOutcome(
            [.. replaced.Select(it => new ReplacedPlan(survey.Geography.Find(it.Province)!, former.GetValueOrDefault(it.Province), it))], [], 0, null, [], ignored);
    }

    private static List<SamplePlanDraft> DraftsOf(SamplePlanReading reading, Survey survey, string fileName, StaffMember by) =>
    [
        .. reading.Villages.GroupBy(it => it.Province).OrderBy(it => it.Key, StringComparer.Ordinal).Select(it => new SamplePlanDraft(survey.Code, it.Key, fileName, by.Id, by.Name,
        [
            // None given out yet is what a plan says before anything was: then what was printed tells more.
            .. it.Select(village => new SampleVillage(
                village.Code, village.Name, village.District, village.Commune, village.Planned, village.Issued == 0 ? null : village.Issued)),
        ])),
    ];
}
