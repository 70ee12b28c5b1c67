using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Paper;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>What the page of second entry shows of a province: agreement, the latest comparisons, and sheets to type again.</summary>
internal sealed class SecondEntryOverview(SecondEntries entries, PrintRuns runs, FieldWorkSerials serials, BatchRegistry batches, IBatchStore store)
{
    private const int RecentShown = 20;
    private const int SampleShown = 10;

    // Most samples are found in the first part. A province prints some thousand sheets, so there are never many parts.
    private const int LookedUpAtOnce = 1_000;

    /// <summary>Reads it. Without a province there is nothing to read.</summary>
    public async Task<SecondEntryView> Find(FieldWorkChoice choice, bool types, CancellationToken cancellationToken)
    {
        if (choice.Province is not { } province)
        {
            return new SecondEntryView(choice, null, [], new Dictionary<Guid, SheetSerial>(), null);
        }

        var survey = choice.Survey.Code;
        var compared = await entries.List(survey, province.Code, choice.Team, cancellationToken);
        List<SecondEntry> recent = [.. compared.Take(RecentShown)];
        return new SecondEntryView(choice, SecondEntryAgreement.Of(compared), recent,
            await serials.Find(survey, province.Code, [.. recent.Select(it => it.Response)], cancellationToken),
            types ? await Choose(choice, province, [.. compared.Select(it => it.Response)], cancellationToken) : null);
    }

    // Any sheet that counts may be chosen, each as likely as another: of those that were printed, in random order, until there are enough. Where few came
    // back all of them are looked up, in parts, so that a few are found too.
    private async Task<IReadOnlyList<SheetSerial>> Choose(FieldWorkChoice choice, Province province, HashSet<Guid> compared, CancellationToken cancellationToken)
    {
        var printed = (await runs.List(choice.Survey.Code, province.Code, cancellationToken))
            .SelectMany(run => serials.IdsOf(run).Select((id, place) => (Id: id, Number: run.First + place))).Where(it => !compared.Contains(it.Id)).ToArray();
        Random.Shared.Shuffle(printed);
        var own = choice.Team is { } team
            ? (await batches.List(new BatchQuery(choice.Survey.Code, [province.Code], team), cancellationToken)).Select(it => it.Id).ToHashSet()
            : null;
        var chosen = new List<int>();
        foreach (var some in own is { Count: 0 } ? [] : printed.Chunk(LookedUpAtOnce))
        {
            var numbers = some.ToDictionary(it => it.Id, it => it.Number);
            chosen.AddRange((await store.FindEntries(numbers.Keys, cancellationToken)).Where(IsMine).Select(it => numbers[it.Entry.Id]));
            if (chosen.Count >= SampleShown)
            {
                break;
            }
        }

        // The store answers in the order of ids, which are hashes, and so as good as none; in the order of serials a pile is searched faster.
        return [.. chosen.Take(SampleShown).Order().Select(SheetSerial.Printed)];

        bool IsMine(StoredEntry it) => it.State == EntryState.Counted && (own is null || (it.Entry.Batch is { } batch && own.Contains(batch)));
    }
}
