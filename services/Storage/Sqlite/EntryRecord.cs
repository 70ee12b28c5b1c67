using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>
/// A row of <c>entry</c> with its batch, as SQLite returns it. Dapper sets properties rather than calling a constructor, because SQLite
/// gives the type of a computed column only with its first value.
/// </summary>
internal sealed class EntryRecord
{
    public byte[] Id { get; init; } = [];
    public long Ordinal { get; init; }
    public long Channel { get; init; }
    public long Row { get; init; }
    public long ReceivedAt { get; init; }
    public byte[] Content { get; init; } = [];
    public long State { get; init; }
    public string? Rejection { get; init; }
    public long? BatchNumber { get; init; }
    public byte[]? BatchId { get; init; }
    public long BatchWithdrawn { get; init; }

    public const string Select = """
        SELECT e.id AS Id, e.ordinal AS Ordinal, e.channel AS Channel, e.row AS Row, e.received_at AS ReceivedAt, e.content AS Content,
            e.state AS State, e.rejection AS Rejection, b.number AS BatchNumber, b.id AS BatchId,
            b.withdrawn_at IS NOT NULL AS BatchWithdrawn
        FROM entry e LEFT JOIN batch b ON b.number = e.batch
        """;

    public EntryRow ToRow()
    {
        var batch = BatchId is null ? null : new BatchRow(new Guid(BatchId, bigEndian: true), BatchNumber!.Value, BatchWithdrawn == 1);
        var entry = new Entry(new Guid(Id, bigEndian: true), (Channel)Channel, batch?.Id, (int)Row, ReceivedAt, Content);
        return new EntryRow(entry, (int)Ordinal, batch, Rejection, (EntryState)State);
    }
}

/// <summary>A row of <c>decision</c>, as SQLite returns it.</summary>
internal sealed record DecisionRecord(byte[] Id, byte[] Content, long DecidedAt, string DecidedBy, string Reason)
{
    public const string Select =
        "SELECT id AS Id, content AS Content, decided_at AS DecidedAt, decided_by AS DecidedBy, reason AS Reason FROM decision";

    public Decision ToDecision() => new(new Guid(Id, bigEndian: true), Content, DecidedAt, DecidedBy, Reason);
}

/// <summary>The prepared statement that stores an entry. By hand, as it runs once for every response.</summary>
internal sealed class EntryInsertion : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _values;

    public EntryInsertion(SqliteConnection connection, SqliteTransaction transaction, string onConflict)
    {
        _command = connection.CreateCommand();
        _command.Transaction = transaction;
        _command.CommandText = $"""
            INSERT INTO entry (id, ordinal, channel, batch, row, received_at, content, state, rejection)
            VALUES (@id, @ordinal, @channel, @batch, @row, @received_at, @content, @state, @rejection)
            {onConflict}
            """;
        string[] names = ["@id", "@ordinal", "@channel", "@batch", "@row", "@received_at", "@content", "@state", "@rejection"];
        _values = [.. names.Select(name => _command.Parameters.Add(new SqliteParameter(name, null)))];
    }

    /// <summary>Stores a row; 0 when the statement left it out.</summary>
    public Task<int> Execute(EntryRow row)
    {
        var entry = row.Entry;
        object[] values =
        [
            entry.Id.ToByteArray(bigEndian: true), row.Ordinal, (int)entry.Channel, (object?)row.Batch?.Number ?? DBNull.Value, entry.Row,
            entry.ReceivedAt, entry.Content.ToArray(), (int)row.State, (object?)row.Rejection ?? DBNull.Value,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            _values[i].Value = values[i];
        }

        return _command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _command.Dispose();
}
