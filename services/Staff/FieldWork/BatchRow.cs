using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.FieldWork;

/// <summary>A row of field_batch as it is read.</summary>
internal sealed class BatchRow
{
    public byte[] Id { get; init; } = [];

    public string Survey { get; init; } = "";

    public string Province { get; init; } = "";

    public string Team { get; init; } = "";

    public string FileName { get; init; } = "";

    public string SentById { get; init; } = "";

    public string SentBy { get; init; } = "";

    public long StartedAt { get; init; }

    public int ConflictsAccepted { get; init; }

    public int Rows { get; init; }

    public int Accepted { get; init; }

    public int Rejected { get; init; }

    public int Invalid { get; init; }

    public int Illegible { get; init; }

    public int Sent { get; init; }

    public long? ClosedAt { get; init; }

    public long? WithdrawnAt { get; init; }

    public string? WithdrawnBy { get; init; }

    public string? Reason { get; init; }

    public RegisteredBatch ToBatch() => new(
        new BatchOpening(new Guid(Id, bigEndian: true), Survey, Province, Team, FileName, SentById, SentBy, ConflictsAccepted == 1),
        Moments.FromUnixMicroseconds(StartedAt), new BatchTotals(Rows, Accepted, Rejected, Invalid, Illegible), Sent,
        ClosedAt is { } closed ? Moments.FromUnixMicroseconds(closed) : null,
        WithdrawnAt is { } at ? new BatchWithdrawal(Moments.FromUnixMicroseconds(at), WithdrawnBy ?? "", Reason ?? "") : null);
}
