using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using SipasSurvey.Contracts;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>What the queue is, what it does with packs that lose their consumer or are old, and what Intake does without it.</summary>
public sealed class QueueTests
{
    // More than the 3 after which RabbitMQ was seen to drop a pack at a low limit; an aggregator takes seconds to start.
    private const int Kills = 5;

    [Fact]
    public async Task A_pack_whose_connection_breaks_off_thirty_times_is_still_there()
    {
        await using var broker = await RabbitNode.Start();
        var factory = new ConnectionFactory { Uri = new Uri(broker.Uri) };
        var pack = PackFormat.Write(A.Pack(A.Entry()));
        await using (var connection = await factory.CreateConnectionAsync())
        {
            await QueueTopology.Declare(connection, CancellationToken.None);
            await using var channel = await connection.CreateChannelAsync();
            await Deployment.Publish(channel, pack);
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
    public async Task A_pack_whose_aggregator_is_killed_while_it_holds_it_is_still_there_and_counted_once()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await deployment.Aggregators[0].Stop();
        await Deployment.Publish(channel, PackFormat.Write(A.Pack(A.Entry())));
        // Nobody else gets it while the aggregator starts, which needs the database.
        var held = await Take(channel);
        await deployment.Aggregators[0].Start();
        await using (var database = new SqliteConnection($"Data Source={deployment.Database}"))
        {
            await database.OpenAsync();
            for (var kill = 0; kill < Kills; kill++)
            {
                await using var writing = database.BeginTransaction(deferred: false);
                await channel.BasicNackAsync(held.DeliveryTag, multiple: false, requeue: true);
                // Delivered and, as nothing can be stored, not acknowledged.
                await Deployment.Until(async () => await deployment.Broker.Ctl("list_queues", "--silent", "name", "messages_ready", "messages_unacknowledged")
                    is var queues && queues.Contains($"{QueueTopology.Name}\t0\t1", StringComparison.Ordinal), async () => deployment.Aggregators[0].Output);
                await deployment.Aggregators[0].Kill();
                held = await Take(channel);
                await writing.RollbackAsync();
                await deployment.Aggregators[0].Start();
            }
        }

        await channel.BasicNackAsync(held.DeliveryTag, multiple: false, requeue: true);
        await deployment.FiguresOf(1);
        await Deployment.IsHealthy(deployment.Aggregators[0]);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task Both_queues_are_declared_with_everything_on_which_no_pack_is_lost_depends()
    {
        await using var deployment = await Deployment.Start();
        var listed = await deployment.Broker.Ctl("list_queues", "--silent", "--formatter", "json", "name", "durable", "auto_delete", "type", "arguments");

        var queues = JsonNode.Parse(listed)!.AsArray().ToDictionary(queue => (string)queue!["name"]!, queue => queue!);
        Assert.Equal(["sipas-packs", "sipas-packs.dead"], queues.Keys.Order(StringComparer.Ordinal));
        foreach (var queue in queues.Values)
        {
            Assert.True((bool)queue["durable"]!);
            Assert.False((bool)queue["auto_delete"]!);
            Assert.Equal("quorum", ((string)queue["type"]!).Replace("rabbit_quorum_queue", "quorum", StringComparison.Ordinal));
            Assert.Equal(1_000_000, Argument(queue, "x-delivery-limit")!.GetValue<int>());
        }

        var packs = queues["sipas-packs"];
        Assert.Equal("", (string)Argument(packs, "x-dead-letter-exchange")!);
        Assert.Equal("sipas-packs.dead", (string)Argument(packs, "x-dead-letter-routing-key")!);
        Assert.Equal("at-least-once", (string)Argument(packs, "x-dead-letter-strategy")!);
        Assert.Equal("reject-publish", (string)Argument(packs, "x-overflow")!);
    }

    [Fact]
    public async Task Old_and_new_packs_are_stored_side_by_side()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        for (var i = 0; i < 20; i++)
        {
            await Deployment.Publish(channel, PackFormat.Write(A.Pack(A.Entry()), (byte)(1 + (i % PackFormat.Version))));
        }

        await deployment.FiguresOf(20);
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
        await Deployment.Until(() => Task.FromResult(senders.Refused >= 50));
        await stop.CancelAsync();

        await deployment.Broker.Ctl("set_vm_memory_high_watermark", "0.6");
        await sending;

        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(senders.Sent.Count);
        Assert.Equal(0, (int)reconciliation["conflict"]!);
        await deployment.VerifyIsClean();
    }

    private static JsonNode? Argument(JsonNode queue, string name) => queue["arguments"] is JsonArray list
        ? list.FirstOrDefault(argument => argument is JsonArray { Count: > 0 } it && (string?)it[0] == name) is JsonArray found ? found[^1] : null
        : queue["arguments"]![name];

    private static async Task<BasicGetResult> Take(IChannel channel)
    {
        BasicGetResult? taken = null;
        await Deployment.Until(async () => (taken = await channel.BasicGetAsync(QueueTopology.Name, autoAck: false)) is not null);
        return taken!;
    }
}
