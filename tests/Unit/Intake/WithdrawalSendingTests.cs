using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>A withdrawal that is in the register reaches the queue, whatever comes in between.</summary>
public sealed class WithdrawalSendingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task A_withdrawal_while_the_broker_is_away_is_503_and_published_by_itself_once_it_is_back()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        host.Broker.Fail();

        var sending = team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "nhầm"}""");
        await host.Until(() => sending.IsCompleted, Second);
        (await sending).MustBe(503, "/problems/change-not-known-to-be-safe");
        Assert.Equal(Batch, Assert.Single(await host.Registry.ListUnsentWithdrawals(default)).Id);
        Assert.Empty(host.Broker.Records<BatchWithdrawn>());
        host.Broker.Recover();

        await UntilAllAreSent(host);
        Assert.All(host.Broker.Records<BatchWithdrawn>(), it => Assert.Equal((Batch, "a surveyTeam", "nhầm"), (it.Batch, it.WithdrawnBy, it.Reason)));
        Assert.NotEmpty(host.Broker.Records<BatchWithdrawn>());
    }

    [Fact]
    public async Task A_withdrawal_that_was_only_written_before_the_process_died_is_sent_by_the_next_one_and_then_no_more()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));
        var withdrawal = new BatchWithdrawal(host.Clock.GetUtcNow(), "somebody", "nhầm");
        Assert.True(await host.Registry.Withdraw(Batch, withdrawal, isSent: false, default));

        await UntilAllAreSent(host);
        await UntilTheRegisterIsLookedAtAgain(host, team);

        Assert.Equal(new BatchWithdrawn(Batch, UnixMicroseconds.From(withdrawal.At), "somebody", "nhầm"),
            Assert.Single(host.Broker.Records<BatchWithdrawn>(), it => it.Batch == Batch));
    }

    [Fact]
    public async Task A_withdrawal_that_was_answered_with_202_is_not_sent_again()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        await team.Send(Sheets.Form(Sheets.Csv(1), id: Batch));

        Assert.Equal(202, (await team.SendJson(HttpMethod.Post, $"{Sheets.Path}/{Batch}/withdrawal", """{"reason": "nhầm"}""")).Status);

        Assert.Empty(await host.Registry.ListUnsentWithdrawals(default));
    }

    private static async Task UntilAllAreSent(BatchesHost host)
    {
        // The clock goes on seldom, so that nothing runs out of time that is on its way.
        for (var look = 1; (await host.Registry.ListUnsentWithdrawals(default)).Count > 0; look++)
        {
            Assert.True(look < 3_000, "It was not sent within a minute.");
            if (look % 25 == 0)
            {
                host.Clock.Advance(5 * Second);
            }

            await Task.Delay(20);
        }
    }

    // Another withdrawal is put there and sent. The register lists the first withdrawn first, so whatever that look found of the first batch was sent before.
    private static async Task UntilTheRegisterIsLookedAtAgain(BatchesHost host, HttpClient team)
    {
        var other = Guid.CreateVersion7();
        await team.Send(Sheets.Form(Sheets.Csv(1, prefix: "B"), id: other));
        host.Clock.Advance(Second);
        Assert.True(await host.Registry.Withdraw(other, new BatchWithdrawal(host.Clock.GetUtcNow(), "somebody", "nhầm"), isSent: false, default));
        await UntilAllAreSent(host);
        Assert.Contains(host.Broker.Records<BatchWithdrawn>(), it => it.Batch == other);
    }
}
