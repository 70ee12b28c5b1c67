using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using SipasSurvey.Contracts;

namespace SipasSurvey.Queue;

/// <summary>Packs that could not be stored for good: puts them aside, says that they are there, and brings them back.</summary>
public sealed class DeadLetters(BrokerLink link) : IHealthCheck
{
    /// <summary>Header with the kind of failure: the name of an exception, never its text, which could quote what a response says.</summary>
    public const string ReasonHeader = "sipas-reason";

    /// <summary>Puts the body of a message aside; returns once it is safe there.</summary>
    public Task Add(byte[] body, string reason, CancellationToken cancellationToken) => link.Publish(
        QueueTopology.DeadLetters,
        new BasicProperties
        {
            ContentType = PackFormat.MediaType,
            DeliveryMode = DeliveryModes.Persistent,
            Headers = new Dictionary<string, object?> { [ReasonHeader] = reason },
        },
        body,
        cancellationToken);

    /// <summary>How many are waiting there. A queue that somebody deleted is declared again, before a pack needs it.</summary>
    public async Task<uint> Count(CancellationToken cancellationToken)
    {
        await using var channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters, cancellationToken)).MessageCount;
        }
        catch (OperationInterruptedException failure) when (failure.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            await link.DeclareAgain(QueueTopology.DeadLetters, cancellationToken);
            return 0;
        }
    }

    /// <summary>
    /// Brings back what is there at the start; what fails again meanwhile is left for the next time. One that was brought back twice,
    /// because the broker went away in between, is stored once all the same. Returns how many.
    /// </summary>
    /// <exception cref="ReplayBrokenOffException">The broker failed on the way.</exception>
    public async Task<int> Replay(CancellationToken cancellationToken)
    {
        var brought = 0;
        try
        {
            var left = await Count(cancellationToken);
            await using var channel = await link.Connection.CreateChannelAsync(cancellationToken: cancellationToken);
            for (; left > 0 && await channel.BasicGetAsync(QueueTopology.DeadLetters, autoAck: false, cancellationToken) is { } letter; left--)
            {
                var properties = new BasicProperties { ContentType = PackFormat.MediaType, DeliveryMode = DeliveryModes.Persistent };
                await link.Publish(QueueTopology.Name, properties, letter.Body, cancellationToken);
                await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellationToken);
                brought++;
            }
        }
        catch (Exception failure) when (IsOfBroker(failure) && !cancellationToken.IsCancellationRequested)
        {
            throw new ReplayBrokenOffException(brought, failure);
        }

        return brought;
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var packs = await Count(cancellationToken);
            return packs == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"{packs} packs could not be stored and wait in the queue "
                    + $"{QueueTopology.DeadLetters}; their responses are not counted. The log has the reasons. Mend them (a pack of a newer version needs "
                    + $"a newer aggregator), then run 'replay'."));
        }
        catch (Exception failure) when (IsOfBroker(failure) && !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Degraded($"Whether packs wait in {QueueTopology.DeadLetters} cannot be seen. {(failure is OperationInterruptedException
                ? BrokerFailure.Explain(failure)
                : "The broker does not say; it is asked again.")}");
        }
    }

    // A broker that does not answer makes the client cancel what it waits for.
    private static bool IsOfBroker(Exception failure) =>
        failure is BrokerAwayException or OperationInterruptedException or AlreadyClosedException or PublishException or TimeoutException or OperationCanceledException;
}

/// <summary>The broker failed while dead letters were brought back; the others are still there.</summary>
public sealed class ReplayBrokenOffException(int packs, Exception failure) : Exception($"{packs} packs were brought back before the broker failed.", failure)
{
    /// <summary>How many were back in the queue by then.</summary>
    public int Packs { get; } = packs;
}
