namespace SipasSurvey.Staff.Trail;

/// <summary>What became of what somebody tried.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was refused: not permitted, or not proven who asks.</summary>
    Refused,
}

/// <summary>What is written into the trail: who did what to what, and from where. Never an answer, a key, a token or a password.</summary>
/// <param name="ActorId">Who, for good; empty when nobody is known, e.g. at a wrong password.</param>
/// <param name="Actor">Name of the actor; <see cref="Nobody"/> when none is known.</param>
/// <param name="Role">Role in which it was done; empty without one.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Target">What it was done to, e.g. <c>sipas-2024/10</c>; may be empty.</param>
/// <param name="Outcome">Done or refused.</param>
/// <param name="Address">Network address that it came from; <see cref="OnThisMachine"/> for a command.</param>
/// <param name="Detail">What else matters, e.g. the reason of a refusal; may be empty.</param>
public sealed record AuditRecord(
    string ActorId, string Actor, string Role, string Action, string Target, AuditOutcome Outcome, string Address, string Detail = "")
{
    /// <summary>Actor when nobody is known.</summary>
    public const string Nobody = "-";

    /// <summary>Address of a command that an operator runs on the machine.</summary>
    public const string OnThisMachine = "machine";
}

/// <summary>One entry of the trail.</summary>
/// <param name="Sequence">Its number; the first is 1, and none is missing.</param>
/// <param name="At">When it was written, to the microsecond.</param>
/// <param name="Record">What happened.</param>
/// <param name="Previous">Hash of the entry before; 32 zero bytes for the first.</param>
/// <param name="Hash">SHA-256 over <see cref="Previous"/> and everything above, see <see cref="AuditChain"/>.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, AuditRecord Record, byte[] Previous, byte[] Hash);
