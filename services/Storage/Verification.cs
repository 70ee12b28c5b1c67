using System.Globalization;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>Computes everything anew from entries and decisions alone and compares it with what is stored, or writes it.</summary>
internal sealed class Verification(Catalogue catalogue, ClaimKeys? keys, IStoredState stored)
{
    private readonly Recount _recount = new(catalogue, keys);
    private readonly Differences _differences = new();
    private readonly List<string> _notCompared = [];
    private long _expected;
    private long _kept;

    /// <summary>Names what is stored and is not what entries and decisions give.</summary>
    public async Task<VerifyReport> Run(CancellationToken cancellationToken)
    {
        await foreach (var wrong in _recount.Judge(stored.ReadEntries().Ahead(cancellationToken), await stored.ReadDecisions(), cancellationToken))
        {
            _differences.AddState(wrong);
        }

        foreach (var damaged in _recount.Damaged)
        {
            _differences.Add(damaged);
        }

        _differences.CompareCounts(_recount.Counts, await stored.ReadEntryCounts());
        await _recount.Traces.Compare(stored, _differences, _notCompared);
        foreach (var survey in catalogue.Surveys)
        {
            var found = _recount.Tallies.ByKey.Where(it => it.Key.Survey == survey.Code).ToDictionary();
            await CompareTallies(survey, found);
            if (await HasCurrentFigures(survey))
            {
                await CompareFigures(survey, found);
            }
        }

        return new VerifyReport(_differences.ToList(), _notCompared);
    }

    /// <summary>
    /// Writes states, counts and tallies anew. The figures stay until they are replaced: they are behind then, which readers can see, but
    /// never missing.
    /// </summary>
    /// <exception cref="InvalidDataException">An entry is damaged, or the secret is another one; nothing was changed.</exception>
    public async Task Mend(IFillTransaction transaction)
    {
        var wrong = new List<EntryRow>();
        var surplus = await ReadHolders();
        await foreach (var row in _recount.Judge(KeepHolders(stored.ReadEntries().Ahead(), surplus), await stored.ReadDecisions()))
        {
            wrong.Add(row);
        }

        if (_recount.Damaged is [var first, ..])
        {
            throw new InvalidDataException($"Nothing was changed. {first} {_recount.Damaged.Count} entries are like this; 'verify' names them.");
        }

        if (_kept == 0 && _expected > 0 && surplus.Count > 0)
        {
            throw new InvalidDataException($"Nothing was changed. None of those who used an invitation is found with this {Invitations.Setting}, so it is not the one "
                + "that they were stored with.");
        }

        await transaction.SetStates(wrong);
        await transaction.ClearCounts();
        await transaction.AddEntryCounts(_recount.Counts);
        await transaction.AddSuspicious(_recount.Traces.Suspicious);
        await transaction.AddTallies(_recount.Tallies);
        await transaction.RenewReceipts();
        await transaction.RemoveHolders(surplus);
    }

    // Sixteen bytes for each invitation that was used, which are few beside the responses. Without the secret they stay as they are.
    private async Task<HashSet<ClaimHolder>> ReadHolders()
    {
        var holders = new HashSet<ClaimHolder>();
        if (keys is not null)
        {
            await foreach (var holder in stored.ReadHolders())
            {
                holders.Add(holder);
            }
        }

        return holders;
    }

    private async IAsyncEnumerable<EntryRow> KeepHolders(IAsyncEnumerable<EntryRow> entries, HashSet<ClaimHolder> holders)
    {
        await foreach (var row in entries)
        {
            if (keys is not null && row.HoldsClaim && row.Judged.IsCandidate)
            {
                _expected++;
                _kept += holders.Remove(keys.HolderOf(row.Entry.Id)) ? 1 : 0;
            }

            yield return row;
        }
    }

    private async Task CompareTallies(Survey survey, Dictionary<TallyKey, Tally> found)
    {
        try
        {
            _differences.CompareTallies(found, await stored.ReadTallies(survey, totalsOnly: false));
        }
        catch (InvalidDataException unreadable)
        {
            _differences.Add($"Tallies of {survey.Code}: {unreadable.Message}");
        }
    }

    private async Task<bool> HasCurrentFigures(Survey survey)
    {
        var (tallies, figures) = await stored.ReadVersions(survey);
        if (figures > tallies)
        {
            _differences.Add($"Figures of {survey.Code} claim version {figures}, but there are only {tallies}.");
        }

        if (figures != tallies)
        {
            _notCompared.Add($"Figures of {survey.Code} are behind (version {figures?.ToString(CultureInfo.InvariantCulture) ?? "none"} "
                + $"of {tallies}). The service writes them within a second.");
        }

        return figures == tallies;
    }

    private async Task CompareFigures(Survey survey, Dictionary<TallyKey, Tally> found)
    {
        foreach (var figures in FigureRows.Compute(catalogue, survey, found))
        {
            _differences.CompareFigures(survey.Code, figures.Geography.Code, figures.Channel, FigureRows.Of(figures),
                await stored.ReadFigures(survey, figures.Geography, figures.Channel));
        }
    }
}
