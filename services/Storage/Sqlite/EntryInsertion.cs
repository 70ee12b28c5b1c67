using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>The prepared statement that stores an entry.</summary>
internal sealed class EntryInsertion(SqliteConnection connection, string onConflict) : IDisposable
{
    private const int IdBytes = 16;

    private readonly BareStatement _insert = new(connection, $"""
        INSERT INTO entry (id, ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        {onConflict}
        """);

    /// <summary>Stores a row; 0 when the statement left it out.</summary>
    public int Execute(EntryRow row)
    {
        var entry = row.Entry;
        Span<byte> id = stackalloc byte[IdBytes];
        entry.Id.TryWriteBytes(id, bigEndian: true, out _);
        _insert.Bind(1, id);
        _insert.Bind(2, row.Ordinal);
        _insert.Bind(3, (int)entry.Channel);
        _insert.Bind(4, row.Batch?.Number);
        _insert.Bind(5, entry.Row);
        _insert.Bind(6, entry.ReceivedAt);
        _insert.Bind(7, entry.Content.Span);
        _insert.Bind(8, (int)row.State);
        _insert.Bind(9, row.Rejection);
        _insert.Bind(10, row.HoldsClaim ? 1 : 0);
        _insert.Bind(11, (int)row.Suspicions);
        return _insert.Execute();
    }

    public void Dispose() => _insert.Dispose();
}
