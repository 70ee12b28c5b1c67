using System.Net;
using System.Net.Http.Json;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>Nothing grows in Intake, whether packs are confirmed or not.</summary>
public sealed class IntakeBoundsTests
{
    private const int MostWaiting = 50;
    private const int SendersAtOnce = 400;

    [Fact]
    public async Task While_the_broker_is_away_no_more_than_the_most_responses_wait_and_memory_does_not_grow()
    {
        await using var deployment = await Deployment.Start(intakeSettings: ("Packs__MostWaiting", $"{MostWaiting}"));
        var intake = deployment.Intakes[0];
        var senders = new Senders(deployment);
        using (var warmUp = new CancellationTokenSource())
        {
            var warming = senders.SendUntil(warmUp.Token, SendersAtOnce);
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= 5_000));
            await warmUp.CancelAsync();
            await warming;
        }

        await deployment.Broker.Kill();
        var (before, refused, most) = (intake.WorkingSet, senders.Refused, 0.0);
        using var stop = new CancellationTokenSource();
        var sending = senders.SendUntil(stop.Token, SendersAtOnce);
        await Deployment.Until(async () =>
        {
            most = Math.Max(most, await intake.Metric("sipas_records_waiting"));
            return senders.Refused >= refused + 20_000;
        });

        Assert.InRange(most, 1, MostWaiting);
        // What 20,000 refused responses would take if each were kept with its request is several times this.
        Assert.InRange(intake.WorkingSet - before, long.MinValue, 64 * 1024 * 1024);
        await deployment.Broker.Restart();
        await stop.CancelAsync();
        await sending;
        await Deployment.Until(async () => await intake.Metric("sipas_records_waiting") == 0);
        Assert.Empty(senders.Surprises);
        await deployment.Counted(senders.Sent.Count);
    }

    [Fact]
    public async Task A_pack_that_is_confirmed_leaves_no_timer_behind()
    {
        const int Packs = 1_000;
        await using var deployment = await Deployment.Start(aggregators: 0);
        var intake = deployment.Intakes[0];
        for (var sent = 0; sent < Packs; sent++)
        {
            // One after the other, so that each is a pack.
            using var answer = await intake.Http.PostAsJsonAsync("api/v1/responses", A.Response());
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        Assert.InRange(await intake.Metric("sipas_packs_published_total"), Packs, double.MaxValue);
        Assert.InRange(await intake.Metric("dotnet_timer_count"), 1, Packs / 10);
    }
}
