using RabbitMQ.Client;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>What happens when the broker is there and refuses: readiness says which refusal it is, and all goes on once it is mended.</summary>
public sealed class BrokerAccountTests
{
    private const string RefusedLogin = "The broker refuses the login";

    [Fact]
    public async Task After_a_login_was_refused_for_a_while_packs_are_taken_again()
    {
        await using var deployment = await Deployment.Start(aggregators: 0);
        await MakeUser(deployment, "first");
        var aggregator = deployment.AggregatorOf("taker:first");
        await aggregator.Start();
        var senders = new Senders(deployment);
        await Send(senders);
        await deployment.Counted(1);

        await deployment.Broker.Ctl("change_password", "taker", "second");
        await deployment.Broker.Ctl("close_all_connections", "the password was changed");
        await Deployment.Complains(aggregator, "broker", RefusedLogin);
        await Deployment.Complains(aggregator, "consumption", RefusedLogin);
        await Send(senders);
        await deployment.Broker.Ctl("change_password", "taker", "first");

        await deployment.Counted(2);
        await Deployment.IsHealthy(aggregator);
        Assert.Empty(senders.Surprises);
        OutcomesAreLoggedOnce(aggregator);
    }

    [Fact]
    public async Task An_aggregator_that_was_started_before_its_user_was_made_takes_packs_once_it_is()
    {
        await using var deployment = await Deployment.Start(aggregators: 0);
        var aggregator = deployment.AggregatorOf("taker:secret-of-taker");
        await aggregator.Start();
        await Deployment.Complains(aggregator, "broker", RefusedLogin);
        await Send(new Senders(deployment));

        await MakeUser(deployment, "secret-of-taker");

        await deployment.Counted(1);
        await Deployment.IsHealthy(aggregator);
        OutcomesAreLoggedOnce(aggregator);
        Assert.DoesNotContain("secret-of-taker", aggregator.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_permissions_a_wrong_virtual_host_and_a_wrong_password_are_told_apart_by_readiness_and_replay()
    {
        await using var deployment = await Deployment.Start(aggregators: 0);
        await deployment.Broker.Ctl("add_user", "taker", "secret-of-taker");
        var wrongPassword = deployment.AggregatorOf("taker:another");
        var noEntry = deployment.AggregatorOf("taker:secret-of-taker");
        await wrongPassword.Start();
        await noEntry.Start();

        await Deployment.Complains(wrongPassword, "broker", RefusedLogin);
        await Deployment.Complains(noEntry, "broker", "does not let the user into the virtual host");
        await deployment.Broker.Ctl("set_permissions", "taker", "^$", "^$", "^$");
        await Deployment.Complains(noEntry, "broker", "does not let the user work with the queue");
        Assert.DoesNotContain("taker", await Deployment.Readiness(noEntry), StringComparison.Ordinal);

        var (exitCode, output) = await deployment.AggregatorOf("taker:another").RunToEnd("replay");
        Assert.Equal(2, exitCode);
        Assert.Contains($"replay: {RefusedLogin}", output, StringComparison.Ordinal);
        Assert.DoesNotContain("another", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_of_the_same_name_with_other_arguments_is_named_by_readiness_and_replay_and_all_goes_on_once_it_is_gone()
    {
        await using var deployment = await Deployment.Start();
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await deployment.Aggregators[0].Stop();
        await channel.QueueDeleteAsync(QueueTopology.Name);
        await channel.QueueDeclareAsync(QueueTopology.Name, durable: true, exclusive: false, autoDelete: false);
        await deployment.Aggregators[0].Start();

        await Deployment.Complains(deployment.Aggregators[0], "broker", "a queue sipas-packs with other arguments");
        var (exitCode, output) = await deployment.Upkeep.RunToEnd("replay");
        Assert.Equal(2, exitCode);
        Assert.Contains("replay: The broker has a queue sipas-packs with other arguments", output, StringComparison.Ordinal);

        await channel.QueueDeleteAsync(QueueTopology.Name);
        await Send(new Senders(deployment));
        await deployment.Counted(1);
        await Deployment.IsHealthy(deployment.Aggregators[0]);
    }

    private static async Task MakeUser(Deployment deployment, string password)
    {
        await deployment.Broker.Ctl("add_user", "taker", password);
        await deployment.Broker.Ctl("set_permissions", "taker", ".*", ".*", ".*");
    }

    private static Task Send(Senders senders)
    {
        var id = Guid.NewGuid();
        return senders.Send(id, A.Response(id));
    }

    // However long it lasted and however often it was tried and asked for: one line of the connection, one of the packs, and no stack.
    private static void OutcomesAreLoggedOnce(ServiceProcess aggregator)
    {
        var log = aggregator.Output;
        Assert.InRange(log.Split(RefusedLogin).Length - 1, 1, 2);
        Assert.DoesNotContain("   at ", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Health check", log, StringComparison.Ordinal);
    }
}
