namespace SipasSurvey.Domain;

/// <summary>Which content of a response id shall count, as a person with the right to decide it said.</summary>
/// <param name="Id">The response id.</param>
/// <param name="Content">Canonical bytes of the content that shall count.</param>
/// <param name="DecidedAt">Microseconds since 1970-01-01 UTC; the latest decision that can be followed is followed.</param>
/// <param name="DecidedBy">Who decided.</param>
/// <param name="Reason">Why, in their words.</param>
public sealed record Decision(Guid Id, ReadOnlyMemory<byte> Content, long DecidedAt, string DecidedBy, string Reason);

/// <summary>An entry with what was found when it was first stored and what became of its batch since.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Rejection">Reason of <see cref="Rejections"/>, or null.</param>
/// <param name="BatchWithdrawn">Whether its batch was withdrawn.</param>
public sealed record JudgedEntry(Entry Entry, string? Rejection, bool BatchWithdrawn)
{
    /// <summary>Whether the entry may be the counted one of its id.</summary>
    public bool IsCandidate => Rejection is null && !BatchWithdrawn;
}

/// <summary>
/// The rule that decides every hard case: the states of the entries of one response id are a function of the set of its entries and
/// decisions. Neither the order in which they arrived nor repetitions change which content is counted.
/// </summary>
public static class CountingRule
{
    /// <summary>
    /// The state of each entry of one response id, in the order given. Counted is the earliest candidate; the latest decision whose
    /// content some candidate has narrows the choice to that content.
    /// </summary>
    public static EntryState[] Judge(IReadOnlyList<JudgedEntry> entries, IReadOnlyList<Decision> decisions)
    {
        var counted = Counted(entries, decisions);
        var states = new EntryState[entries.Count];
        for (var i = 0; i < states.Length; i++)
        {
            states[i] = entries[i] switch
            {
                { BatchWithdrawn: true } => EntryState.Withdrawn,
                { Rejection: not null } => EntryState.Rejected,
                _ when i == counted => EntryState.Counted,
                _ when SameContent(entries[i], entries[counted]) => EntryState.Duplicate,
                _ => EntryState.Conflict,
            };
        }

        return states;
    }

    private static int Counted(IReadOnlyList<JudgedEntry> entries, IReadOnlyList<Decision> decisions)
    {
        var decided = Followed(entries, decisions);
        var first = -1;
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].IsCandidate
                && (decided is null || entries[i].Entry.Content.Span.SequenceEqual(decided.Content.Span))
                && (first < 0 || Compare(entries[i].Entry, entries[first].Entry) < 0))
            {
                first = i;
            }
        }

        return first;
    }

    /// <summary>The decision that is followed for one response id: the latest whose content some candidate has; null without one.</summary>
    public static Decision? Followed(IReadOnlyList<JudgedEntry> entries, IReadOnlyList<Decision> decisions)
    {
        Decision? latest = null;
        foreach (var decision in decisions)
        {
            var canBeFollowed = entries.Any(it => it.IsCandidate && it.Entry.Content.Span.SequenceEqual(decision.Content.Span));
            if (canBeFollowed && (latest is null || IsLater(decision, latest)))
            {
                latest = decision;
            }
        }

        return latest;
    }

    // Two decisions in the same microsecond: the greater content wins, so that the order of arrival does not matter.
    private static bool IsLater(Decision decision, Decision other) =>
        decision.DecidedAt != other.DecidedAt
            ? decision.DecidedAt > other.DecidedAt
            : decision.Content.Span.SequenceCompareTo(other.Content.Span) > 0;

    /// <summary>Order of entries of one id: received earlier, then content bytes, channel, batch (none first) and row.</summary>
    public static int Compare(Entry left, Entry right)
    {
        var order = left.ReceivedAt.CompareTo(right.ReceivedAt);
        order = order != 0 ? order : left.Content.Span.SequenceCompareTo(right.Content.Span);
        order = order != 0 ? order : left.Channel.CompareTo(right.Channel);
        order = order != 0 ? order : Nullable.Compare(left.Batch, right.Batch);
        return order != 0 ? order : left.Row.CompareTo(right.Row);
    }

    private static bool SameContent(JudgedEntry left, JudgedEntry right) => left.Entry.Content.Span.SequenceEqual(right.Entry.Content.Span);
}
