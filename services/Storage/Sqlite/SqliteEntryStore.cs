using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Entries, tallies and running figures in SQLite.</summary>
public sealed class SqliteEntryStore(SqliteDatabase database, Catalogue catalogue, TimeProvider clock) : IEntryStore
{
    /// <inheritdoc/>
    public Task Migrate(CancellationToken cancellationToken) => database.Migrate(cancellationToken);

    /// <inheritdoc/>
    public Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken) => database.Write(
        (connection, transaction) => new Fill(catalogue, new SqliteFillTransaction(catalogue, connection, transaction)).Store(packs),
        cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken)
    {
        List<SurveyFigures> figures;
        long version;
        using (var connection = database.Open())
        using (var snapshot = connection.BeginTransaction(deferred: true))
        {
            var versions = await ReadVersions(connection, snapshot, survey);
            if (!always && versions.Figures == versions.Tallies)
            {
                return false;
            }

            version = versions.Tallies;
            figures = [.. AllFigures(survey, await new TallyTable(catalogue, connection, snapshot).Read(survey.Code, totalsOnly: true))];
        }

        return await database.Write((connection, transaction) => Write(connection, transaction, survey, version, figures, always), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<VerifyReport> Verify(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var differences = new Differences();
        var notCompared = new List<string>();
        var recount = new Recount(catalogue);
        await foreach (var wrong in recount.Judge(ReadEntries(connection, snapshot), await ReadDecisions(connection, snapshot))
            .WithCancellation(cancellationToken))
        {
            differences.AddState(wrong);
        }

        foreach (var damaged in recount.Damaged)
        {
            differences.Add(damaged);
        }

        differences.CompareCounts(recount.Counts, await ReadCounts(connection, snapshot));
        var tallyTable = new TallyTable(catalogue, connection, snapshot);
        var figureTable = new FigureTable(connection, snapshot);
        foreach (var survey in catalogue.Surveys)
        {
            var found = recount.Tallies.ByKey.Where(it => it.Key.Survey == survey.Code).ToDictionary();
            try
            {
                differences.CompareTallies(found, await tallyTable.Read(survey.Code, totalsOnly: false));
            }
            catch (InvalidDataException unreadable)
            {
                differences.Add($"Tallies of {survey.Code}: {unreadable.Message}");
            }

            var versions = await ReadVersions(connection, snapshot, survey);
            if (versions.Figures > versions.Tallies)
            {
                differences.Add($"Figures of {survey.Code} claim version {versions.Figures}, but there are only {versions.Tallies}.");
            }

            if (versions.Figures != versions.Tallies)
            {
                notCompared.Add($"Figures of {survey.Code} are behind (version {versions.Figures?.ToString(CultureInfo.InvariantCulture) ?? "none"} "
                    + $"of {versions.Tallies}). The service writes them within a second.");
                continue;
            }

            foreach (var figures in AllFigures(survey, found))
            {
                var query = new FigureQuery(survey.Code, figures.Geography.Code, figures.Channel);
                differences.CompareFigures(survey.Code, query.Geography, query.Channel, FigureRows.Of(figures), await figureTable.Read(query));
            }
        }

        return new VerifyReport(differences.ToList(), notCompared);
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
    public bool IsTransient(Exception failure) => failure is SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_FULL
            or SQLitePCL.raw.SQLITE_CANTOPEN,
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
        var there = (await ReadVersions(connection, transaction, survey)).Figures;
        if (there > version || (there == version && !always))
        {
            return false;
        }

        await connection.ExecuteAsync(Clear, new { survey.Code }, transaction);
        var table = new FigureTable(connection, transaction);
        foreach (var each in figures)
        {
            await table.Write(each);
        }

        await connection.ExecuteAsync(Stamp, new { survey.Code, version, now = UnixMicroseconds.From(clock.GetUtcNow()) }, transaction);
        return true;
    }

    private async Task<int> Rebuild(SqliteConnection connection, SqliteTransaction transaction)
    {
        // The figures stay until they are replaced: they are behind then, which readers can see, but never missing.
        const string Clear = "DELETE FROM entry_count; DELETE FROM tally; UPDATE survey_version SET tallies = tallies + 1;";
        var steps = new SqliteFillTransaction(catalogue, connection, transaction);
        var recount = new Recount(catalogue);
        var wrong = new List<EntryRow>();
        await foreach (var row in recount.Judge(ReadEntries(connection, transaction), await ReadDecisions(connection, transaction)))
        {
            wrong.Add(row);
        }

        if (recount.Damaged.Count > 0)
        {
            throw new InvalidDataException($"Nothing was changed. {recount.Damaged[0]} {recount.Damaged.Count} entries are like this; 'verify' names them.");
        }

        await steps.SetStates(wrong);
        await connection.ExecuteAsync(Clear, transaction: transaction);
        await steps.AddEntryCounts(recount.Counts);
        await steps.AddTallies(recount.Tallies);
        return wrong.Count;
    }

    private IEnumerable<SurveyFigures> AllFigures(Survey survey, IReadOnlyDictionary<TallyKey, Tally> tallies) =>
        from geography in catalogue.GeographiesOf(survey)
        from channel in FigureRows.Choices
        select SurveyFigures.Compute(survey, geography, channel, tallies);

    private static async Task<(long Tallies, long? Figures)> ReadVersions(SqliteConnection connection, SqliteTransaction transaction, Survey survey) =>
        await connection.QuerySingleOrDefaultAsync<(long, long?)>(
            "SELECT tallies, figures FROM survey_version WHERE survey = @Code", new { survey.Code }, transaction);

    private static async Task<Dictionary<EntryCountKey, long>> ReadCounts(SqliteConnection connection, SqliteTransaction transaction)
    {
        var rows = await connection.QueryAsync<(string Survey, long Batch, long State, long Entries)>(
            "SELECT survey, batch, state, entries FROM entry_count", transaction: transaction);
        return rows.ToDictionary(row => new EntryCountKey(row.Survey, row.Batch, (EntryState)row.State), row => row.Entries);
    }

    private static async IAsyncEnumerable<EntryRow> ReadEntries(SqliteConnection connection, SqliteTransaction transaction)
    {
        await foreach (var record in connection.QueryUnbufferedAsync<EntryRecord>(EntryRecord.Select + " ORDER BY e.id, e.ordinal", transaction: transaction))
        {
            yield return record.ToRow();
        }
    }

    private static async Task<ILookup<Guid, Decision>> ReadDecisions(SqliteConnection connection, SqliteTransaction transaction) =>
        (await connection.QueryAsync<DecisionRecord>(DecisionRecord.Select, transaction: transaction))
        .Select(record => record.ToDecision()).ToLookup(decision => decision.Id);
}
