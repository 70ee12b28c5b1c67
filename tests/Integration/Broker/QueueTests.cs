using RabbitMQ.Client;
using SipasSurvey.Contracts;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>What the queue does with packs that cannot be stored, that kill their consumer, that are old; and what Intake does without a queue.</summary>
public sealed class QueueTests
{
    [Fact]
    public async Task A_pack_that_can_never_be_stored_is_put_aside_alone_and_replay_brings_it_back()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        byte[] newer = [.. PackFormat.Write(A.Pack(A.Entry()))];
        newer[4] = 99;
        await Publish(channel, PackFormat.Write(A.Pack(A.Entry())));
        await Publish(channel, newer);
        await Publish(channel, PackFormat.Write(A.Pack(A.Entry())));

        var aggregator = deployment.Aggregators[0];
        await Deployment.Until(async () => (await Deployment.Readiness(aggregator)).Contains("1 packs could not be stored", StringComparison.Ordinal));
        var readiness = await Deployment.Readiness(aggregator);
        Assert.StartsWith("{\"status\":\"Degraded\"", readiness, StringComparison.Ordinal);
        Assert.Contains("replay", readiness, StringComparison.Ordinal);
        await Figures(deployment, 2);

        // While nobody takes packs, one can see that replay moved it.
        await aggregator.Stop();
        var (exitCode, output) = await deployment.Upkeep.RunToEnd("replay");
        Assert.True(exitCode == 0, output);
        Assert.Contains("replay: 1 packs are back", output, StringComparison.Ordinal);
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);
        Assert.Equal(newer, (await channel.BasicGetAsync(QueueTopology.Name, autoAck: true))!.Body.ToArray());
    }

    [Fact]
    public async Task A_pack_that_was_replayed_twice_is_counted_once()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var pack = PackFormat.Write(A.Pack(A.Entry()));
        await channel.BasicPublishAsync("", QueueTopology.DeadLetters, pack);
        await channel.BasicPublishAsync("", QueueTopology.DeadLetters, pack);

        await Deployment.Until(async () => (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount == 2);
        Assert.Equal(0, (await deployment.Upkeep.RunToEnd("replay")).ExitCode);

        await Figures(deployment, 1);
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task A_pack_that_kills_its_consumer_thirty_times_is_still_there()
    {
        await using var broker = await RabbitNode.Start();
        var factory = new ConnectionFactory { Uri = new Uri(broker.Uri) };
        var pack = PackFormat.Write(A.Pack(A.Entry()));
        await using (var connection = await factory.CreateConnectionAsync())
        {
            await QueueTopology.Declare(connection, CancellationToken.None);
            await using var channel = await connection.CreateChannelAsync();
            await Publish(channel, pack);
        }

        for (var kill = 0; kill < 30; kill++)
        {
            await using var connection = await factory.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            Assert.Equal(pack, (await Take(channel)).Body.ToArray());
            await connection.AbortAsync();
        }

        await using var last = await factory.CreateConnectionAsync();
        await using var reader = await last.CreateChannelAsync();
        Assert.Equal(pack, (await Take(reader)).Body.ToArray());
    }

    [Fact]
    public async Task Old_and_new_packs_are_stored_side_by_side()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        for (var i = 0; i < 20; i++)
        {
            await Publish(channel, PackFormat.Write(A.Pack(A.Entry()), (byte)(1 + (i % PackFormat.Version))));
        }

        await Figures(deployment, 20);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task A_queue_that_was_deleted_is_made_again_by_the_next_response()
    {
        await using var deployment = await Deployment.Start();
        await deployment.Aggregators[0].Stop();
        await using (var connection = await deployment.Connect())
        await using (var channel = await connection.CreateChannelAsync())
        {
            await channel.QueueDeleteAsync(QueueTopology.Name);
        }

        var id = Guid.NewGuid();
        await new Senders(deployment).Send(id, A.Response(id));
        await deployment.Aggregators[0].Start();

        await deployment.Counted(1);
    }

    [Fact]
    public async Task During_a_memory_alarm_of_the_broker_senders_get_503_and_afterwards_each_is_counted_once()
    {
        await using var deployment = await Deployment.Start();
        var senders = new Senders(deployment);
        await deployment.Broker.Ctl("set_vm_memory_high_watermark", "0.00001");
        using var stop = new CancellationTokenSource();
        var sending = senders.SendUntil(stop.Token);
        await Deployment.Until(async () => (await Deployment.Readiness(deployment.Intakes[0])).Contains("Degraded", StringComparison.Ordinal));
        await stop.CancelAsync();

        await deployment.Broker.Ctl("set_vm_memory_high_watermark", "0.6");
        await sending;

        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(senders.Sent.Count);
        Assert.Equal(0, (int)reconciliation["conflict"]!);
        await deployment.VerifyIsClean();
    }

    private static async Task Publish(IChannel channel, byte[] pack) => await channel.BasicPublishAsync("", QueueTopology.Name, pack);

    private static async Task<BasicGetResult> Take(IChannel channel)
    {
        BasicGetResult? taken = null;
        await Deployment.Until(async () => (taken = await channel.BasicGetAsync(QueueTopology.Name, autoAck: false)) is not null);
        return taken!;
    }

    private static Task Figures(Deployment deployment, int responses) => Deployment.Until(
        async () => (int?)(await deployment.Get($"api/v1/figures/{A.Survey}"))["nation"]?["n"] == responses,
        async () => deployment.Aggregators[0].Output);
}
