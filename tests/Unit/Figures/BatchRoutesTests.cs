using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;
using SipasSurvey.UnitTests.Administration;
using static SipasSurvey.UnitTests.Figures.KnownBatches;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>What became of paper batches, as the routes tell it.</summary>
public sealed class BatchRoutesTests
{
    private const string Path = "/api/v1/batches";

    [Fact]
    public async Task A_batch_is_what_its_sender_and_the_database_know_together_to_the_byte()
    {
        await using var host = await FiguresHost.Start();
        var batch = A.Guid(1);
        await Begin(host, batch, "10", "T1", "phiếu.xlsx");
        await host.Part<BatchRegistry>().SetTotals(batch, new BatchTotals(12, 10, 2, 1, 3), default);
        await host.Part<BatchRegistry>().SetSent(batch, 8, default);
        host.Store.Batches.Facts.Add(new BatchFacts(batch, TinyCatalogue.Old, null, null, new EntryCounts(4, 1, 2, 1, 0)));

        var text = (await (await host.As(StaffRoles.Supervisor, "old/10")).GetJson($"{Path}/{batch}")).ToJsonString();

        Assert.Equal($$"""
            {"id":"{{batch}}","survey":"tiny-2024","province":"10","team":"T1","fileName":"phi\u1EBFu.xlsx","sentBy":"somebody",
            "startedAt":"2026-11-24T03:00:00Z","closedAt":null,"rows":12,"accepted":10,"refusedRows":2,"invalid":1,"illegible":3,
            "sent":8,"counted":4,"duplicate":1,"conflict":2,"rejected":1,"withdrawn":0,"state":"incomplete","withdrawal":null,"waiting":0}
            """.ReplaceLineEndings(""), text);
    }

    [Fact]
    public async Task A_batch_that_was_sent_again_after_it_broke_off_waits_until_its_closing_message_is_stored_though_it_has_more_entries_than_sheets()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(2), "15", "T2");
        await host.Part<BatchRegistry>().SetSent(A.Guid(2), 5, default);
        await host.Part<BatchRegistry>().Close(A.Guid(2), default);
        var entries = new EntryCounts(4, 3, 0, 0, 0);
        host.Store.Batches.Facts.Add(new BatchFacts(A.Guid(2), TinyCatalogue.Old, null, null, entries));
        Assert.Equal(("live", 1), await Progress());

        host.Store.Batches.Facts[0] = Known(A.Guid(2), "15", "T2") with { Entries = entries };
        Assert.Equal(("live", 0), await Progress());

        async Task<(string, int)> Progress() =>
            await host.Ministry.GetJson($"{Path}/{A.Guid(2)}") is var batch ? ((string)batch["state"]!, (int)batch["waiting"]!) : default;
    }

    [Fact]
    public async Task A_batch_that_was_just_begun_and_one_that_only_the_database_knows_are_listed_too()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1), "10", "");
        host.Store.Batches.Facts.Add(Known(A.Guid(2), "15", "T2", simulated: true));
        host.Store.Batches.Facts.Add(new BatchFacts(A.Guid(3), TinyCatalogue.Old, null, null, new EntryCounts(2, 0, 0, 0, 0)));

        var all = (await host.Ministry.GetJson(Path))["batches"]!.AsArray();

        Assert.Equal([A.Guid(2), A.Guid(1), A.Guid(3)], all.Select(it => (Guid)it!["id"]!));
        Assert.Equal(["live", "incomplete", "incomplete"], all.Select(it => (string)it!["state"]!));
        Assert.Equal([5, 0, 2], all.Select(it => (int)it!["sent"]!));
        Assert.Equal((true, null), ((bool)all[0]!["simulated"]!, all[1]!["simulated"]));
        Assert.Equal((null, null, null), (all[0]!["invalid"], all[2]!["province"], all[2]!["startedAt"]));
        Assert.Null(all[1]!["team"]);
    }

    [Fact]
    public async Task A_withdrawal_says_who_and_why_and_one_of_the_service_with_which_batch_serials_are_shared()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1), "10", "T1");
        await host.Part<BatchRegistry>().Withdraw(A.Guid(1), new BatchWithdrawal(Closed, "Đội 1", "nhầm tệp"), isSent: true, default);
        host.Store.Batches.Facts.Add(Known(A.Guid(2), "10", "T2") with
        {
            Withdrawal = new StoredWithdrawal(Closed, SharedSerials.Judge, SharedSerials.ReasonOf(A.Guid(7))),
            Entries = new EntryCounts(0, 0, 0, 0, 5),
        });

        var said = (await host.Ministry.GetJson($"{Path}/{A.Guid(1)}"))["withdrawal"]!;
        var judged = await host.Ministry.GetJson($"{Path}/{A.Guid(2)}");

        Assert.Equal("""{"at":"2026-11-24T04:00:00Z","by":"\u0110\u1ED9i 1","reason":"nh\u1EA7m t\u1EC7p","sharedWith":null}""", said.ToJsonString());
        Assert.Equal($$"""{"at":"2026-11-24T04:00:00Z","by":"SIPAS","reason":"shared-serials","sharedWith":"{{A.Guid(7)}}"}""", judged["withdrawal"]!.ToJsonString());
        Assert.Equal(("withdrawn", 5), ((string)judged["state"]!, (int)judged["withdrawn"]!));
    }

    [Fact]
    public async Task Another_province_is_refused_and_every_read_is_in_the_trail()
    {
        await using var host = await FiguresHost.Start();
        await Begin(host, A.Guid(1), "10", "T1");
        var supervisor = await host.As(StaffRoles.Supervisor, "old/10");

        await (await supervisor.Get($"{Path}?province=01")).MustBe(HttpStatusCode.Forbidden);
        await (await supervisor.Get($"{Path}?survey=tiny-2024&province=10")).MustBe(HttpStatusCode.OK);
        await (await supervisor.Get($"{Path}/{A.Guid(1)}")).MustBe(HttpStatusCode.OK);
        await (await supervisor.Get($"{Path}/{A.Guid(2)}")).MustBe(HttpStatusCode.NotFound);
        await (await supervisor.Get($"{Path}/x")).MustBe(HttpStatusCode.NotFound);
        await (await supervisor.Get($"{Path}/{A.Guid(1)}?x=1")).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(
        [
            (AuditActions.Request, $"GET {Path}?province=01", AuditOutcome.Refused),
            (AuditActions.ReadBatches, "?survey=tiny-2024&province=10", AuditOutcome.Done),
            (AuditActions.ReadBatches, A.Guid(1).ToString(), AuditOutcome.Done),
        ], (await host.Trail()).Reverse().Select(entry => (entry.Record.Action, entry.Record.Target, entry.Record.Outcome)));
    }
}
