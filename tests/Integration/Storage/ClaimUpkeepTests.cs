using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage;

/// <summary>What is kept beside entries (who used an invitation, receipts, signs of programs) is found wrong by <c>verify</c> and mended by <c>rebuild</c>; the same on every database.</summary>
public abstract class ClaimUpkeepTests
{
    private protected abstract TestDatabase NewDatabase();

    [SkippableFact]
    public async Task Without_the_secret_nothing_of_the_pack_is_stored_and_with_it_all_is()
    {
        await using var database = await Migrated();
        var pack = A.Pack(Guid.NewGuid(), 1, A.Claiming(A.Entry(channel: Channel.Invited), 1));

        var failure = await Assert.ThrowsAsync<InvitationSecretException>(() => database.WithoutSecret.Fill([pack], default));

        Assert.Contains("Invitations__Secret", failure.Message, StringComparison.Ordinal);
        Assert.Contains("replay", failure.Message, StringComparison.Ordinal);
        Assert.False(database.WithoutSecret.IsTransient(failure));
        Assert.Equal(1, (await database.Entries.Fill([pack], default)).Entries);
    }

    [SkippableFact]
    public async Task Verify_notices_who_used_an_invitation_too_much_or_too_little_and_says_when_it_cannot()
    {
        await using var database = await Migrated();
        await Fill(database, A.Claiming(A.Entry(channel: Channel.Invited), 1), A.Claiming(A.Entry(channel: Channel.Invited), 2));
        Assert.Contains((await database.WithoutSecret.Verify(default)).NotCompared, it => it.Contains("Invitations__Secret", StringComparison.Ordinal));

        await database.Execute("UPDATE entry SET holds_claim = 0 WHERE id IN (SELECT MIN(id) FROM entry)");
        Assert.Contains((await database.Entries.Verify(default)).Differences, it => it.StartsWith("Responses that used an invitation: 2 stored, 1 found", StringComparison.Ordinal));
        Assert.NotEmpty((await database.WithoutSecret.Verify(default)).Differences);

        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
        await database.Execute("DELETE FROM spent_invitation");
        Assert.NotEmpty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task A_rebuild_with_another_secret_is_refused_and_changes_nothing()
    {
        await using var database = await Migrated();
        await Fill(database, A.Claiming(A.Entry(channel: Channel.Invited), 1), A.Claiming(A.Entry(channel: Channel.Invited), 2));
        await database.Execute("DELETE FROM entry_count");
        var before = (await database.Entries.Verify(default)).Differences;
        Assert.NotEmpty(before);

        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => database.WithOtherSecret.Rebuild(default));

        Assert.StartsWith("Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Invitations__Secret", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await database.Entries.Verify(default)).Differences);
        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
        var late = A.Claiming(A.Entry(channel: Channel.Invited), 2);
        await Fill(database, late);
        Assert.Equal(Rejections.InvitationSpent, Assert.Single(await database.Batches.FindEntries([late.Entry.Id], default)).Rejection);
    }

    [SkippableFact]
    public async Task Receipts_lead_to_what_came_in_online_and_verify_knows_which_there_must_be()
    {
        await using var database = await Migrated();
        var (online, sheet, unknown) = (Guid.NewGuid(), ResponseId.OfSheet(A.Survey, A.LaoCai, "", "SP00000015"), Guid.NewGuid());
        await Fill(database, new EntryReceived(A.Entry(online)), new EntryReceived(A.Entry(online, second: 1)), new EntryReceived(A.Entry(sheet, batch: Guid.NewGuid(), row: 1)));

        Assert.Equal(new FoundReceipt(online, (await database.Figures.FindResponse(online, default))!, null),
            await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(online), default));
        Assert.Null(await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(sheet), default));
        Assert.Null(await database.Figures.FindByReceipt(ResponseId.ReceiptNumber(unknown), default));

        await database.ForgetReceipts();
        Assert.Contains((await database.Entries.Verify(default)).Differences, it => it.StartsWith("Receipts that can be found: 0 stored, 1 found", StringComparison.Ordinal));
        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    [SkippableFact]
    public async Task Suspicious_responses_are_counted_and_shown_apart()
    {
        await using var database = await Migrated();
        var batch = Guid.NewGuid();
        await Fill(database,
            new EntryReceived(A.Entry(), Suspicions.TooFast), new EntryReceived(A.Entry(), Suspicions.TooFast | Suspicions.HiddenField),
            new EntryReceived(A.Entry(content: A.Content(province: A.HaNoi)), Suspicions.TooFast), new EntryReceived(A.Entry(content: A.Content(0)), Suspicions.TooFast),
            new EntryReceived(A.Entry(batch: batch, row: 1), Suspicions.HiddenField));
        await Fill(database, A.Withdrawal(batch));

        Assert.Equal(3, (await database.Figures.Reconcile(A.Survey, default)).Counted);
        Assert.Equal(
            [new SuspiciousCount(A.HaNoi, Suspicions.TooFast, 1), new SuspiciousCount(A.LaoCai, Suspicions.TooFast, 1),
                new SuspiciousCount(A.LaoCai, Suspicions.TooFast | Suspicions.HiddenField, 1)],
            await database.Figures.CountSuspicious(A.Survey, default));

        await database.Execute("UPDATE suspicious_count SET entries = 7 WHERE entries <> 0");
        Assert.Equal(3, (await database.Entries.Verify(default)).Differences.Count(it => it.StartsWith("Count of suspicious", StringComparison.Ordinal)));
        await database.Entries.Rebuild(default);
        Assert.Empty((await database.Entries.Verify(default)).Differences);
    }

    private Task<TestDatabase> Migrated() => NewDatabase().Migrated();

    private static Task<FillReport> Fill(TestDatabase database, params PackRecord[] records) => database.Entries.Fill([A.Pack(Guid.NewGuid(), 1, records)], default);
}
