using RabbitMQ.Client;

namespace SipasSurvey.Queue;

/// <summary>
/// The queue of packs and the one for dead letters: their names, and the only place that says how they are declared. Whoever declares
/// a queue with other arguments is refused by the broker, so both sides use this.
/// </summary>
public static class QueueTopology
{
    /// <summary>The queue that packs wait in.</summary>
    public const string Name = "sipas-packs";

    /// <summary>The queue of packs that could not be stored for good; <c>replay</c> brings them back.</summary>
    public const string DeadLetters = "sipas-packs.dead";

    // RabbitMQ 3.10 drops a message silently after a low limit, and after one delivery at -1; 4.x has a limit of 20 by default. A pack
    // may be given back for as long as a database is away, so the limit is far beyond that.
    private const int DeliveryLimit = 1_000_000;

    /// <summary>Arguments of <see cref="Name"/>.</summary>
    public static IReadOnlyDictionary<string, object?> Arguments { get; } = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = "",
        ["x-dead-letter-routing-key"] = DeadLetters,
        // A dead letter leaves the queue only once the other one has it; that needs publishes to be refused rather than old packs dropped.
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <summary>Arguments of <see cref="DeadLetters"/>.</summary>
    public static IReadOnlyDictionary<string, object?> DeadLetterArguments { get; } = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
    };

    /// <summary>Declares both queues; those that exist already stay as they are.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">A queue of that name has other arguments.</exception>
    public static async Task Declare(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(DeadLetters, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(DeadLetterArguments), cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>(Arguments), cancellationToken: cancellationToken);
    }
}
