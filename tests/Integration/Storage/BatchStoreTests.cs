using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What can be read of batches, sheets and conflicts.</summary>
public abstract class BatchStoreTests
{
    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Of_a_closed_batch_is_known_whose_it_is_and_what_became_of_its_entries()
    {
        await using var database = await Migrated();
        var (batch, other, shared) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await Fill(database, new EntryReceived(A.Entry(shared, batch: other, row: 2)));
        await Fill(database, new EntryReceived(A.Entry(batch: batch, row: 2)), new EntryReceived(A.Entry(shared, A.Content(1), second: 1, batch, row: 3)),
            new EntryReceived(A.Entry(content: A.Content(0), batch: batch, row: 4)), A.Closing(batch, accepted: 3, rejected: 1));

        var found = await database.Batches.FindBatch(batch, default);

        Assert.Equal(new BatchFacts(batch, A.Survey, new BatchClosing(A.Survey, A.LaoCai, "team", "file.csv", "somebody", 4, 3, 1, Simulated: false, A.Noon), null,
            new EntryCounts(Counted: 1, Duplicate: 0, Conflict: 1, Rejected: 1, Withdrawn: 0)), found);
        Assert.Equal(3, found!.Entries.Total);
    }

    [SkippableFact]
    public async Task Of_a_batch_that_was_withdrawn_is_known_by_whom_when_and_why()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        await Fill(database, new EntryReceived(A.Entry(batch: batch)), A.Withdrawal(batch));

        var found = await database.Batches.FindBatch(batch, default);

        Assert.Equal(new BatchFacts(batch, A.Survey, null, new StoredWithdrawal(A.Noon, "team", "sent by mistake"), new EntryCounts(0, 0, 0, 0, 1)), found);
        Assert.Equal([batch], (await database.Batches.ListWithdrawals("team", default)).Select(it => it.Id));
        Assert.Empty(await database.Batches.ListWithdrawals("somebody else", default));
        Assert.Null(await database.Batches.FindBatch(Guid.NewGuid(), default));
    }

    [SkippableFact]
    public async Task A_survey_has_the_batches_that_were_closed_for_it_and_incomplete_ones_with_entries_of_it()
    {
        await using var database = await Migrated();
        var batches = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToArray();
        await Fill(database, new EntryReceived(A.Entry(batch: batches[0])), A.Closing(batches[0], 1));
        await Fill(database, new EntryReceived(A.Entry(batch: batches[1])));
        await Fill(database, A.Closing(batches[2], 1));
        await Fill(database, new EntryReceived(A.Entry(content: A.Content(survey: "sipas-2025"), batch: batches[3])));
        await Fill(database, A.Withdrawal(batches[4]));

        var found = await database.Batches.ListBatches(A.Survey, default);

        Assert.Equal(batches[..3].Order(), found.Select(batch => batch.Id).Order());
        Assert.Equal([1, 1, 0], batches[..3].Select(id => found.Single(batch => batch.Id == id).Entries.Counted));
        Assert.Equal([batches[3]], (await database.Batches.ListBatches("sipas-2025", default)).Select(batch => batch.Id));
    }

    [SkippableFact]
    public async Task Entries_are_found_by_their_response_ids_however_many()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        var entries = Enumerable.Range(1, 4_500).Select(row => A.Entry(batch: batch, row: row)).ToList();
        var again = A.Entry(entries[7].Id, A.Content(1), second: 5);
        await database.Entries.Fill([A.Pack([.. entries, again])], default);

        var found = await database.Batches.FindEntries([.. entries.Skip(1).Select(entry => entry.Id), Guid.NewGuid()], default);

        Assert.Equal(4_500, found.Count);
        Assert.Equal(found.Select(it => it.Entry.Id).Order(), found.Select(it => it.Entry.Id));
        var both = found.Where(it => it.Entry.Id == again.Id).ToList();
        Assert.Equal([EntryState.Counted, EntryState.Conflict], both.Select(it => it.State));
        Assert.Equal((Channel.Paper, batch, entries[7].Row, entries[7].ReceivedAt), (both[0].Entry.Channel, both[0].Entry.Batch!.Value, both[0].Entry.Row, both[0].Entry.ReceivedAt));
        Assert.Equal(A.Content(1).ToArray(), both[1].Entry.Content.ToArray());
        Assert.Empty(await database.Batches.FindEntries([], default));
    }

    [SkippableFact]
    public async Task Conflicts_are_listed_in_the_order_of_their_ids_page_by_page_until_they_are_settled()
    {
        await using var database = await Migrated();
        var ids = Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).Order().ToArray();
        await database.Entries.Fill([A.Pack(ids.SelectMany(id => (Entry[])[A.Entry(id), A.Entry(id, A.Content(1), second: 1), A.Entry(id, A.Content(2), second: 2)]))], default);
        await database.Entries.Fill([A.Pack(Enumerable.Range(0, 3).Select(_ => A.Entry()))], default);

        Assert.Equal(ids[..2], await database.Batches.ListConflicts(Guid.Empty, 2, default));
        Assert.Equal(ids[2..], await database.Batches.ListConflicts(ids[1], 100, default));

        var batch = Guid.NewGuid();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Fill(database, new EntryReceived(A.Entry(one)), new EntryReceived(A.Entry(one, A.Content(1), second: 1, batch)), new EntryReceived(A.Entry(other)));
        Assert.Contains(one, await database.Batches.ListConflicts(Guid.Empty, 100, default));
        await Fill(database, A.Withdrawal(batch));
        Assert.Equal(ids, await database.Batches.ListConflicts(Guid.Empty, 100, default));
    }

    [SkippableFact]
    public async Task Decisions_are_found_by_response_id_with_who_when_and_why()
    {
        await using var database = await Migrated();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await Fill(database, A.Decision(one, A.Content(1), second: 1), A.Decision(one, A.Content(2), second: 2), A.Decision(other, A.Content(3)));

        var found = await database.Batches.FindDecisions([one, Guid.NewGuid()], default);

        Assert.Equal([1, 2], found.OrderBy(it => it.DecidedAt).Select(it => it.Content.Span.SequenceEqual(A.Content(1).Span) ? 1 : 2));
        Assert.All(found, it => Assert.Equal((one, "team", "the sheet says so"), (it.Id, it.DecidedBy, it.Reason)));
        Assert.Empty(await database.Batches.FindDecisions([], default));
    }

    [SkippableFact]
    public async Task Sheets_of_a_survey_come_batch_by_batch_without_what_came_in_online()
    {
        await using var database = await Migrated();
        var (one, two, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await database.Entries.Fill([A.Pack(Enumerable.Range(1, 30).Select(row => A.Entry(batch: row % 2 == 0 ? one : two, row: row)).Append(A.Entry()))], default);
        await Fill(database, new EntryReceived(A.Entry(content: A.Content(0), batch: one, row: 40)), A.Closing(one, 16),
            new EntryReceived(A.Entry(content: A.Content(survey: "sipas-2025"), batch: third)));

        var sheets = await database.Batches.ReadSheets(A.Survey, default).ToListAsync();

        Assert.Equal(31, sheets.Count);
        Assert.Equal((16, 15), (sheets.Count(it => it.Entry.Batch == one), sheets.Count(it => it.Entry.Batch == two)));
        Assert.Equal(1, sheets.Zip(sheets.Skip(1)).Count(pair => pair.First.Entry.Batch != pair.Second.Entry.Batch));
        Assert.Equal((EntryState.Rejected, Rejections.InvalidForm), sheets.Where(it => it.Rejection is not null).Select(it => (it.State, it.Rejection)).Single());
        Assert.Single(await database.Batches.ReadSheets("sipas-2025", default).ToListAsync());
    }

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();

    private static Task<FillReport> Fill(TestDatabase database, params IEnumerable<PackRecord> records) =>
        database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, records)], default);
}

public sealed class SqliteBatchStoreTests : BatchStoreTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}
