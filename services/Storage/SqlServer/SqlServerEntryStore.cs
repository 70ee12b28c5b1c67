using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Entries, tallies and running figures in SQL Server.</summary>
public sealed class SqlServerEntryStore(SqlServerDatabase database, Catalogue catalogue, TimeProvider clock, ClaimKeys? keys = null) : IEntryStore
{
    private readonly SqlServerSchema _schema = new(database, SqlServerScripts.Survey);

    /// <inheritdoc/>
    public async Task Migrate(CancellationToken cancellationToken)
    {
        await _schema.Upgrade(cancellationToken);
        await database.Write(async session =>
        {
            await new NameTables(session).Write(catalogue);
            return true;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken) =>
        database.Write(session => new Fill(catalogue, keys, new SqlServerFillTransaction(catalogue, session)).Store(packs), cancellationToken, "commit");

    /// <inheritdoc/>
    public async Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken)
    {
        // Nearly always there is nothing to do, and that is found without a lock.
        if (!always)
        {
            var (tallies, figures) = await database.Read(session => new CountTables(catalogue, session).ReadVersions(survey), cancellationToken);
            if (tallies == figures)
            {
                return false;
            }
        }

        return await database.Write(session => Refresh(session, survey, always), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchWithdrawn>> JudgeBatches(Survey survey, CancellationToken cancellationToken)
    {
        var unjudged = await database.Read(session => new BatchTable(session).FindUnjudged(survey.Code), cancellationToken);
        var withdrawn = new List<BatchWithdrawn>();
        foreach (var due in unjudged.Where(it => it.MayBeDue))
        {
            var withdrawal = await database.Write(session =>
                new Judgement(catalogue, keys, new SqlServerFillTransaction(catalogue, session), clock).Judge(survey.Code, due.Batch.Id), cancellationToken);
            withdrawn.AddRange(withdrawal is null ? [] : [withdrawal]);
        }

        return withdrawn;
    }

    /// <inheritdoc/>
    public Task<VerifyReport> Verify(CancellationToken cancellationToken) => database.Read(
        session => new Verification(catalogue, keys, new SqlServerStoredState(catalogue, session)).Run(cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async Task Rebuild(CancellationToken cancellationToken)
    {
        await database.Write(async session =>
        {
            // Nobody else stores an entry from here on, so what the statements read belongs together.
            var transaction = new SqlServerFillTransaction(catalogue, session);
            await transaction.LockEntries(alone: true);
            await new Verification(catalogue, keys, new SqlServerStoredState(catalogue, session)).Mend(transaction);
            return true;
        }, cancellationToken);
        foreach (var survey in catalogue.Surveys)
        {
            await RefreshFigures(survey, always: true, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public bool IsTransient(Exception failure) => SqlServerErrors.IsTransient(failure);

    private async Task<bool> Refresh(SqlServerSession session, Survey survey, bool always)
    {
        // Who waited for another aggregator finds its figures here, and nothing to do.
        await new Locks(session).Figures(survey.Code);
        var counts = new CountTables(catalogue, session);
        var (tallies, version) = await counts.ReadTallies(survey, totalsOnly: true);
        var there = (await counts.ReadVersions(survey)).Figures;
        if (there == version && !always)
        {
            return false;
        }

        await new FigureTable(session).Write(survey, [.. FigureRows.Compute(catalogue, survey, tallies)], version, clock.GetUtcNow());
        return true;
    }
}
