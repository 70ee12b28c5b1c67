using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What is stored in the end: nothing that is not valid, everything that was taken, and nothing else.</summary>
internal static class FuzzStored
{
    // What paper may be: too few answers, or a sheet whose invitation was used online.
    private static readonly string[] Reasons = [Rejections.InvalidForm, Rejections.InvitationSpent];

    public static async Task Check(string path, Catalogue catalogue, FuzzAnswers answers, int beforehand)
    {
        const string Entries = """
            SELECT entry.id AS Id, channel AS Channel, batch.id AS Batch, row AS Row, received_at AS ReceivedAt, content AS Content, rejection AS Rejection
            FROM entry LEFT JOIN batch ON batch.number = entry.batch
            """;
        await using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly");
        var (online, ids) = (0, new HashSet<Guid>());
        foreach (var row in await connection.QueryAsync<StoredRow>(Entries))
        {
            var id = new Guid(row.Id, bigEndian: true);
            var entry = new Entry(id, (Channel)row.Channel, row.Batch is null ? null : new Guid(row.Batch, bigEndian: true), (int)row.Row, row.ReceivedAt, row.Content);
            var reason = Rejections.Of(catalogue, entry, Content.TryRead(row.Content, out var content) ? content : null);
            Assert.True(reason is null || (entry.Batch is not null && reason == Rejections.InvalidForm), $"{id} is stored and not valid: {reason}");
            Assert.True(row.Rejection is null || Reasons.Contains(row.Rejection), $"{id} was stored as {row.Rejection}");
            online += entry.Batch is null ? 1 : 0;
            _ = entry.Batch is null && ids.Add(id);
        }

        Assert.Empty(answers.Responses.Keys.Except(ids));
        Assert.InRange(online - beforehand - answers.Responses.Values.Sum() - answers.Forms, 0, answers.Unanswered);
        const string Batches = """
            SELECT COUNT(*) FROM batch
            WHERE closed_at IS NOT NULL AND accepted > 0 AND (SELECT COUNT(*) FROM entry WHERE entry.batch = batch.number AND row > 0) % accepted > 0
            """;
        Assert.Equal(0, await connection.ExecuteScalarAsync<long>(Batches));
    }

    private sealed record StoredRow(byte[] Id, long Channel, byte[]? Batch, long Row, long ReceivedAt, byte[] Content, string? Rejection);
}
