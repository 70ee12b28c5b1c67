using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Entries, tallies and running figures in SQLite.</summary>
public sealed class SqliteEntryStore(SqliteDatabase database, Catalogue catalogue, TimeProvider clock, ClaimKeys? keys = null) : IEntryStore
{
    /// <inheritdoc/>
    public Task Migrate(CancellationToken cancellationToken) => database.Migrate(cancellationToken);

    /// <inheritdoc/>
    public Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken) => database.Write(
        (connection, transaction) => new Fill(catalogue, keys, new SqliteFillTransaction(catalogue, connection, transaction)).Store(packs),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken)
    {
        List<SurveyFigures> figures;
        long version;
        using (var connection = database.Open())
        using (var snapshot = connection.BeginTransaction(deferred: true))
        {
            var stored = new SqliteStoredState(catalogue, connection, snapshot);
            var versions = await stored.ReadVersions(survey);
            if (!always && versions.Figures == versions.Tallies)
            {
                return false;
            }

            version = versions.Tallies;
            figures = [.. FigureRows.Compute(catalogue, survey, await stored.ReadTallies(survey, totalsOnly: true))];
        }

        return await database.Write((connection, transaction) => Write(connection, transaction, survey, version, figures, always), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<BatchWithdrawn>> JudgeBatches(Survey survey, CancellationToken cancellationToken)
    {
        IReadOnlyList<UnjudgedBatch> unjudged;
        using (var connection = database.Open())
        using (var snapshot = connection.BeginTransaction(deferred: true))
        {
            unjudged = await new BatchTable(connection, snapshot).FindUnjudged(survey.Code);
        }

        var withdrawn = new List<BatchWithdrawn>();
        foreach (var due in unjudged.Where(it => it.MayBeDue))
        {
            var withdrawal = await database.Write((connection, transaction) =>
                new Judgement(catalogue, keys, new SqliteFillTransaction(catalogue, connection, transaction), clock).Judge(survey.Code, due.Batch.Id), cancellationToken);
            withdrawn.AddRange(withdrawal is null ? [] : [withdrawal]);
        }

        return withdrawn;
    }

    /// <inheritdoc/>
    public async Task<VerifyReport> Verify(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        return await new Verification(catalogue, keys, new SqliteStoredState(catalogue, connection, snapshot)).Run(cancellationToken);
    }

    /// <inheritdoc/>
    public async Task Rebuild(CancellationToken cancellationToken)
    {
        await database.Write(Rebuild, cancellationToken);
        foreach (var survey in catalogue.Surveys)
        {
            await RefreshFigures(survey, always: true, cancellationToken);
        }
    }

    /// <inheritdoc/>
    // Only what is wrong with the values themselves fails again for ever. A file that may not be written, is damaged or lacks a table is for people to mend, while packs wait.
    public bool IsTransient(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: not (SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_MISMATCH or SQLitePCL.raw.SQLITE_TOOBIG or SQLitePCL.raw.SQLITE_RANGE),
    };

    private async Task<bool> Write(
        SqliteConnection connection, SqliteTransaction transaction, Survey survey, long version, List<SurveyFigures> figures, bool always)
    {
        const string Clear = "DELETE FROM figure WHERE survey = @Code";
        const string Stamp = """
            INSERT INTO survey_version (survey, tallies, figures, figures_as_of) VALUES (@Code, 0, @version, @now)
            ON CONFLICT (survey) DO UPDATE SET figures = excluded.figures, figures_as_of = excluded.figures_as_of
            """;

        // Another aggregator may have written these or later ones meanwhile.
        var there = (await new SqliteStoredState(catalogue, connection, transaction).ReadVersions(survey)).Figures;
        if (there > version || (there == version && !always))
        {
            return false;
        }

        await connection.ExecuteAsync(Clear, new { survey.Code }, transaction);
        var table = new FigureTable(connection, transaction);
        foreach (var each in figures)
        {
            table.Write(each);
        }

        await connection.ExecuteAsync(Stamp, new { survey.Code, version, now = UnixMicroseconds.From(clock.GetUtcNow()) }, transaction);
        return true;
    }

    private async Task<bool> Rebuild(SqliteConnection connection, SqliteTransaction transaction)
    {
        await new Verification(catalogue, keys, new SqliteStoredState(catalogue, connection, transaction))
            .Mend(new SqliteFillTransaction(catalogue, connection, transaction));
        return true;
    }
}
