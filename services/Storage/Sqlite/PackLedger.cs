using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Contracts;

namespace SipasSurvey.Storage.Sqlite;

/// <summary>Knows which packs are stored and how many entries each producer has published.</summary>
internal sealed class PackLedger(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Records the packs and returns those that were not there yet.</summary>
    public async Task<IReadOnlyList<Pack>> Record(IReadOnlyList<Pack> packs)
    {
        const string Add = """
            INSERT INTO pack (producer, sequence)
            SELECT @Producer, @Sequence
            WHERE @Sequence > COALESCE((SELECT watermark FROM producer WHERE id = @Producer), 0)
            ON CONFLICT DO NOTHING
            """;
        var fresh = new List<Pack>();
        foreach (var pack in packs.Where(pack => pack.Sequence > 0))
        {
            if (await connection.ExecuteAsync(Add, new { Producer = pack.Producer.ToByteArray(bigEndian: true), pack.Sequence }, transaction) == 1)
            {
                fresh.Add(pack);
            }
        }

        return fresh;
    }

    /// <summary>Replaces the rows of packs that follow each other without a gap by their producer's watermark.</summary>
    public async Task Fold(IReadOnlyList<Pack> packs)
    {
        foreach (var producer in packs.Select(pack => pack.Producer).Distinct())
        {
            await FoldIntoWatermark(producer.ToByteArray(bigEndian: true));
        }
    }

    private async Task FoldIntoWatermark(byte[] producer)
    {
        const string Read = "SELECT watermark FROM producer WHERE id = @producer";
        const string Above = "SELECT sequence FROM pack WHERE producer = @producer ORDER BY sequence";
        const string Write = """
            INSERT INTO producer (id, watermark) VALUES (@producer, @watermark) ON CONFLICT (id) DO UPDATE SET watermark = excluded.watermark;
            DELETE FROM pack WHERE producer = @producer AND sequence <= @watermark;
            """;
        var watermark = await connection.ExecuteScalarAsync<long?>(Read, new { producer }, transaction) ?? 0;
        var next = watermark;
        foreach (var sequence in await connection.QueryAsync<long>(Above, new { producer }, transaction))
        {
            if (sequence != next + 1)
            {
                break;
            }

            next = sequence;
        }

        if (next > watermark)
        {
            await connection.ExecuteAsync(Write, new { producer, watermark = next }, transaction);
        }
    }

    /// <summary>Raises the cumulative counts of producers.</summary>
    public Task RaiseCounts(IEnumerable<(Guid Producer, SurveyCount Count)> counts)
    {
        const string Raise = """
            INSERT INTO producer_count (producer, survey, entries) VALUES (@Producer, @Survey, @Entries)
            ON CONFLICT (producer, survey) DO UPDATE SET entries = MAX(entries, excluded.entries)
            """;
        return connection.ExecuteAsync(Raise,
            counts.Select(it => new { Producer = it.Producer.ToByteArray(bigEndian: true), it.Count.Survey, it.Count.Entries }), transaction);
    }
}
