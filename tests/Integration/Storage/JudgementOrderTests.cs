using SipasSurvey.Contracts;
using SipasSurvey.Storage;
using static SipasSurvey.IntegrationTests.Storage.JudgedBatches;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>Batches are judged when they are complete and once, whatever comes first, later or at the same time.</summary>
public abstract class JudgementOrderTests
{
    private readonly Guid _first = Guid.NewGuid();
    private readonly Guid _batch = Guid.NewGuid();
    private readonly Guid[] _serials = [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())];

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task A_closed_batch_is_judged_when_its_last_sheet_is_stored_and_repeated_sheets_do_not_make_up_for_missing_ones()
    {
        await using var database = await WithFirstBatch(sheets: 3);
        var sheets = Sheets(_batch, level: 1);
        await Fill(database, [A.Closing(_batch, 10), .. sheets[..9], .. sheets[..9]]);
        Assert.Empty(await Judge(database));

        await Fill(database, sheets[9..]);

        Assert.Single(await Judge(database));
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task It_is_judged_once_whatever_comes_later()
    {
        await using var database = await Migrated();
        await Fill(database, [.. Sheets(_batch, level: 1, second: 5), A.Closing(_batch, 10)]);
        Assert.Empty(await Judge(database));

        // Earlier sheets of another batch, whose conflicts are meant, arrive late, and the closing is repeated.
        await Fill(database, [.. Sheets(_first, level: 5), A.Closing(_first, 10, conflictsAccepted: true), A.Closing(_batch, 10)]);

        Assert.Empty(await Judge(database));
        Assert.Equal(10, (await Entries(database, _batch)).Conflict);
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task Of_two_uploads_that_overlap_the_one_that_is_complete_later_is_withdrawn_though_its_sheets_came_in_earlier_and_count()
    {
        await using var database = await Migrated();
        var sheets = Sheets(_batch, level: 5, second: 0);
        await Fill(database, [.. sheets[..1], .. Sheets(_first, level: 1, second: 5), A.Closing(_first, 10)]);
        Assert.Empty(await Judge(database));

        await Fill(database, [.. sheets[1..], A.Closing(_batch, 10)]);
        Assert.Equal(new EntryCounts(Counted: 10, 0, 0, 0, 0), await Entries(database, _batch));

        var withdrawn = Assert.Single(await Judge(database));

        Assert.Equal((_batch, $"shared-serials {_first}"), (withdrawn.Batch, withdrawn.Reason));
        Assert.Equal(new EntryCounts(0, 0, 0, 0, Withdrawn: 10), await Entries(database, _batch));
        Assert.Equal(new EntryCounts(Counted: 10, 0, 0, 0, 0), await Entries(database, _first));
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task A_batch_whose_sheets_count_is_not_held_against_one_that_is_still_on_its_way()
    {
        await using var database = await Migrated();
        await Fill(database, [.. Sheets(_first, level: 5, second: 0), A.Closing(_first, 10), .. Sheets(_batch, level: 1)[..9]]);

        Assert.Empty(await Judge(database));
        await Fill(database, [.. Sheets(_batch, level: 1)[9..], A.Closing(_batch, 10)]);

        Assert.Equal(_batch, Assert.Single(await Judge(database)).Batch);
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task A_batch_that_somebody_withdrew_before_keeps_that_reason()
    {
        await using var database = await WithFirstBatch(sheets: 10);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10), A.Withdrawal(_batch)]);

        Assert.Empty(await Judge(database));
        Assert.Equal("sent by mistake", (await database.Batches.FindBatch(_batch, default))!.Withdrawal!.Reason);
    }

    [SkippableFact]
    public async Task Sheets_that_come_after_the_withdrawal_are_withdrawn_too_and_rebuild_changes_nothing()
    {
        await using var database = await WithFirstBatch(sheets: 10);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);
        Assert.Single(await Judge(database));

        await Fill(database, [new EntryReceived(A.Entry(batch: _batch, row: 99))]);
        await database.Entries.Rebuild(default);

        Assert.Equal(11, (await Entries(database, _batch)).Withdrawn);
        await AssertIsOver(database);
    }

    [SkippableFact]
    public async Task Several_aggregators_that_judge_at_once_withdraw_it_once()
    {
        await using var database = await WithFirstBatch(sheets: 10);
        await Fill(database, [.. Sheets(_batch, level: 1), A.Closing(_batch, 10)]);

        var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Judge(database))));

        Assert.Single(found.SelectMany(it => it));
        await AssertIsOver(database);
    }

    private PackRecord[] Sheets(Guid batch, int level, int second = 1) => SheetsOf(_serials, batch, level, second);

    private Task<TestDatabase> WithFirstBatch(int sheets) => WithBatch(NewDatabase(), _first, Sheets(_first, level: 5, second: 0)[..sheets]);

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();
}

public sealed class SqliteJudgementOrderTests : JudgementOrderTests
{
    private protected override TestDatabase NewDatabase() => new SqliteTestDatabase();
}
