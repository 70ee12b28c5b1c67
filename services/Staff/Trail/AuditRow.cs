using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.Trail;

/// <summary>An entry as it stands in the store. Filled by name: what a database says of the type of a column depends on what is in it.</summary>
internal sealed class AuditRow
{
    public long Sequence { get; init; }

    public long At { get; init; }

    public string ActorId { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Role { get; init; } = "";

    public string Action { get; init; } = "";

    public string Target { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Address { get; init; } = "";

    public string Detail { get; init; } = "";

    public byte[] Previous { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    public static AuditRow Of(AuditEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At.ToUnixMicroseconds(),
        ActorId = entry.Record.ActorId,
        Actor = entry.Record.Actor,
        Role = entry.Record.Role,
        Action = entry.Record.Action,
        Target = entry.Record.Target,
        Outcome = AuditChain.Code(entry.Record.Outcome),
        Address = entry.Record.Address,
        Detail = entry.Record.Detail,
        Previous = entry.Previous,
        Hash = entry.Hash,
    };

    /// <summary>The entry, whatever somebody may have put there behind our back; whether it is as it was written, <see cref="Says"/> tells.</summary>
    public AuditEntry ToEntry() => new(Sequence, Moments.FromUnixMicroseconds(At), new AuditRecord(ActorId, Actor, Role, Action, Target,
        Outcome == AuditChain.Code(AuditOutcome.Done) ? AuditOutcome.Done : AuditOutcome.Refused, Address, Detail), Previous, Hash);

    /// <summary>Whether the row says what the entry says: a time or an outcome that there is none of becomes another one in an entry.</summary>
    public bool Says(AuditEntry entry) => At == entry.At.ToUnixMicroseconds() && Outcome == AuditChain.Code(entry.Record.Outcome);
}
