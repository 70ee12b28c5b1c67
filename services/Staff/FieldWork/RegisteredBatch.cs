namespace SipasSurvey.Staff.FieldWork;

/// <summary>A paper batch (lô phiếu) as whoever sent it knows it. What became of its sheets is counted elsewhere.</summary>
/// <param name="Opening">Whose it is.</param>
/// <param name="StartedAt">When its file first arrived.</param>
/// <param name="Totals">What was found in the file; all zero until it was read.</param>
/// <param name="Sent">Sheets that are safe in the queue so far.</param>
/// <param name="ClosedAt">When all were; null while the batch is incomplete.</param>
/// <param name="Withdrawal">Its withdrawal, or null.</param>
public sealed record RegisteredBatch(
    BatchOpening Opening, DateTimeOffset StartedAt, BatchTotals Totals, int Sent, DateTimeOffset? ClosedAt, BatchWithdrawal? Withdrawal)
{
    /// <summary>Batch id.</summary>
    public Guid Id => Opening.Id;
}

/// <summary>Whose a batch is. Sent again under its id, it has to be the same survey, province and team.</summary>
/// <param name="Id">Batch id.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team; empty without one.</param>
/// <param name="FileName">Name of the file.</param>
/// <param name="SentById">Who sent it, for good.</param>
/// <param name="SentBy">Name of who sent it.</param>
/// <param name="ConflictsAccepted">Whether a supervisor said that its sheets may be those of other batches.</param>
public sealed record BatchOpening(
    Guid Id, string Survey, string Province, string Team, string FileName, string SentById, string SentBy, bool ConflictsAccepted);

/// <summary>What was found in the file of a batch.</summary>
/// <param name="Rows">Rows with a sheet.</param>
/// <param name="Accepted">Those that were taken.</param>
/// <param name="Rejected">Those that were refused with an error.</param>
/// <param name="Invalid">Of the accepted, those with too few answers to count (phiếu không hợp lệ).</param>
/// <param name="Illegible">Cells with two boxes ticked, or that could not be read: blanks in the figures.</param>
public sealed record BatchTotals(int Rows, int Accepted, int Rejected, int Invalid, int Illegible)
{
    /// <summary>Nothing was read yet.</summary>
    public static readonly BatchTotals None = new(0, 0, 0, 0, 0);
}

/// <summary>The withdrawal of a batch.</summary>
/// <param name="At">When.</param>
/// <param name="By">Name of who withdrew it.</param>
/// <param name="Reason">Why, in their words; <c>shared-serials</c> and the id of the other batch when the service did.</param>
public sealed record BatchWithdrawal(DateTimeOffset At, string By, string Reason);

/// <summary>What becomes of a batch that is about to be sent.</summary>
public enum BatchStart
{
    /// <summary>Its id was not known.</summary>
    New,

    /// <summary>It was sent before, by the same team for the same survey and province: a repetition.</summary>
    Repeated,

    /// <summary>Its id is that of another batch.</summary>
    OfAnother,

    /// <summary>It was withdrawn, and stays so.</summary>
    Withdrawn,
}

/// <summary>Which batches to list.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Provinces">Only of these provinces; null for all.</param>
/// <param name="Team">Only of this team; null for all.</param>
public sealed record BatchQuery(string Survey, IReadOnlyCollection<string>? Provinces = null, string? Team = null);
