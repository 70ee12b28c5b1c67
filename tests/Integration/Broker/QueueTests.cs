using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using SipasSurvey.Contracts;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>What the queue does with packs that cannot be stored, that kill their consumer, that are old; and what Intake does without a queue.</summary>
public sealed class QueueTests
{
    // More than the 3 after which RabbitMQ was seen to drop a pack at a low limit; an aggregator takes seconds to start.
    private const int Kills = 5;

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
    public async Task A_pack_whose_connection_breaks_off_thirty_times_is_still_there()
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
    public async Task A_pack_whose_aggregator_is_killed_while_it_holds_it_is_still_there_and_counted_once()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await deployment.Aggregators[0].Stop();
        await Publish(channel, PackFormat.Write(A.Pack(A.Entry())));
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
        await Figures(deployment, 1);
        await Deployment.IsHealthy(deployment.Aggregators[0]);
        await deployment.VerifyIsClean();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("application/vnd.masstransit+json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("what is this;;")]
    public async Task Whatever_the_content_type_says_a_pack_is_counted_garbage_is_put_aside_and_there_is_no_third_queue(string? contentType)
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var body in (byte[][])[PackFormat.Write(A.Pack(A.Entry())), "{\"message\": {}}"u8.ToArray(), []])
        {
            var properties = new BasicProperties();
            if (contentType is not null)
            {
                properties.ContentType = contentType;
            }

            await channel.BasicPublishAsync("", QueueTopology.Name, mandatory: true, properties, body);
        }

        await Figures(deployment, 1);
        await Deployment.Complains(deployment.Aggregators[0], "dead-letters", "2 packs could not be stored");
        var queues = (await deployment.Broker.Ctl("list_queues", "--silent", "--no-table-headers", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([QueueTopology.Name, QueueTopology.DeadLetters], queues.Order(StringComparer.Ordinal));
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
    public async Task A_queue_of_dead_letters_that_was_deleted_is_made_again_before_a_pack_needs_it()
    {
        await using var deployment = await Deployment.Start();
        await Deployment.IsHealthy(deployment.Aggregators[0]);
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync(QueueTopology.DeadLetters);

        await Deployment.IsHealthy(deployment.Aggregators[0]);
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);
        Assert.Contains($"The queue {QueueTopology.DeadLetters} was deleted", deployment.Aggregators[0].Output, StringComparison.Ordinal);
        await Publish(channel, [1, 2, 3]);
        await Deployment.Complains(deployment.Aggregators[0], "dead-letters", "1 packs could not be stored");
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
