using Microsoft.Data.Sqlite;

namespace SipasSurvey.Storage.Sqlite;

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
            INSERT INTO entry (id, ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion)
            VALUES (@id, @ordinal, @channel, @batch, @row, @received_at, @content, @state, @rejection, @holds_claim, @suspicion)
            {onConflict}
            """;
        string[] names = ["@id", "@ordinal", "@channel", "@batch", "@row", "@received_at", "@content", "@state", "@rejection", "@holds_claim", "@suspicion"];
        _values = [.. names.Select(name => _command.Parameters.Add(new SqliteParameter(name, null)))];
    }

    /// <summary>Stores a row; 0 when the statement left it out.</summary>
    public Task<int> Execute(EntryRow row)
    {
        var entry = row.Entry;
        object[] values =
        [
            entry.Id.ToByteArray(bigEndian: true), row.Ordinal, (int)entry.Channel, (object?)row.Batch?.Number ?? DBNull.Value, entry.Row,
            entry.ReceivedAt, entry.Content.ToArray(), (int)row.State, (object?)row.Rejection ?? DBNull.Value, row.HoldsClaim ? 1 : 0, (int)row.Suspicions,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            _values[i].Value = values[i];
        }

        return _command.ExecuteNonQueryAsync();
    }

    public void Dispose() => _command.Dispose();
}
