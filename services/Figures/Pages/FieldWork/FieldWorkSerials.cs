using System.Collections.Concurrent;
using SipasSurvey.Paper;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.FieldWork;

/// <summary>
/// The serials behind response ids, as far as they were printed by us: an id is a hash of the serial, so the serials of runs are hashed and looked for. A run
/// never changes, so that is done once.
/// </summary>
internal sealed class FieldWorkSerials(PrintRuns runs)
{
    private readonly ConcurrentDictionary<Guid, Guid[]> _ids = [];

    /// <summary>The response ids of a run's sheets, in the order of their serials.</summary>
    public IReadOnlyList<Guid> IdsOf(PrintRun run) =>
        _ids.GetOrAdd(run.Id, static (_, it) => [.. it.Serials().Select(serial => serial.IdIn(it.Survey, it.Province, ""))], run);

    /// <summary>The serials of those ids that were printed.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Province code; null for all.</param>
    /// <param name="ids">Response ids.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyDictionary<Guid, SheetSerial>> Find(string survey, string? province, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, SheetSerial>();
        if (ids.Count == 0)
        {
            return found;
        }

        var wanted = ids.ToHashSet();
        foreach (var run in await runs.List(survey, province, cancellationToken))
        {
            var printed = IdsOf(run);
            for (var place = 0; place < printed.Count; place++)
            {
                if (wanted.Contains(printed[place]))
                {
                    found[printed[place]] = SheetSerial.Printed(run.First + place);
                }
            }
        }

        return found;
    }
}
