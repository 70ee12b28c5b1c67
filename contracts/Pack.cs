using SipasSurvey.Domain;

namespace SipasSurvey.Contracts;

/// <summary>
/// What travels from Intake to Aggregator: facts that one producer recorded, in order. A pack is stored completely or not at all, and
/// never twice: (<see cref="Producer"/>, <see cref="Sequence"/>) is its identity.
/// </summary>
/// <param name="Producer">The running Intake that made it; a new one with every start.</param>
/// <param name="Sequence">Number of the pack at its producer, from 1; 0 for a pack that only reports counts and may be stored repeatedly.</param>
/// <param name="Counts">Entries that the producer has put into packs so far, this one included, per survey.</param>
/// <param name="Records">The facts.</param>
public sealed record Pack(Guid Producer, long Sequence, IReadOnlyList<SurveyCount> Counts, IReadOnlyList<PackRecord> Records)
{
    /// <summary>A pack holds at most this many entries, so that one that must be repeated is repeated fast.</summary>
    public const int MostEntries = 500;

    /// <summary>A pack is closed when its body reaches this size, in bytes.</summary>
    public const int MostBytes = 256 * 1024;
}

/// <summary>Number of entries of a survey.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Entries">Entries, cumulative.</param>
public sealed record SurveyCount(string Survey, long Entries);

/// <summary>One fact in a pack.</summary>
public abstract record PackRecord;

/// <summary>A response was received.</summary>
/// <param name="Entry">The response as it came.</param>
/// <param name="Suspicions">Why it may not be a person's.</param>
/// <param name="SealedClaim">The identity behind its invitation, or behind its printed serial, sealed (<see cref="ClaimKeys"/>); empty without one.</param>
public sealed record EntryReceived(Entry Entry, Suspicions Suspicions = Suspicions.None, ReadOnlyMemory<byte> SealedClaim = default) : PackRecord;

/// <summary>A paper batch was sent completely; until this arrives, the batch is incomplete. Its entries count all the same.</summary>
/// <param name="Batch">Batch id.</param>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code.</param>
/// <param name="Team">Survey team; empty when none was named.</param>
/// <param name="FileName">Name of the file that was sent.</param>
/// <param name="SentBy">Who sent it.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Accepted">Rows that became entries.</param>
/// <param name="Rejected">Rows that were refused with an error.</param>
/// <param name="Simulated">Whether the responses are simulated (Dữ liệu mô phỏng).</param>
/// <param name="ClosedAt">Microseconds since 1970-01-01 UTC.</param>
/// <param name="ConflictsAccepted">
/// Whether a supervisor said that its sheets may be those of other batches; otherwise one that shares serials with another is withdrawn.
/// </param>
public sealed record BatchClosed(
    Guid Batch, string Survey, string Province, string Team, string FileName, string SentBy, int Rows, int Accepted, int Rejected,
    bool Simulated, long ClosedAt, bool ConflictsAccepted) : PackRecord;

/// <summary>A batch was withdrawn: its entries leave every figure, those that are still on their way too.</summary>
/// <param name="Batch">Batch id.</param>
/// <param name="WithdrawnAt">Microseconds since 1970-01-01 UTC.</param>
/// <param name="WithdrawnBy">Who withdrew it.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record BatchWithdrawn(Guid Batch, long WithdrawnAt, string WithdrawnBy, string Reason) : PackRecord;

/// <summary>It was decided which content of a response id counts.</summary>
/// <param name="Decision">The decision.</param>
public sealed record ContentDecided(Decision Decision) : PackRecord;

/// <summary>A producer reports how many entries the broker has confirmed so far, so that a lost last pack shows as waiting.</summary>
/// <param name="Counts">Confirmed entries per survey, cumulative.</param>
public sealed record EntriesReported(IReadOnlyList<SurveyCount> Counts) : PackRecord;

/// <summary>The message on the queue: a pack in its binary form (<see cref="PackFormat"/>), which is the whole body.</summary>
/// <param name="Body">The encoded pack.</param>
public sealed record PackPublished(ReadOnlyMemory<byte> Body);

/// <summary>Answer to <see cref="PackPublished"/> where Intake and Aggregator share a process: the pack is committed.</summary>
/// <param name="Producer">As in the pack.</param>
/// <param name="Sequence">As in the pack.</param>
public sealed record PackStored(Guid Producer, long Sequence);
