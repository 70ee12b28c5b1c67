using SipasSurvey.Contracts;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Knows which packs are stored and how many entries each producer has published.</summary>
internal sealed class PackLedger(SqlServerSession session)
{
    private static readonly Statement Add = new("@Rows dbo.pack_keys READONLY", """
        INSERT INTO dbo.pack (producer, sequence)
        OUTPUT inserted.producer AS Producer, inserted.sequence AS Sequence
        SELECT k.producer, k.sequence
        FROM @Rows k
        WHERE NOT EXISTS (SELECT 1 FROM dbo.pack p WHERE p.producer = k.producer AND p.sequence = k.sequence)
            AND NOT EXISTS (SELECT 1 FROM dbo.producer w WHERE w.id = k.producer AND w.watermark >= k.sequence)
        """);

    // The insertion waits for a fill that is storing the same pack. If that one has folded the pack into the watermark by the time it
    // commits, the key is free again and the insertion succeeds; only the watermark, looked at afterwards, tells.
    private static readonly Statement FindFolded = new("@Rows dbo.pack_keys READONLY", """
        SELECT p.producer AS Producer, p.sequence AS Sequence
        FROM dbo.pack p
        JOIN @Rows k ON k.producer = p.producer AND k.sequence = p.sequence
        JOIN dbo.producer w ON w.id = p.producer AND w.watermark >= p.sequence
        """);

    private static readonly Statement Remove = new("@Rows dbo.pack_keys READONLY", """
        DELETE p FROM dbo.pack p JOIN @Rows k ON k.producer = p.producer AND k.sequence = p.sequence
        """);

    // Sequences above the watermark are in a row as long as each is the watermark plus its place.
    private static readonly Statement FindWatermarks = new("@Rows dbo.ids READONLY", """
        SELECT n.producer AS Producer, MAX(n.sequence) AS Sequence
        FROM (
            SELECT p.producer, p.sequence,
                COALESCE(w.watermark, 0) + ROW_NUMBER() OVER (PARTITION BY p.producer ORDER BY p.sequence) AS expected
            FROM dbo.pack p
            JOIN @Rows i ON i.id = p.producer
            LEFT JOIN dbo.producer w ON w.id = p.producer
            WHERE p.sequence > COALESCE(w.watermark, 0)
        ) n
        WHERE n.sequence = n.expected
        GROUP BY n.producer
        """);

    private static readonly Statement RaiseWatermarks = new("@Rows dbo.pack_keys READONLY", """
        UPDATE w SET watermark = k.sequence
        FROM dbo.producer w JOIN @Rows k ON k.producer = w.id
        WHERE w.watermark < k.sequence;

        INSERT INTO dbo.producer (id, watermark)
        SELECT k.producer, k.sequence
        FROM @Rows k
        WHERE NOT EXISTS (SELECT 1 FROM dbo.producer w WHERE w.id = k.producer)
        ORDER BY k.producer;

        DELETE p
        FROM dbo.pack p JOIN @Rows k ON k.producer = p.producer AND p.sequence <= k.sequence;
        """);

    private static readonly Statement Raise = new("@Rows dbo.producer_counts READONLY", """
        UPDATE c SET entries = r.entries
        FROM dbo.producer_count c JOIN @Rows r ON r.producer = c.producer AND r.survey = c.survey
        WHERE c.entries < r.entries;

        INSERT INTO dbo.producer_count (producer, survey, entries)
        SELECT r.producer, r.survey, r.entries
        FROM @Rows r
        WHERE NOT EXISTS (SELECT 1 FROM dbo.producer_count c WHERE c.producer = r.producer AND c.survey = r.survey)
        ORDER BY r.producer, r.survey;
        """);

    /// <summary>Records the packs and returns those that were not there yet.</summary>
    public async Task<IReadOnlyList<Pack>> Record(IReadOnlyList<Pack> packs)
    {
        var numbered = packs.Where(pack => pack.Sequence > 0).DistinctBy(pack => (pack.Producer, pack.Sequence)).ToList();
        var rows = TableTypes.Packs(numbered.Select(pack => (pack.Producer, pack.Sequence)));
        var added = await Find(Add, rows);
        var folded = await Find(FindFolded, rows);
        await session.Execute(Remove, TableTypes.Packs(folded));
        added.ExceptWith(folded);
        return [.. numbered.Where(pack => added.Contains((pack.Producer, pack.Sequence)))];
    }

    /// <summary>Replaces the rows of packs that follow each other without a gap by their producer's watermark.</summary>
    public async Task Fold(IReadOnlyList<Pack> packs)
    {
        var watermarks = await Find(FindWatermarks, TableTypes.Ids(packs.Select(pack => pack.Producer)));
        await session.Execute(RaiseWatermarks, TableTypes.Packs(watermarks));
    }

    /// <summary>Raises the cumulative counts of producers.</summary>
    public Task RaiseCounts(IEnumerable<(Guid Producer, SurveyCount Count)> counts) => session.Execute(Raise, TableTypes.ProducerCounts(counts));

    private async Task<HashSet<(Guid Producer, long Sequence)>> Find(Statement statement, RowSet rows) =>
        [.. (await session.Query<(byte[] Producer, long Sequence)>(statement, rows)).Select(it => (TableTypes.Id(it.Producer), it.Sequence))];
}
