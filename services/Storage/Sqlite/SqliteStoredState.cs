using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads what is stored in SQLite, within one transaction.</summary>
internal sealed class SqliteStoredState(Catalogue catalogue, SqliteConnection connection, SqliteTransaction transaction) : IStoredState
{
    public async IAsyncEnumerable<EntryRow> ReadEntries()
    {
        const string Read = EntryRecord.Select + " ORDER BY e.id, e.ordinal";
        await foreach (var record in connection.QueryUnbufferedAsync<EntryRecord>(Read, transaction: transaction))
        {
            yield return record.ToRow();
        }
    }

    public async Task<ILookup<Guid, Decision>> ReadDecisions() =>
        (await connection.QueryAsync<DecisionRecord>(DecisionRecord.Select, transaction: transaction))
        .Select(record => record.ToDecision()).ToLookup(decision => decision.Id);

    public async Task<IReadOnlyDictionary<EntryCountKey, long>> ReadEntryCounts()
    {
        const string Read = "SELECT survey, batch, state, entries FROM entry_count";
        var rows = await connection.QueryAsync<(string Survey, long Batch, long State, long Entries)>(Read, transaction: transaction);
        return rows.ToDictionary(row => new EntryCountKey(row.Survey, row.Batch, (EntryState)row.State), row => row.Entries);
    }

    public async Task<IReadOnlyDictionary<TallyKey, Tally>> ReadTallies(Survey survey, bool totalsOnly) =>
        await new TallyTable(catalogue, connection, transaction).Read(survey.Code, totalsOnly);

    public async Task<(long Tallies, long? Figures)> ReadVersions(Survey survey) =>
        await connection.QuerySingleOrDefaultAsync<(long, long?)>(
            "SELECT tallies, figures FROM survey_version WHERE survey = @Code", new { survey.Code }, transaction);

    public async Task<IReadOnlyList<FigureRow>> ReadFigures(Survey survey, Geography geography, ChannelChoice channel) =>
        [.. await new FigureTable(connection, transaction).Read(new FigureQuery(survey.Code, geography.Code, channel))];
}
