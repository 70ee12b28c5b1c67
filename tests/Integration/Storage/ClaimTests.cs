using CsCheck;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>An invitation is given to who comes first, online or on paper, and to nobody else; the same on every database.</summary>
public abstract class ClaimTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 4).Select(i => new Guid(i, 0, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly Guid[] Batches = [.. Enumerable.Range(1, 2).Select(i => new Guid(i, 1, 0x4000, 0x80, 0, 0, 0, 0, 0, 0, 0))];

    private static readonly Gen<PackRecord> Record = Gen.Frequency(
        (8, Gen.Select(Gen.Int[0, 3], Gen.Int[-1, 1], Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[1, 2]).Select((id, batch, level, second, number) =>
            (PackRecord)A.Claiming(
                A.Entry(Ids[id], A.Content(level), second, batch < 0 ? null : Batches[batch], 0, batch < 0 ? Channel.Invited : null), number, (Suspicions)(level % 4)))),
        (1, Gen.Int[0, 1].Select(batch => (PackRecord)A.Withdrawal(Batches[batch]))));

    private static readonly Gen<List<List<Pack>>> History =
        from records in Record.List[1, 20]
        from cuts in Gen.Int[1, 4].List[20]
        from order in Gen.Shuffle(Enumerable.Range(0, 20).ToArray())
        from repeated in Gen.Int[0, 19].List[0, 4]
        from fills in Gen.Int[1, 3].List[25]
        select Deliveries.Of(records, cuts, order, repeated, fills);

    private protected abstract int Histories { get; }

    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Whatever_the_history_an_invitation_counts_for_one_response_and_everything_verifies()
    {
        await using var database = await Migrated();

        await History.SampleAsync(async history =>
        {
            await database.Clear();
            var model = new ClaimModel();
            foreach (var fill in history)
            {
                await database.Entries.Fill(fill, default);
                model.Fill(fill);
            }

            Assert.Empty((await database.Entries.Verify(default)).Differences);
            var stored = await database.Batches.FindEntries(Ids, default);
            Assert.Equal(model.Rejected(), stored.Where(it => it.Rejection == Rejections.InvitationSpent).Select(it => it.Entry.Id).Order());
            Assert.Equal(model.CountedSuspicious(), (await database.Figures.CountSuspicious(A.Survey, default)).Sum(it => it.Responses));
            await database.Entries.Rebuild(default);
            Assert.Empty((await database.Entries.Verify(default)).Differences);
        }, iter: Histories, threads: 1);
    }

    [SkippableFact]
    public async Task Online_first_the_sheet_is_rejected()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        var (online, sheet) = (Guid.NewGuid(), ResponseId.OfSheet(A.Survey, A.LaoCai, "", "SP00000015"));

        await Fill(database, A.Claiming(A.Entry(online, channel: Channel.Invited), 1));
        await Fill(database, A.Claiming(A.Entry(sheet, batch: batch, row: 2), 1));

        await AssertStates(database, (online, EntryState.Counted), (sheet, EntryState.Rejected));
        Assert.Equal(Rejections.InvitationSpent, Assert.Single(await database.Batches.FindEntries([sheet], default)).Rejection);
    }

    [SkippableFact]
    public async Task Paper_first_the_online_response_is_rejected_until_the_batch_is_withdrawn()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        var (sheet, first, second) = (ResponseId.OfSheet(A.Survey, A.LaoCai, "", "SP00000015"), Guid.NewGuid(), Guid.NewGuid());
        await Fill(database, A.Claiming(A.Entry(sheet, batch: batch, row: 2), 1));
        await Fill(database, A.Claiming(A.Entry(first, channel: Channel.Invited), 1));
        await AssertStates(database, (sheet, EntryState.Counted), (first, EntryState.Rejected));

        await Fill(database, A.Withdrawal(batch));
        await Fill(database, A.Claiming(A.Entry(second, channel: Channel.Invited), 1));

        // What was rejected stays so; who comes now has it.
        await AssertStates(database, (sheet, EntryState.Withdrawn), (first, EntryState.Rejected), (second, EntryState.Counted));
    }

    [SkippableFact]
    public async Task A_sheet_that_another_batch_holds_too_stays_spent_when_one_is_withdrawn()
    {
        await using var database = await Migrated();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var (sheet, online) = (ResponseId.OfSheet(A.Survey, A.LaoCai, "", "SP00000015"), Guid.NewGuid());
        await Fill(database, A.Claiming(A.Entry(sheet, batch: one, row: 2), 1), A.Claiming(A.Entry(sheet, batch: other, row: 2), 1));

        await Fill(database, A.Withdrawal(one));
        await Fill(database, A.Claiming(A.Entry(online, channel: Channel.Invited), 1));

        await AssertStates(database, (sheet, EntryState.Counted), (online, EntryState.Rejected));
    }

    [SkippableFact]
    public async Task A_sheet_that_came_without_its_claim_takes_it_when_its_batch_is_sent_again()
    {
        await using var database = await Migrated();
        var entry = A.Entry(ResponseId.OfSheet(A.Survey, A.LaoCai, "", "SP00000015"), batch: Guid.NewGuid(), row: 2);
        var online = Guid.NewGuid();
        await Fill(database, new EntryReceived(entry));

        await Fill(database, A.Claiming(entry, 1));
        await Fill(database, A.Claiming(A.Entry(online, channel: Channel.Invited), 1));

        await AssertStates(database, (entry.Id, EntryState.Counted), (online, EntryState.Rejected));
    }

    [SkippableFact]
    public async Task The_same_id_never_fails_on_its_own_invitation()
    {
        await using var database = await Migrated();
        var id = Guid.NewGuid();

        for (var i = 0; i < 3; i++)
        {
            await Fill(database, A.Claiming(A.Entry(id, second: i, channel: Channel.Invited), 1), A.Claiming(A.Entry(id, second: i, channel: Channel.Invited), 1));
        }

        Assert.Equal(0, (await database.Figures.Reconcile(A.Survey, default)).Rejected);
        Assert.Equal(5, (await database.Figures.Reconcile(A.Survey, default)).Duplicate);
    }

    [SkippableFact]
    public async Task Writers_side_by_side_give_an_invitation_to_one_response()
    {
        await using var database = await Migrated();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => Fill(database, [.. Enumerable.Range(0, 10).Select(j =>
            A.Claiming(A.Entry(Guid.NewGuid(), channel: i % 2 == 0 ? Channel.Invited : Channel.Open), 1 + (j % 3)))]))));

        var counts = await database.Figures.Reconcile(A.Survey, default);
        Assert.Equal((3, 117), (counts.Counted, counts.Rejected));
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task What_is_no_claim_of_the_response_is_rejected()
    {
        await using var database = await Migrated();
        var (moved, missing) = (A.Entry(channel: Channel.Invited), A.Entry(channel: Channel.Invited));

        await Fill(database, A.Claiming(A.Entry(), 1) with { Entry = moved }, new EntryReceived(missing));

        Assert.All(await database.Batches.FindEntries([moved.Id, missing.Id], default), it => Assert.Equal(Rejections.InvalidInvitation, it.Rejection));
    }

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();

    private static Task<FillReport> Fill(TestDatabase database, params PackRecord[] records) => database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, records)], default);

    private static async Task AssertStates(TestDatabase database, params (Guid Id, EntryState State)[] expected)
    {
        foreach (var (id, state) in expected)
        {
            Assert.Equal(state, (await database.Figures.FindResponse(id, default))!.State);
        }

        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }
}
