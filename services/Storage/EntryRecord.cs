using SipasSurvey.Domain;

namespace SipasSurvey.Storage;

/// <summary>
/// A row of <c>entry</c> with its batch, as a database returns it. Dapper sets properties rather than calling a constructor, because SQLite
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
    public long HoldsClaim { get; init; }
    public long Suspicion { get; init; }

    public EntryRow ToRow()
    {
        var batch = BatchId is null ? null : new BatchRow(new Guid(BatchId, bigEndian: true), BatchNumber!.Value, BatchWithdrawn == 1);
        var entry = new Entry(new Guid(Id, bigEndian: true), (Channel)Channel, batch?.Id, (int)Row, ReceivedAt, Content);
        return new EntryRow(entry, (int)Ordinal, batch, Rejection, (EntryState)State) { HoldsClaim = HoldsClaim == 1, Suspicions = (Suspicions)Suspicion };
    }

    public StoredEntry ToStored()
    {
        var row = ToRow();
        return new StoredEntry(row.Entry, row.State, row.Rejection);
    }
}

/// <summary>A row of <c>batch</c>, as a database returns it.</summary>
internal sealed class BatchRecord
{
    public byte[] Id { get; init; } = [];
    public long Number { get; init; }
    public string? Survey { get; init; }
    public string? Province { get; init; }
    public string? Team { get; init; }
    public string? FileName { get; init; }
    public string? SentBy { get; init; }
    public int? Rows { get; init; }
    public int? Accepted { get; init; }
    public int? Rejected { get; init; }
    public bool Simulated { get; init; }
    public long? ClosedAt { get; init; }
    public long? WithdrawnAt { get; init; }
    public string? WithdrawnBy { get; init; }
    public string? Reason { get; init; }

    /// <param name="counts">Its entries by state, and by the survey that they name.</param>
    public BatchFacts ToFacts(IEnumerable<BatchCountRecord> counts) => new(
        new Guid(Id, bigEndian: true),
        Survey ?? counts.Select(it => it.Survey).Where(survey => survey.Length > 0).Min(StringComparer.Ordinal),
        ClosedAt is { } closed
            ? new BatchClosing(Survey ?? "", Province ?? "", Team ?? "", FileName ?? "", SentBy ?? "", Rows ?? 0, Accepted ?? 0, Rejected ?? 0, Simulated,
                UnixMicroseconds.ToDateTimeOffset(closed))
            : null,
        WithdrawnAt is { } withdrawn ? new StoredWithdrawal(UnixMicroseconds.ToDateTimeOffset(withdrawn), WithdrawnBy ?? "", Reason ?? "") : null,
        EntryCounts.Of(counts.Select(it => ((EntryState)it.State, it.Entries))));
}

/// <summary>A row of <c>entry_count</c>, as a database returns it.</summary>
internal sealed class BatchCountRecord
{
    public long Batch { get; init; }
    public string Survey { get; init; } = "";
    public long State { get; init; }
    public long Entries { get; init; }
}

/// <summary>A closed batch that is still to be judged, as a database returns it.</summary>
internal sealed class UnjudgedRecord
{
    public byte[] Id { get; init; } = [];
    public long Number { get; init; }
    public long Withdrawn { get; init; }
    public long Accepted { get; init; }
    public long Entries { get; init; }

    public UnjudgedBatch ToBatch() => new(new BatchRow(new Guid(Id, bigEndian: true), Number, Withdrawn == 1), Accepted, Entries);
}

/// <summary>A row of <c>decision</c>, as a database returns it.</summary>
internal sealed record DecisionRecord(byte[] Id, byte[] Content, long DecidedAt, string DecidedBy, string Reason)
{
    public Decision ToDecision() => new(new Guid(Id, bigEndian: true), Content, DecidedAt, DecidedBy, Reason);
}

/// <summary>A row of <c>figure</c>, as a database returns it.</summary>
internal sealed class FigureRecord
{
    public string Unit { get; init; } = "";
    public string Indicator { get; init; } = "";
    public long N { get; init; }
    public double? Satisfied { get; init; }
    public double? Score { get; init; }
    public int? Rank { get; init; }
    public long? N1 { get; init; }
    public long N2 { get; init; }
    public long N3 { get; init; }
    public long N4 { get; init; }
    public long N5 { get; init; }
    public double? MeanSatisfied { get; init; }
    public double? MeanScore { get; init; }
    public int? MeanProvinces { get; init; }

    public FigureRow ToRow() => new(Unit, Indicator, N, Satisfied, Score, Rank,
        N1 is { } n1 ? [n1, N2, N3, N4, N5] : null,
        MeanProvinces is { } provinces ? new MeanOfProvinces(MeanSatisfied, MeanScore, provinces) : null);
}
