using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.StoredCounts;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Which entry of an id counts; the same on every database.</summary>
public abstract class CountedEntryTests
{
    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task The_same_content_again_is_a_duplicate_and_other_content_a_conflict()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1), A.Entry(id, A.Content(5), second: 2))], default);
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(2), second: 3))], default);

        await AssertReconciles(database, counted: 1, duplicate: 1, conflict: 1);
        var state = await database.Figures.FindResponse(id, default);
        Assert.Equal(new ResponseState(EntryState.Counted, true, A.Noon.AddSeconds(1).ToUniversalTime()), state);
    }

    [SkippableFact]
    public async Task An_earlier_entry_that_arrives_later_becomes_the_counted_one()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 9))], default);
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(1), second: 3))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, conflict: 1);
    }

    [SkippableFact]
    public async Task Withdrawing_a_batch_lets_the_next_entry_take_over()
    {
        await using var database = await Migrated();
        var (id, batch) = (Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1, batch), A.Entry(id, A.Content(1), second: 2))], default);

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, withdrawn: 1);
    }

    [SkippableFact]
    public async Task A_withdrawal_that_arrives_before_its_batch_withdraws_it()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Withdrawal(batch))], default);

        await database.Entries.Fill([A.Pack(A.Entry(batch: batch), A.Entry(batch: batch))], default);

        await AssertReconciles(database, withdrawn: 2);
        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).N);
    }

    [SkippableFact]
    public async Task A_decision_says_which_content_counts_even_when_it_arrives_first()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, A.Decision(id, A.Content(1)))], default);

        await database.Entries.Fill([A.Pack(A.Entry(id, A.Content(5), second: 1), A.Entry(id, A.Content(1), second: 2))], default);

        Assert.Equal(0, (await Figure(database, A.LaoCai, "sipas")).Satisfied);
        await AssertReconciles(database, counted: 1, conflict: 1);
    }

    [SkippableFact]
    public async Task A_decision_on_an_id_that_never_comes_changes_nothing()
    {
        await using var database = await Migrated();
        var decision = A.Decision(Guid.NewGuid(), A.Content(1));

        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, decision, new EntryReceived(A.Entry()))], default);
        await database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, decision)], default);

        await AssertReconciles(database, counted: 1);
    }

    private protected Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}
