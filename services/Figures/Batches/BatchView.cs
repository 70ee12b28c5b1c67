using System.Text.Json.Serialization;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Batches;

/// <summary>A paper batch (lô phiếu) and what became of its sheets.</summary>
/// <param name="Id">Batch id.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Two-digit code in the survey's geography; null while only sheets of a batch are known, and not whose it is.</param>
/// <param name="Team">Survey team (tổ khảo sát); null without one.</param>
/// <param name="FileName">Name of the file; null while it is not known.</param>
/// <param name="SentBy">Who sent it; null while it is not known.</param>
/// <param name="StartedAt">When its file first arrived, in UTC; null while it is not known.</param>
/// <param name="ClosedAt">When all of it was sent, in UTC; null while it is incomplete.</param>
/// <param name="Rows">Rows of the file with a sheet.</param>
/// <param name="Accepted">Rows that were taken (đã tiếp nhận).</param>
/// <param name="RefusedRows">Rows that were refused with an error; they are no entries.</param>
/// <param name="Invalid">Of the accepted, those with too few answers (phiếu không hợp lệ); null when it is not known any more.</param>
/// <param name="Illegible">Cells with two boxes ticked or that could not be read; null when it is not known any more.</param>
/// <param name="Sent">Sheets that are safe in the queue.</param>
/// <param name="Counted">Entries that are in the figures (đã tính). A sheet that was sent again or corrected has several entries, one of which counts.</param>
/// <param name="Duplicate">Entries that say what is counted already (trùng, đã tính trước đó).</param>
/// <param name="Conflict">Entries that say something else than what is counted under their serial (trùng số, khác nội dung).</param>
/// <param name="Rejected">Entries that cannot be counted (không hợp lệ).</param>
/// <param name="Withdrawn">Entries that left the figures with the batch (đã rút).</param>
/// <param name="State">Whether it is complete, or withdrawn.</param>
/// <param name="Withdrawal">Its withdrawal; null unless it was withdrawn.</param>
/// <param name="Simulated">Whether its responses are simulated (dữ liệu mô phỏng); left out when not.</param>
public sealed record BatchView(
    Guid Id, string Survey, string? Province, string? Team, string? FileName, string? SentBy, DateTime? StartedAt, DateTime? ClosedAt,
    int Rows, int Accepted, int RefusedRows, int? Invalid, int? Illegible,
    long Sent, long Counted, long Duplicate, long Conflict, long Rejected, long Withdrawn,
    [property: JsonConverter(typeof(CamelCaseEnum<BatchState>))] BatchState State, WithdrawalView? Withdrawal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Simulated)
{
    /// <summary>
    /// Sheets that were sent and are not stored yet; 0 once all are. Repetitions of sheets that are stored already make it too small, so it is
    /// at least 1 until the closing message, which comes behind all sheets, is stored too.
    /// </summary>
    public long Waiting => Math.Max(State == BatchState.Live && !IsClosingStored ? 1 : 0, Sent - Counted - Duplicate - Conflict - Rejected - Withdrawn);

    /// <summary>Whether the message that all of it was sent is stored.</summary>
    [JsonIgnore]
    public bool IsClosingStored { get; init; }

    /// <summary>
    /// Puts together what whoever sent a batch knows and what the database knows. One of them may not know it: it was just begun, it is of the demo,
    /// or the register was restored from before it.
    /// </summary>
    internal static BatchView Of(string survey, RegisteredBatch? registered, BatchFacts? stored)
    {
        var (opening, closing, entries) = (registered?.Opening, stored?.Closing, stored?.Entries ?? EntryCounts.None);
        var totals = registered?.Totals is { Rows: > 0 } read ? read : null;
        var closedAt = registered?.ClosedAt ?? closing?.At;
        var withdrawal = WithdrawalView.Of(registered, stored);
        return new BatchView(
            registered?.Id ?? stored!.Id, survey, opening?.Province ?? closing?.Province, Known(opening?.Team ?? closing?.Team),
            opening?.FileName ?? closing?.FileName, opening?.SentBy ?? closing?.SentBy, (registered?.StartedAt ?? closing?.At)?.UtcDateTime, closedAt?.UtcDateTime,
            totals?.Rows ?? closing?.Rows ?? 0, totals?.Accepted ?? closing?.Accepted ?? 0, totals?.Rejected ?? closing?.Rejected ?? 0,
            registered?.Totals.Invalid, registered?.Totals.Illegible,
            Math.Max(registered?.Sent ?? 0, closing?.Accepted ?? (registered is null ? entries.Total : 0)),
            entries.Counted, entries.Duplicate, entries.Conflict, entries.Rejected, entries.Withdrawn,
            withdrawal is not null ? BatchState.Withdrawn : closedAt is not null ? BatchState.Live : BatchState.Incomplete,
            withdrawal, closing?.Simulated ?? false)
        {
            IsClosingStored = closing is not null,
        };
    }

    private static string? Known(string? text) => text is { Length: > 0 } ? text : null;
}

/// <summary>State of a batch.</summary>
public enum BatchState
{
    /// <summary>Its closing message has not been sent: sending it again is safe. What has arrived counts all the same.</summary>
    Incomplete,

    /// <summary>All of it was sent.</summary>
    Live,

    /// <summary>Đã rút: it left every figure.</summary>
    Withdrawn,
}

/// <summary>The withdrawal of a batch.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="By">Who withdrew it; <c>SIPAS</c> when the service did.</param>
/// <param name="Reason">Why, in their words; <c>shared-serials</c> when the service did.</param>
/// <param name="SharedWith">The batch with which it shares most of its serials; null when a person withdrew it, or there is none to name.</param>
public sealed record WithdrawalView(DateTime At, string By, string Reason, Guid? SharedWith)
{
    // What is stored is what took effect; the register knows of it earlier, while the message is on its way.
    internal static WithdrawalView? Of(RegisteredBatch? registered, BatchFacts? stored) =>
        stored?.Withdrawal is { } done ? Of(done.At, done.By, done.Reason)
        : registered?.Withdrawal is { } said ? Of(said.At, said.By, said.Reason)
        : null;

    private static WithdrawalView Of(DateTimeOffset at, string by, string reason) => SharedSerials.TryRead(by, reason, out var other)
        ? new WithdrawalView(at.UtcDateTime, by, SharedSerials.ReasonOf(null), other)
        : new WithdrawalView(at.UtcDateTime, by, reason, null);
}
