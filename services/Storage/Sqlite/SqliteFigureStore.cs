using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Reads running figures, states and counts from SQLite.</summary>
public sealed class SqliteFigureStore(SqliteDatabase database, Catalogue catalogue) : IFigureStore
{
    /// <inheritdoc/>
    public async Task<FiguresVersion?> FindVersion(string survey, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        return await FindVersion(connection, null, survey);
    }

    /// <inheritdoc/>
    public async Task<StoredFigures?> FindFigures(FigureQuery query, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        if (await FindVersion(connection, snapshot, query.Survey) is not { } version)
        {
            return null;
        }

        return StoredFigures.InOrder(version, await new FigureTable(connection, snapshot).Read(query), catalogue.FindSurvey(query.Survey));
    }

    /// <inheritdoc/>
    public async Task<StoredTallies?> FindTallies(Survey survey, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        if (await FindVersion(connection, snapshot, survey.Code) is not { } figures)
        {
            return null;
        }

        var stored = new SqliteStoredState(catalogue, connection, snapshot);
        var (version, _) = await stored.ReadVersions(survey);
        return new StoredTallies(version, figures.Simulated, await stored.ReadTallies(survey, totalsOnly: false));
    }

    /// <inheritdoc/>
    public async Task<ResponseState?> FindResponse(Guid id, CancellationToken cancellationToken)
    {
        const string Find = "SELECT state, received_at FROM entry WHERE id = @id";
        using var connection = database.Open();
        var entries = await connection.QueryAsync<(long State, long ReceivedAt)>(Find, new { id = id.ToByteArray(bigEndian: true) });
        return ResponseState.Of([.. entries.Select(it => ((EntryState)it.State, it.ReceivedAt))]);
    }

    /// <inheritdoc/>
    public async Task<FoundReceipt?> FindByReceipt(UInt128 receipt, CancellationToken cancellationToken)
    {
        const string Find = $"SELECT e.id, e.state, e.received_at, e.rejection FROM entry e WHERE e.id IN ({ReceiptTable.IdsOf})";
        using var connection = database.Open();
        var entries = await connection.QueryAsync<(byte[] Id, long State, long ReceivedAt, string? Rejection)>(Find, new { receipt = ResponseId.ReceiptToBytes(receipt) });
        return FoundReceipt.Of([.. entries.Select(it => (IdList.Id(it.Id), (EntryState)it.State, it.ReceivedAt, it.Rejection))]);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SuspiciousCount>> CountSuspicious(string survey, CancellationToken cancellationToken)
    {
        const string Find = "SELECT province, kind, entries FROM suspicious_count WHERE survey = @survey AND entries <> 0 ORDER BY province, kind";
        using var connection = database.Open();
        return [.. (await connection.QueryAsync<(string Province, long Kind, long Entries)>(Find, new { survey }))
            .Select(row => new SuspiciousCount(row.Province, (Suspicions)row.Kind, row.Entries))];
    }

    /// <inheritdoc/>
    public async Task<Reconciliation> Reconcile(string survey, CancellationToken cancellationToken)
    {
        const string Published = "SELECT COALESCE(SUM(entries), 0) FROM producer_count WHERE survey = @survey";
        const string Stored = "SELECT state, SUM(entries) FROM entry_count WHERE survey = @survey GROUP BY state";
        using var connection = database.Open();
        using var snapshot = connection.BeginTransaction(deferred: true);
        var published = await connection.ExecuteScalarAsync<long>(Published, new { survey }, snapshot);
        var stored = (await connection.QueryAsync<(long State, long Entries)>(Stored, new { survey }, snapshot))
            .ToDictionary(row => (EntryState)row.State, row => row.Entries);
        return Reconciliation.Of(published, stored);
    }

    /// <inheritdoc/>
    public Task<string?> FindObstacle(CancellationToken cancellationToken) => Task.FromResult(database.FindObstacle());

    private static async Task<FiguresVersion?> FindVersion(SqliteConnection connection, SqliteTransaction? snapshot, string survey)
    {
        const string Find = """
            SELECT figures, figures_as_of,
                EXISTS (SELECT 1 FROM batch b WHERE b.survey = @survey AND b.simulated = 1 AND b.withdrawn_at IS NULL)
            FROM survey_version WHERE survey = @survey AND figures IS NOT NULL
            """;
        var row = await connection.QuerySingleOrDefaultAsync<(long Version, long AsOf, long Simulated)?>(Find, new { survey }, snapshot);
        return row is { } it ? new FiguresVersion(it.Version, UnixMicroseconds.ToDateTimeOffset(it.AsOf), it.Simulated == 1) : null;
    }
}
