using System.Text;
using CsCheck;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>The states of the entries of an id are a function of the set of its entries and decisions.</summary>
public sealed class CountingRuleProperties
{
    // Few values of everything, so that ties and repetitions are frequent. Three batches, the third withdrawn.
    private static readonly Guid?[] Batches = [null, A.Guid(1), A.Guid(2), A.Guid(3)];

    private static readonly Gen<JudgedEntry> AnyEntry = Gen.Select(
        Any.OneOf("a", "b", "c", "ab"), Gen.Long[0, 3], Any.Channel, Any.OneOf(Batches), Gen.Int[0, 2], Any.OneOf(true, false, false, false),
        (text, at, channel, batch, row, rejected) =>
        {
            var candidate = A.Candidate(text, at, channel, batch, row);
            return candidate with { BatchWithdrawn = batch == Batches[3], Rejection = rejected ? Rejections.InvalidForm : null };
        });

    private static readonly Gen<Decision> AnyDecision =
        Gen.Select(Any.OneOf("a", "b", "c", "ab", "none"), Gen.Long[0, 3], A.Decision);

    private static readonly Gen<(JudgedEntry[] Entries, Decision[] Decisions)> AnySet =
        Gen.Select(AnyEntry.Array[0, 8], AnyDecision.Array[0, 4]);

    [Fact]
    public void The_rule_gives_what_its_definition_says() =>
        AnySet.Sample((entries, decisions) => CountingRule.Judge(entries, decisions).SequenceEqual(Naive(entries, decisions)), iter: 20_000);

    [Fact]
    public void The_order_of_arrival_changes_nothing() =>
        AnySet.SelectMany(set => Gen.Select(Gen.Const(set), Gen.Shuffle(set.Entries), Gen.Shuffle(set.Decisions))).Sample((set, entries, decisions) =>
            Described(set.Entries, CountingRule.Judge(set.Entries, set.Decisions))
                .SequenceEqual(Described(entries, CountingRule.Judge(entries, decisions))), iter: 20_000);

    [Fact]
    public void Exactly_one_entry_is_counted_if_there_is_a_candidate_and_none_otherwise() =>
        AnySet.Sample((entries, decisions) =>
            CountingRule.Judge(entries, decisions).Count(state => state == EntryState.Counted) == (entries.Any(it => it.IsCandidate) ? 1 : 0),
            iter: 20_000);

    [Fact]
    public void Repetitions_and_repeated_decisions_leave_the_counted_content_as_it_was() =>
        AnySet.Where(set => set.Entries.Length > 0).SelectMany(set => Gen.Select(Gen.Const(set), Gen.Int[0, set.Entries.Length - 1]))
            .Sample((set, repeated) =>
            {
                var once = CountedContent(set.Entries, set.Decisions);
                var twice = CountedContent([.. set.Entries, set.Entries[repeated]], [.. set.Decisions, .. set.Decisions]);
                return once == twice;
            }, iter: 5_000);

    [Fact]
    public void Withdrawing_a_batch_gives_what_there_would_be_without_its_entries() =>
        AnySet.Sample((entries, decisions) =>
        {
            var withdrawn = entries.Select(it => it.Entry.Batch == Batches[1] ? it with { BatchWithdrawn = true } : it).ToArray();
            var without = entries.Where(it => it.Entry.Batch != Batches[1]).ToArray();
            return CountingRule.Judge(withdrawn, decisions).Where((_, i) => !withdrawn[i].BatchWithdrawn)
                .SequenceEqual(CountingRule.Judge(without, decisions).Where((_, i) => !without[i].BatchWithdrawn));
        }, iter: 5_000);

    /// <summary>
    /// The definition, written down once more and differently: sort keys as text, whole lists instead of a search.
    /// "Counted is the earliest candidate (receivedAt, content bytes, channel, batch, row); the latest decision whose content some
    /// candidate has narrows the choice to that content."
    /// </summary>
    private static EntryState[] Naive(JudgedEntry[] entries, Decision[] decisions)
    {
        var candidates = entries.Where(it => !it.BatchWithdrawn && it.Rejection is null).ToList();
        var decided = decisions.Select(it => (it.DecidedAt, Content: Text(it.Content)))
            .Where(it => candidates.Exists(candidate => Text(candidate.Entry.Content) == it.Content))
            .OrderBy(it => it.DecidedAt).ThenBy(it => it.Content, StringComparer.Ordinal).Select(it => it.Content).LastOrDefault();
        var counted = candidates.Where(it => decided is null || Text(it.Entry.Content) == decided)
            .OrderBy(it => it.Entry.ReceivedAt).ThenBy(it => Text(it.Entry.Content), StringComparer.Ordinal).ThenBy(it => (int)it.Entry.Channel)
            .ThenBy(it => it.Entry.Batch?.ToString() ?? "", StringComparer.Ordinal).ThenBy(it => it.Entry.Row).FirstOrDefault();
        return [.. entries.Select(it =>
            it.BatchWithdrawn ? EntryState.Withdrawn
            : it.Rejection is not null ? EntryState.Rejected
            : ReferenceEquals(it, counted) ? EntryState.Counted
            : Text(it.Entry.Content) == Text(counted!.Entry.Content) ? EntryState.Duplicate
            : EntryState.Conflict)];
    }

    // States by what the entries say: of entries that are the same in everything, any may be the counted one.
    private static IEnumerable<string> Described(JudgedEntry[] entries, EntryState[] states) =>
        entries.Zip(states, (it, state) => string.Join('|', Text(it.Entry.Content), it.Entry.ReceivedAt, it.Entry.Channel, it.Entry.Batch,
            it.Entry.Row, it.Rejection, it.BatchWithdrawn, state)).Order(StringComparer.Ordinal);

    private static string? CountedContent(JudgedEntry[] entries, Decision[] decisions)
    {
        var counted = Array.IndexOf(CountingRule.Judge(entries, decisions), EntryState.Counted);
        return counted < 0 ? null : Text(entries[counted].Entry.Content);
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.Latin1.GetString(bytes.Span);
}
