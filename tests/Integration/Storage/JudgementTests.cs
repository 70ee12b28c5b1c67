using SipasSurvey.Contracts;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.JudgedBatches;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>A batch more than a fifth of whose sheets others have too, with other content, is withdrawn, once all of it is stored.</summary>
public abstract class JudgementTests
{
    private readonly Guid _first = Guid.NewGuid();
    private readonly Guid _batch = Guid.NewGuid();
    private readonly Guid[] _serials = [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())];

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task More_than_a_fifth_in_conflict_with_another_batch_withdraws_it_and_names_that_one()
    {
        await using var database = await WithFirstBatch(sheets: 3);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);

        var withdrawn = Assert.Single(await Judge(database));

        Assert.Equal((_batch, "SIPAS", $"shared-serials {_first}"), (withdrawn.Batch, withdrawn.WithdrawnBy, withdrawn.Reason));
        Assert.Equal(new EntryCounts(0, 0, 0, 0, Withdrawn: 10), await Entries(database, _batch));
        Assert.Equal(new EntryCounts(Counted: 3, 0, 0, 0, 0), await Entries(database, _first));
        var facts = (await database.Batches.FindBatch(_batch, default))!;
        Assert.True(SharedSerials.TryRead(facts.Withdrawal!.By, facts.Withdrawal.Reason, out var other));
        Assert.Equal(_first, other);
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task Exactly_a_fifth_is_not_too_many()
    {
        await using var database = await WithFirstBatch(sheets: 2);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);

        Assert.Empty(await Judge(database));
        Assert.Equal(new EntryCounts(Counted: 8, 0, Conflict: 2, 0, 0), await Entries(database, _batch));
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task Sheets_that_say_the_same_are_no_conflicts()
    {
        await using var database = await WithFirstBatch(sheets: 10);
        await Fill(database, [.. Sheets(_batch, level: 5), A.Closing(_batch, 10)]);

        Assert.Empty(await Judge(database));
        Assert.Equal(10, (await Entries(database, _batch)).Duplicate);
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task A_supervisor_may_have_accepted_the_conflicts()
    {
        await using var database = await WithFirstBatch(sheets: 10);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10, conflictsAccepted: true), A.Closing(_batch, 10)]);

        Assert.Empty(await Judge(database));
        Assert.Equal(10, (await Entries(database, _batch)).Conflict);
    }

    [SkippableFact]
    public async Task Conflicts_with_its_own_corrections_do_not_count()
    {
        await using var database = await Migrated();
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);
        await Fill(database, _serials.SelectMany(id => (PackRecord[])[new EntryReceived(A.Entry(id, A.Content(3), second: 9, _batch, row: 1)), A.Decision(id, A.Content(3))]));

        Assert.Empty(await Judge(database));
        Assert.Equal(new EntryCounts(Counted: 10, 0, Conflict: 10, 0, 0), await Entries(database, _batch));
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task Conflicts_with_online_responses_count_and_name_no_batch()
    {
        await using var database = await Migrated();
        await Fill(database, _serials.Select(id => new EntryReceived(A.Entry(id))));
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);

        Assert.Equal("shared-serials", Assert.Single(await Judge(database)).Reason);
    }

    [SkippableFact]
    public async Task The_batch_that_has_most_of_the_sheets_is_named()
    {
        await using var database = await WithFirstBatch(sheets: 3);
        var more = Guid.NewGuid();
        await Fill(database, _serials[3..8].Select((id, row) => new EntryReceived(A.Entry(id, batch: more, row: row))));
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);

        Assert.Equal($"shared-serials {more}", Assert.Single(await Judge(database)).Reason);
    }

    private PackRecord[] Sheets(Guid batch, int level, int second = 1) => SheetsOf(_serials, batch, level, second);

    private Task<TestDatabase> WithFirstBatch(int sheets) => WithBatch(NewDatabase(), _first, Sheets(_first, level: 5, second: 0)[..sheets]);

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}

public sealed class SqliteJudgementTests : JudgementTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}
