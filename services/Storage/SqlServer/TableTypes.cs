using System.Security.Cryptography;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Turns values into rows of the table types, in the order of their keys and without repetitions.</summary>
internal static class TableTypes
{
    public static byte[] Bytes(Guid id) => id.ToByteArray(bigEndian: true);

    public static Guid Id(byte[] bytes) => new(bytes, bigEndian: true);

    public static RowSet Ids(IEnumerable<Guid> ids)
    {
        var rows = new RowSet("dbo.ids", ("id", typeof(byte[])));
        foreach (var id in ids.Distinct().Order())
        {
            rows.Add(Bytes(id));
        }

        return rows;
    }

    public static RowSet Numbers(IEnumerable<long> numbers)
    {
        var rows = new RowSet("dbo.numbers", ("number", typeof(long)));
        foreach (var number in numbers.Distinct().Order())
        {
            rows.Add(number);
        }

        return rows;
    }

    public static RowSet Codes(IEnumerable<string> codes)
    {
        var rows = new RowSet("dbo.codes", ("code", typeof(string)));
        foreach (var code in codes.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            rows.Add(code);
        }

        return rows;
    }

    public static RowSet Packs(IEnumerable<(Guid Producer, long Sequence)> packs)
    {
        var rows = new RowSet("dbo.pack_keys", ("producer", typeof(byte[])), ("sequence", typeof(long)));
        foreach (var (producer, sequence) in packs.Distinct().Order())
        {
            rows.Add(Bytes(producer), sequence);
        }

        return rows;
    }

    public static RowSet ProducerCounts(IEnumerable<(Guid Producer, SurveyCount Count)> counts)
    {
        var rows = new RowSet("dbo.producer_counts", ("producer", typeof(byte[])), ("survey", typeof(string)), ("entries", typeof(long)));
        foreach (var same in counts.GroupBy(it => (it.Producer, it.Count.Survey)).OrderBy(same => same.Key))
        {
            rows.Add(Bytes(same.Key.Producer), same.Key.Survey, same.Max(it => it.Count.Entries));
        }

        return rows;
    }

    // The first of a batch stands, within one fill too.
    public static RowSet Closings(IEnumerable<BatchClosed> closings)
    {
        var rows = new RowSet("dbo.batch_closings", ("id", typeof(byte[])), ("survey", typeof(string)), ("province", typeof(string)),
            ("team", typeof(string)), ("file_name", typeof(string)), ("sent_by", typeof(string)), ("rows", typeof(int)),
            ("accepted", typeof(int)), ("rejected", typeof(int)), ("simulated", typeof(bool)), ("closed_at", typeof(long)));
        foreach (var it in closings.DistinctBy(it => it.Batch).OrderBy(it => it.Batch))
        {
            rows.Add(Bytes(it.Batch), Code(it.Survey), Code(it.Province), it.Team, it.FileName, it.SentBy, it.Rows, it.Accepted, it.Rejected,
                it.Simulated, it.ClosedAt);
        }

        return rows;
    }

    public static RowSet Withdrawals(IEnumerable<BatchWithdrawn> withdrawals)
    {
        var rows = new RowSet("dbo.batch_withdrawals", ("id", typeof(byte[])), ("withdrawn_at", typeof(long)), ("withdrawn_by", typeof(string)),
            ("reason", typeof(string)));
        foreach (var it in withdrawals.DistinctBy(it => it.Batch).OrderBy(it => it.Batch))
        {
            rows.Add(Bytes(it.Batch), it.WithdrawnAt, it.WithdrawnBy, it.Reason);
        }

        return rows;
    }

    public static RowSet Entries(IEnumerable<EntryRow> entries)
    {
        var rows = new RowSet("dbo.claimed_entry_rows", ("id", typeof(byte[])), ("ordinal", typeof(int)), ("channel", typeof(byte)), ("batch", typeof(long)),
            ("row", typeof(int)), ("received_at", typeof(long)), ("content", typeof(byte[])), ("state", typeof(byte)), ("rejection", typeof(string)),
            ("holds_claim", typeof(bool)), ("suspicion", typeof(byte)));
        foreach (var row in entries.OrderBy(row => row.Entry.Id).ThenBy(row => row.Ordinal))
        {
            rows.Add(Bytes(row.Entry.Id), row.Ordinal, (byte)row.Entry.Channel, row.Batch?.Number, row.Entry.Row, row.Entry.ReceivedAt,
                row.Entry.Content.ToArray(), (byte)row.State, row.Rejection, row.HoldsClaim, (byte)row.Suspicions);
        }

        return rows;
    }

    public static RowSet States(IEnumerable<EntryRow> entries)
    {
        var rows = new RowSet("dbo.entry_states", ("id", typeof(byte[])), ("ordinal", typeof(int)), ("state", typeof(byte)));
        foreach (var row in entries.OrderBy(row => row.Entry.Id).ThenBy(row => row.Ordinal))
        {
            rows.Add(Bytes(row.Entry.Id), row.Ordinal, (byte)row.State);
        }

        return rows;
    }

    public static RowSet Decisions(IEnumerable<Decision> decisions)
    {
        var rows = new RowSet("dbo.decision_rows", ("id", typeof(byte[])), ("decided_at", typeof(long)), ("content_hash", typeof(byte[])),
            ("content", typeof(byte[])), ("decided_by", typeof(string)), ("reason", typeof(string)));
        var hashed = decisions.Select(it => (Decision: it, Hash: SHA256.HashData(it.Content.Span)))
            .DistinctBy(it => (it.Decision.Id, it.Decision.DecidedAt, Convert.ToHexString(it.Hash)))
            .OrderBy(it => it.Decision.Id).ThenBy(it => it.Decision.DecidedAt).ThenBy(it => Convert.ToHexString(it.Hash), StringComparer.Ordinal);
        foreach (var (it, hash) in hashed)
        {
            rows.Add(Bytes(it.Id), it.DecidedAt, hash, it.Content.ToArray(), it.DecidedBy, it.Reason);
        }

        return rows;
    }

    public static RowSet EntryChanges(IReadOnlyDictionary<EntryCountKey, long> changes)
    {
        var rows = new RowSet("dbo.entry_changes", ("survey", typeof(string)), ("batch", typeof(long)), ("state", typeof(byte)), ("entries", typeof(long)));
        foreach (var (key, change) in changes.Where(it => it.Value != 0)
            .OrderBy(it => it.Key.Survey, StringComparer.Ordinal).ThenBy(it => it.Key.Batch).ThenBy(it => it.Key.State))
        {
            rows.Add(key.Survey, key.Batch, (byte)key.State, change);
        }

        return rows;
    }

    /// <summary>Tallies with their counts, or keys alone where there is no tally.</summary>
    public static RowSet Tallies(IEnumerable<(TallyKey Key, Tally? Tally)> tallies)
    {
        var rows = new RowSet("dbo.tally_rows", ("survey", typeof(string)), ("dimension", typeof(string)), ("category", typeof(string)),
            ("province", typeof(string)), ("channel", typeof(byte)), ("counts", typeof(byte[])));
        foreach (var (key, tally) in tallies.OrderBy(it => it.Key.Survey, StringComparer.Ordinal).ThenBy(it => it.Key.Dimension, StringComparer.Ordinal)
            .ThenBy(it => it.Key.Category, StringComparer.Ordinal).ThenBy(it => it.Key.Province, StringComparer.Ordinal).ThenBy(it => it.Key.Channel))
        {
            rows.Add(key.Survey, key.Dimension, key.Category, key.Province, (byte)key.Channel, tally?.ToBytes());
        }

        return rows;
    }

    public static RowSet Figures(IEnumerable<(Geography Geography, ChannelChoice Channel, FigureRow Row)> figures)
    {
        var rows = new RowSet("dbo.figure_rows", ("geography", typeof(string)), ("channel", typeof(string)), ("indicator", typeof(string)),
            ("unit", typeof(string)), ("n", typeof(long)), ("satisfied", typeof(double)), ("score", typeof(double)), ("rank", typeof(int)),
            ("n1", typeof(long)), ("n2", typeof(long)), ("n3", typeof(long)), ("n4", typeof(long)), ("n5", typeof(long)),
            ("mean_satisfied", typeof(double)), ("mean_score", typeof(double)), ("mean_provinces", typeof(int)));
        foreach (var (geography, channel, row) in figures)
        {
            rows.Add(geography.Code, FigureRows.CodeOf(channel), row.Indicator, row.Unit, row.N, row.Satisfied, row.Score, row.Rank,
                row.Levels?[0], row.Levels?[1], row.Levels?[2], row.Levels?[3], row.Levels?[4],
                row.Mean?.Satisfied, row.Mean?.Score, row.Mean?.Provinces);
        }

        return rows;
    }

    // No code of ours is as long as the column; what is longer names nothing, and is cut rather than refused.
    private static string Code(string text) => text.Length <= 64 ? text : text[..64];
}
