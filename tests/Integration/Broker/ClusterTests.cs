namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>A broker of three nodes that fail one after another, under load.</summary>
public sealed class ClusterTests
{
    // Longer than the two heartbeats after which a connection is given up.
    private static readonly TimeSpan LongerThanHeartbeats = TimeSpan.FromSeconds(25);

    // The other nodes give up one that hangs after net_ticktime, 60 s and a quarter more; a confirmation that was on its way is given up after as long
    // again, counted from when it was sent.
    private static readonly TimeSpan UntilHungNodeIsGivenUp = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Nodes_that_are_killed_paused_and_restarted_cost_no_acknowledged_response_and_repeat_none()
    {
        await using var deployment = await Deployment.Start(intakes: 2, nodes: 3);
        var senders = new Senders(deployment);
        using var stop = new CancellationTokenSource();
        var sending = senders.SendUntil(stop.Token);
        await GoesOn(senders);

        // One of three: the two others are a majority.
        await deployment.Nodes[0].Kill();
        await GoesOn(senders);
        await deployment.Nodes[0].Restart();

        await deployment.Nodes[1].Pause();
        await Task.Delay(LongerThanHeartbeats);
        await GoesOn(senders, UntilHungNodeIsGivenUp);
        await deployment.Nodes[1].Resume();
        await GoesOn(senders);

        // Two of three: nothing can be confirmed, and nothing is said to be.
        await deployment.Nodes[1].Kill();
        await deployment.Nodes[2].Kill();
        await Deployment.Until(async () => (await Deployment.Readiness(deployment.Intakes[0])).StartsWith("{\"status\":\"Degraded\"", StringComparison.Ordinal));
        var (acknowledged, refused) = (senders.Acknowledged, senders.Refused);
        await Deployment.Until(() => Task.FromResult(senders.Refused >= refused + 50));
        Assert.Equal(acknowledged, senders.Acknowledged);
        await deployment.Nodes[1].Restart();
        await deployment.Nodes[2].Restart();
        await GoesOn(senders);

        foreach (var node in deployment.Nodes)
        {
            await node.Stop();
            await GoesOn(senders);
            await node.Restart();
        }

        await GoesOn(senders);
        await stop.CancelAsync();
        await sending;
        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(senders.Sent.Count);
        Assert.Equal(0, (int)reconciliation["conflict"]!);
        await deployment.VerifyIsClean();
    }

    private static async Task GoesOn(Senders senders, TimeSpan? atMost = null)
    {
        var wanted = senders.Acknowledged + 200;
        await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted), () => Task.FromResult($"{wanted} acknowledged were awaited."), atMost);
    }
}
