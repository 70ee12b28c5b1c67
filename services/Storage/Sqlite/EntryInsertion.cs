using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>The statement that stores an entry.</summary>
internal sealed class EntryInsertion(SqliteConnection connection, string onConflict) : IDisposable
{
    private readonly RowStatement _insert = new(connection, $"""
        INSERT INTO entry (id, ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
        {onConflict}
        """);

    /// <summary>Stores a row; false when the statement left it out.</summary>
    public bool Execute(EntryRow row)
    {
        var entry = row.Entry;
        Span<byte> id = stackalloc byte[16];
        entry.Id.TryWriteBytes(id, bigEndian: true, out _);
        _insert.Bind(1, id).Bind(2, row.Ordinal).Bind(3, (int)entry.Channel).Bind(5, entry.Row).Bind(6, entry.ReceivedAt).Bind(7, entry.Content.Span)
            .Bind(8, (int)row.State).Bind(9, row.Rejection).Bind(10, row.HoldsClaim ? 1 : 0).Bind(11, (int)row.Suspicions);
        _ = row.Batch is { } batch ? _insert.Bind(4, batch.Number) : _insert.BindNull(4);
        return _insert.Execute();
    }

    public void Dispose() => _insert.Dispose();
}
