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
    public async Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var report = await new Fill(catalogue, new SqliteFillTransaction(catalogue, connection, transaction)).Store(packs);
        cancellationToken.ThrowIfCancellationRequested();
        transaction.Commit();
        return report;
    }

    /// <inheritdoc/>
    public async Task<bool> RefreshFigures(Survey survey, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        if (!await IsBehind(connection, null, survey))
        {
            return false;
        }

        // Looked at again under the lock: another aggregator may have written them meanwhile.
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!await IsBehind(connection, transaction, survey))
        {
            return false;
        }

        var tallies = await new TallyTable(catalogue, connection, transaction).Read(survey.Code, totalsOnly: true);
        var table = new FigureTable(connection, transaction);
        foreach (var figures in AllFigures(survey, tallies))
        {
            await table.Write(figures);
        }

        const string Write = """
            INSERT INTO survey_version (survey, tallies, figures, figures_as_of) VALUES (@Code, 0, 0, @now)
            ON CONFLICT (survey) DO UPDATE SET figures = tallies, figures_as_of = excluded.figures_as_of
            """;
        await connection.ExecuteAsync(Write, new { survey.Code, now = UnixMicroseconds.From(clock.GetUtcNow()) }, transaction);
        transaction.Commit();
        return true;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> Verify(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var differences = new Differences();
        var recount = new Recount(catalogue);
        await foreach (var wrong in recount.Judge(ReadEntries(connection, snapshot), await ReadDecisions(connection, snapshot))
            .WithCancellation(cancellationToken))
        {
            differences.AddState(wrong);
        }

        differences.CompareCounts(recount.Counts, await ReadCounts(connection, snapshot));
        var tallyTable = new TallyTable(catalogue, connection, snapshot);
        var figureTable = new FigureTable(connection, snapshot);
        foreach (var survey in catalogue.Surveys)
        {
            var found = recount.Tallies.ByKey.Where(it => it.Key.Survey == survey.Code).ToDictionary();
            differences.CompareTallies(found, await tallyTable.Read(survey.Code, totalsOnly: false));
            if (await IsBehind(connection, snapshot, survey))
            {
                continue; // Their version says that they are behind, so they do not claim to agree.
            }

            foreach (var figures in AllFigures(survey, found))
            {
                var query = new FigureQuery(survey.Code, figures.Geography.Code, figures.Channel);
                differences.CompareFigures(survey.Code, query.Geography, query.Channel, FigureRows.Of(figures), await figureTable.Read(query));
            }
        }

        return differences.ToList();
    }

    /// <inheritdoc/>
    public async Task Rebuild(CancellationToken cancellationToken)
    {
        const string Clear = "DELETE FROM entry_count; DELETE FROM tally; DELETE FROM figure; UPDATE survey_version SET tallies = tallies + 1;";
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        var steps = new SqliteFillTransaction(catalogue, connection, transaction);
        var recount = new Recount(catalogue);
        var wrong = new List<EntryRow>();
        await foreach (var row in recount.Judge(ReadEntries(connection, transaction), await ReadDecisions(connection, transaction))
            .WithCancellation(cancellationToken))
        {
            wrong.Add(row);
        }

        await steps.SetStates(wrong);
        await connection.ExecuteAsync(Clear, transaction: transaction);
        await steps.AddEntryCounts(recount.Counts);
        await steps.AddTallies(recount.Tallies);
        transaction.Commit();
        foreach (var survey in catalogue.Surveys)
        {
            await RefreshFigures(survey, cancellationToken);
        }
    }

    private IEnumerable<SurveyFigures> AllFigures(Survey survey, IReadOnlyDictionary<TallyKey, Tally> tallies) =>
        from geography in catalogue.GeographiesOf(survey)
        from channel in FigureRows.Choices
        select SurveyFigures.Compute(survey, geography, channel, tallies);

    private static async Task<bool> IsBehind(SqliteConnection connection, SqliteTransaction? transaction, Survey survey) =>
        await connection.ExecuteScalarAsync<long?>(
            "SELECT 1 FROM survey_version WHERE survey = @Code AND figures = tallies", new { survey.Code }, transaction) is null;

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
