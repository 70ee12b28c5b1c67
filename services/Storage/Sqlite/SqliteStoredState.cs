using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads what is stored in SQLite, within one transaction.</summary>
internal sealed class SqliteStoredState(Catalogue catalogue, SqliteConnection connection, SqliteTransaction transaction) : IStoredState
{
    public const string SelectEntries = """
        SELECT e.id AS Id, e.ordinal AS Ordinal, e.channel AS Channel, e.row AS Row, e.received_at AS ReceivedAt, e.content AS Content,
            e.state AS State, e.rejection AS Rejection, b.number AS BatchNumber, b.id AS BatchId,
            b.withdrawn_at IS NOT NULL AS BatchWithdrawn, e.holds_claim AS HoldsClaim, e.suspicion AS Suspicion
        FROM entry e LEFT JOIN batch b ON b.number = e.batch
        """;

    public const string SelectDecisions =
        "SELECT id AS Id, content AS Content, decided_at AS DecidedAt, decided_by AS DecidedBy, reason AS Reason FROM decision";

    public IAsyncEnumerable<EntryRow> ReadEntries() => EntriesInOrder().ToAsyncEnumerable();

    public async Task<ILookup<Guid, Decision>> ReadDecisions() =>
        (await connection.QueryAsync<DecisionRecord>(SelectDecisions, transaction: transaction))
        .Select(record => record.ToDecision()).ToLookup(decision => decision.Id);

    public async Task<IReadOnlyDictionary<EntryCountKey, long>> ReadEntryCounts()
    {
        const string Read = "SELECT survey, batch, state, entries FROM entry_count";
        var rows = await connection.QueryAsync<(string Survey, long Batch, long State, long Entries)>(Read, transaction: transaction);
        return rows.ToDictionary(row => new EntryCountKey(row.Survey, row.Batch, (EntryState)row.State), row => row.Entries);
    }

    public async Task<IReadOnlyDictionary<SuspicionKey, long>> ReadSuspicious()
    {
        const string Read = "SELECT survey, province, kind, entries FROM suspicious_count";
        var rows = await connection.QueryAsync<(string Survey, string Province, long Kind, long Entries)>(Read, transaction: transaction);
        return rows.ToDictionary(row => new SuspicionKey(row.Survey, row.Province, (Suspicions)row.Kind), row => row.Entries);
    }

    public IAsyncEnumerable<(UInt128 Receipt, Guid Id)> ReadReceipts() => new ReceiptTable(connection, transaction).ReadAll().ToAsyncEnumerable();

    public IAsyncEnumerable<ClaimHolder> ReadHolders() => new ClaimTable(connection, transaction).ReadHolders();

    public async Task<IReadOnlyDictionary<TallyKey, Tally>> ReadTallies(Survey survey, bool totalsOnly) =>
        await new TallyTable(catalogue, connection, transaction).Read(survey.Code, totalsOnly);

    public async Task<(long Tallies, long? Figures)> ReadVersions(Survey survey) =>
        await connection.QuerySingleOrDefaultAsync<(long, long?)>(
            "SELECT tallies, figures FROM survey_version WHERE survey = @Code", new { survey.Code }, transaction);

    public async Task<IReadOnlyList<FigureRow>> ReadFigures(Survey survey, Geography geography, ChannelChoice channel) =>
        [.. await new FigureTable(connection, transaction).Read(new FigureQuery(survey.Code, geography.Code, channel))];

    // By hand, as it runs once for every response. The columns are those of the query, in its order.
    private IEnumerable<EntryRow> EntriesInOrder()
    {
        using var rows = new RawRows(connection, SelectEntries + " ORDER BY e.id, e.ordinal");
        while (rows.Read())
        {
            var batch = rows.IsNull(8) ? null : new BatchRow(new Guid(rows.Bytes(9), bigEndian: true), rows.Number(8), rows.Number(10) == 1);
            var entry = new Entry(new Guid(rows.Bytes(0), bigEndian: true), (Channel)rows.Number(2), batch?.Id, (int)rows.Number(3), rows.Number(4), rows.Bytes(5).ToArray());
            yield return new EntryRow(entry, (int)rows.Number(1), batch, rows.Text(7), (EntryState)rows.Number(6))
            {
                HoldsClaim = rows.Number(11) == 1,
                Suspicions = (Suspicions)rows.Number(12),
            };
        }
    }
}
