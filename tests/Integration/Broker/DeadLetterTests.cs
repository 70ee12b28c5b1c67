using RabbitMQ.Client;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>What becomes of packs that cannot be stored, and of messages that are no packs.</summary>
public sealed class DeadLetterTests
{
    [Fact]
    public async Task A_pack_that_can_never_be_stored_is_put_aside_alone_and_replay_brings_it_back()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        byte[] newer = [.. PackFormat.Write(A.Pack(A.Entry()))];
        newer[4] = 99;
        await Deployment.Publish(channel, PackFormat.Write(A.Pack(A.Entry())));
        await Deployment.Publish(channel, newer);
        await Deployment.Publish(channel, PackFormat.Write(A.Pack(A.Entry())));

        var aggregator = deployment.Aggregators[0];
        await Deployment.Until(async () => (await Deployment.Readiness(aggregator)).Contains("1 packs could not be stored", StringComparison.Ordinal));
        var readiness = await Deployment.Readiness(aggregator);
        Assert.StartsWith("{\"status\":\"Degraded\"", readiness, StringComparison.Ordinal);
        Assert.Contains("replay", readiness, StringComparison.Ordinal);
        await deployment.FiguresOf(2);

        // While nobody takes packs, one can see that replay moved it.
        await aggregator.Stop();
        var (exitCode, output) = await deployment.Upkeep.RunToEnd("replay");
        Assert.True(exitCode == 0, output);
        Assert.Contains("replay: 1 packs are back", output, StringComparison.Ordinal);
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);
        Assert.Equal(newer, (await channel.BasicGetAsync(QueueTopology.Name, autoAck: true))!.Body.ToArray());
    }

    [Fact]
    public async Task A_pack_with_an_invitation_is_put_aside_where_the_secret_is_missing_and_counts_once_that_is_there()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await Deployment.Publish(channel, PackFormat.Write(A.Pack(Guid.NewGuid(), 1, A.Claiming(A.Entry(channel: Channel.Invited), 1))));

        var aggregator = deployment.Aggregators[0];
        await Deployment.Until(async () => (await Deployment.Readiness(aggregator)).Contains("1 packs could not be stored", StringComparison.Ordinal));
        Assert.Contains("Invitations__Secret is not set", aggregator.Output, StringComparison.Ordinal);
        await aggregator.Stop();
        await deployment.AggregatorOf("guest:guest", ("Invitations__Secret", A.Secret)).Start();
        Assert.Equal(0, (await deployment.Upkeep.RunToEnd("replay")).ExitCode);

        await deployment.FiguresOf(1);
        await deployment.VerifyIsClean();
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

        await deployment.FiguresOf(1);
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task Replay_says_how_far_it_came_when_the_broker_takes_no_more()
    {
        await using var deployment = await Deployment.Start(aggregators: 0);
        await deployment.Broker.Ctl("add_user", "reader", "secret-of-reader");
        await deployment.Broker.Ctl("set_permissions", "reader", ".*", "^$", ".*");
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicPublishAsync("", QueueTopology.DeadLetters, PackFormat.Write(A.Pack(A.Entry())));
        await Deployment.Until(async () => (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount == 1);

        var (exitCode, output) = await deployment.AggregatorOf("reader:secret-of-reader").RunToEnd("replay");

        Assert.Equal(2, exitCode);
        Assert.Contains("replay: 0 packs are back in the queue; the others are still aside", output, StringComparison.Ordinal);
        Assert.Contains("does not let the user work with the queue", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        await Deployment.Until(async () => (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount == 1);
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

        await deployment.FiguresOf(1);
        await Deployment.Complains(deployment.Aggregators[0], "dead-letters", "2 packs could not be stored");
        var queues = (await deployment.Broker.Ctl("list_queues", "--silent", "--no-table-headers", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([QueueTopology.Name, QueueTopology.DeadLetters], queues.Order(StringComparer.Ordinal));
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
        await Deployment.Publish(channel, [1, 2, 3]);
        await Deployment.Complains(deployment.Aggregators[0], "dead-letters", "1 packs could not be stored");
    }
}
