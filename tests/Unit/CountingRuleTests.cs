using SipasSurvey.Domain;
using static SipasSurvey.Domain.EntryState;

namespace SipasSurvey.UnitTests;

public sealed class CountingRuleTests
{
    private static readonly Guid Batch1 = new("10000000-0000-4000-8000-000000000000");
    private static readonly Guid Batch2 = new("20000000-0000-4000-8000-000000000000");

    [Fact]
    public void A_single_entry_is_counted() => Expect([Counted], [A.Candidate("x", 1)]);

    [Fact]
    public void The_earliest_candidate_is_counted() =>
        Expect([Conflict, Counted, Conflict], [A.Candidate("x", 2), A.Candidate("y", 1), A.Candidate("z", 3)]);

    [Fact]
    public void A_repetition_is_a_duplicate_and_another_content_a_conflict() =>
        Expect([Counted, Duplicate, Conflict], [A.Candidate("x", 1), A.Candidate("x", 2), A.Candidate("y", 3)]);

    [Fact]
    public void Among_entries_of_one_moment_the_smaller_content_is_counted() =>
        Expect([Conflict, Counted, Conflict], [A.Candidate("b", 1), A.Candidate("a", 1), A.Candidate("a\u0001", 1)]);

    [Fact]
    public void Then_the_channel_decides() =>
        Expect([Duplicate, Counted, Duplicate],
            [A.Candidate("x", 1, Channel.Open), A.Candidate("x", 1, Channel.Paper), A.Candidate("x", 1, Channel.Invited)]);

    [Fact]
    public void Then_the_batch_decides_and_none_comes_first() =>
        Expect([Duplicate, Duplicate, Counted],
            [A.Candidate("x", 1, batch: Batch2), A.Candidate("x", 1, batch: Batch1), A.Candidate("x", 1, batch: null)]);

    [Fact]
    public void Batches_are_ordered_as_their_16_bytes_are()
    {
        var high = new Guid("80000000-0000-4000-8000-000000000000");
        var low = new Guid("0f000000-ffff-4fff-8fff-ffffffffffff");
        Expect([Duplicate, Counted], [A.Candidate("x", 1, batch: high), A.Candidate("x", 1, batch: low)]);
    }

    [Fact]
    public void Then_the_row_decides() =>
        Expect([Duplicate, Counted], [A.Candidate("x", 1, batch: Batch1, row: 10), A.Candidate("x", 1, batch: Batch1, row: 9)]);

    [Fact]
    public void Withdrawn_comes_before_rejected_and_rejected_before_the_rest() =>
        Expect([Withdrawn, Withdrawn, Rejected, Counted],
            [Withdraw(Reject(A.Candidate("x", 1))), Withdraw(A.Candidate("x", 2)), Reject(A.Candidate("x", 3)), A.Candidate("x", 4)]);

    [Fact]
    public void Without_a_candidate_nothing_is_counted() =>
        Expect([Withdrawn, Rejected], [Withdraw(A.Candidate("x", 1)), Reject(A.Candidate("x", 2))], A.Decision("x", 9));

    [Fact]
    public void A_rejected_entry_never_holds_the_id() => Expect([Rejected, Counted], [Reject(A.Candidate("x", 1)), A.Candidate("y", 2)]);

    [Fact]
    public void When_the_counted_entrys_batch_is_withdrawn_the_next_entry_takes_over()
    {
        JudgedEntry[] entries = [A.Candidate("x", 1, batch: Batch1), A.Candidate("y", 2, batch: Batch2), A.Candidate("y", 3)];
        Expect([Counted, Conflict, Conflict], entries);
        Expect([Withdrawn, Counted, Duplicate], [Withdraw(entries[0]), .. entries[1..]]);
    }

    [Fact]
    public void A_decision_makes_the_earliest_entry_with_its_content_count() =>
        Expect([Conflict, Counted, Duplicate], [A.Candidate("x", 1), A.Candidate("y", 2), A.Candidate("y", 3)], A.Decision("y", 9));

    [Fact]
    public void The_latest_decision_is_followed() =>
        Expect([Counted, Conflict], [A.Candidate("x", 1), A.Candidate("y", 2)], A.Decision("x", 11), A.Decision("y", 10));

    [Fact]
    public void A_decision_for_content_that_no_entry_has_is_ignored() =>
        Expect([Conflict, Counted], [A.Candidate("x", 1), A.Candidate("y", 2)], A.Decision("y", 10), A.Decision("z", 11));

    [Fact]
    public void A_decision_for_content_of_a_withdrawn_or_rejected_entry_is_ignored() =>
        Expect([Withdrawn, Rejected, Counted, Conflict],
            [Withdraw(A.Candidate("a", 1)), Reject(A.Candidate("b", 2)), A.Candidate("x", 3), A.Candidate("y", 4)],
            A.Decision("a", 11), A.Decision("b", 10));

    [Fact]
    public void Of_two_decisions_in_one_microsecond_the_greater_content_wins() =>
        Expect([Conflict, Counted], [A.Candidate("x", 1), A.Candidate("y", 2)], A.Decision("x", 10), A.Decision("y", 10));

    [Fact]
    public void A_correction_ends_with_its_batch()
    {
        var original = A.Candidate("wrong", 1);
        var correction = A.Candidate("right", 2, batch: Batch1);
        Expect([Conflict, Counted], [original, correction], A.Decision("right", 3));
        Expect([Counted, Withdrawn], [original, Withdraw(correction)], A.Decision("right", 3));
    }

    [Fact]
    public void No_entries_have_no_states() => Expect([], []);

    private static JudgedEntry Withdraw(JudgedEntry entry) => entry with { BatchWithdrawn = true };

    private static JudgedEntry Reject(JudgedEntry entry) => entry with { Rejection = Rejections.InvalidForm };

    private static void Expect(EntryState[] expected, JudgedEntry[] entries, params Decision[] decisions)
    {
        Assert.Equal(expected, CountingRule.Judge(entries, decisions));
        Assert.Equal(Enumerable.Reverse(expected), CountingRule.Judge([.. Enumerable.Reverse(entries)], [.. Enumerable.Reverse(decisions)]));
    }
}
