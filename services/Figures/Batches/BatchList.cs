using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Batches;

/// <summary>Reads batches, as far as somebody may see them, from the register of those who sent them and from the database, for the API and for pages.</summary>
public sealed class BatchList(BatchRegistry registry, IBatchStore store, Catalogue catalogue)
{
    /// <summary>A batch; null when there is none, or not in the scope.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The register cannot be read.</exception>
    public async Task<BatchView?> Find(BatchScope scope, Guid id, CancellationToken cancellationToken)
    {
        var registered = await registry.Find(id, cancellationToken);
        var stored = await store.FindBatch(id, cancellationToken);
        if (catalogue.FindSurvey(registered?.Opening.Survey ?? stored?.Survey ?? "") is not { } survey)
        {
            return null;
        }

        var batch = BatchView.Of(survey.Code, registered, stored);
        return scope.Covers(survey.Geography, batch) ? batch : null;
    }

    /// <summary>Batches, the newest first.</summary>
    /// <exception cref="Staff.Store.StaffStoreException">The register cannot be read.</exception>
    public async Task<BatchPart> Read(BatchScope scope, BatchListQuery query, CancellationToken cancellationToken)
    {
        var all = new List<BatchView>();
        foreach (var survey in catalogue.Surveys.Where(survey => query.Survey is null || query.Survey == survey.Code))
        {
            all.AddRange((await ReadAll(survey, cancellationToken)).Where(batch => scope.Covers(survey.Geography, batch)));
        }

        // The batch itself says where to go on, so that one that came meanwhile moves nothing.
        var from = query.Before is { } before ? all.Find(batch => batch.Id == before) : null;
        var found = all
            .Where(batch => (query.Province is null || batch.Province == query.Province) && (query.Team is null || (batch.Team ?? "") == query.Team)
                && (query.State is null || batch.State == query.State) && (query.Before is null || (from is not null && Newest.Compare(batch, from) > 0)))
            .Order(Newest)
            .Take(query.Limit + 1).ToList();
        return new BatchPart([.. found.Take(query.Limit)], found.Count > query.Limit ? found[query.Limit - 1].Id : null);
    }

    /// <summary>All batches of a survey, whoever may see them.</summary>
    internal async Task<IReadOnlyList<BatchView>> ReadAll(Survey survey, CancellationToken cancellationToken)
    {
        // The register second: what is begun in between is in it, while nothing is stored that it does not know.
        var stored = (await store.ListBatches(survey.Code, cancellationToken)).ToDictionary(batch => batch.Id);
        var registered = await registry.List(new BatchQuery(survey.Code), cancellationToken);
        var batches = registered.Select(batch => BatchView.Of(survey.Code, batch, stored.GetValueOrDefault(batch.Id))).ToList();
        batches.AddRange(stored.Values.ExceptBy(registered.Select(batch => batch.Id), batch => batch.Id).Select(batch => BatchView.Of(survey.Code, null, batch)));
        return batches;
    }

    // Those of which it is not known when they began come last.
    private static readonly Comparer<BatchView> Newest = Comparer<BatchView>.Create((one, other) =>
        (other.StartedAt ?? DateTime.MinValue).CompareTo(one.StartedAt ?? DateTime.MinValue) is not 0 and var order ? order : one.Id.CompareTo(other.Id));
}

/// <summary>Which batches to read.</summary>
/// <param name="Survey">Survey code; null for all.</param>
/// <param name="Province">Province code in the survey's geography; null for all.</param>
/// <param name="Team">Survey team, empty for batches without one; null for all.</param>
/// <param name="State">State; null for all.</param>
/// <param name="Before">Only batches that come behind this one, i.e. older ones; null for the newest.</param>
/// <param name="Limit">How many at most, from 1.</param>
public sealed record BatchListQuery(string? Survey, string? Province, string? Team, BatchState? State, Guid? Before, int Limit);

/// <summary>A part of the batches.</summary>
/// <param name="Batches">The newest first.</param>
/// <param name="Before">What <see cref="BatchListQuery.Before"/> has to be for those that follow; null when none do.</param>
public sealed record BatchPart(IReadOnlyList<BatchView> Batches, Guid? Before);
