using MassTransit;
using MassTransit.Configuration;
using RabbitMQ.Client;
using SipasSurvey.Queue;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>Takes packs from the queue. Connection, prefetch, acknowledgement and retries are MassTransit's.</summary>
public static class RabbitMqTransport
{
    // A fill takes 10,000 responses, twenty full packs or some hundred and sixty as they are under load, and part of the next should be here when it ends. Intake closes packs at 256 KB, so
    // that at most 64 MB of bodies are in memory.
    private const ushort Prefetch = 256;

    // Five minutes in all, then the pack is given back to the queue and comes again: far below half of the broker's consumer timeout
    // (30 minutes), after which it would close the channel.
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2),
        .. Enumerable.Repeat(TimeSpan.FromSeconds(5), 60),
    ];

    /// <summary>Registers the transport, the connection for dead letters and their health check.</summary>
    public static IHostApplicationBuilder AddRabbitMqTransport(this IHostApplicationBuilder builder, BrokerAddress address)
    {
        builder.Services.AddBrokerLink(address, "Aggregator");
        builder.Services.AddSingleton<DeadLetters>();
        builder.Services.AddHealthChecks()
            .AddCheck<DeadLetters>("dead-letters", tags: ["ready"])
            .AddCheck<Consumption>("consumption", tags: ["ready"]);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<PackConsumer>();
            // Consumption says the same with what to do.
            bus.ConfigureHealthCheckOptions(check => check.Tags.Add("masstransit"));
            bus.UsingRabbitMq((_, transport) => Connect(transport, address));
        });
        // Consumption starts the bus and attaches the queue to it, again and again if need be.
        builder.Services.RemoveMassTransitHostedService();
        builder.Services.AddSingleton<Consumption>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Consumption>());
        // What it says of connections is said by BrokerLink and Consumption, once and without a stack.
        builder.Services.AddLogging(logging => logging.AddFilter("MassTransit", LogLevel.None));
        return builder;
    }

    private static void Connect(IRabbitMqBusFactoryConfigurator transport, BrokerAddress address)
    {
        var first = address.Nodes[0];
        transport.Host(first.HostName, (ushort)first.Port, address.VirtualHost, host =>
        {
            host.Username(address.User);
            host.Password(address.Password);
            host.Heartbeat(BrokerAddress.Heartbeat);
            // The nodes as the other connection has them, each with its certificate to verify. MassTransit's own settings for TLS take certificates of any
            // authority, and know one host name for all nodes.
            host.OnRefreshConnectionFactory = factory =>
            {
                factory.EndpointResolverFactory = _ => new DefaultEndpointResolver(address.Nodes);
                return Task.CompletedTask;
            };
        });
    }

    /// <summary>How packs are taken: by <see cref="PackConsumer"/>, retried while that may help, put aside when it does not.</summary>
    internal static void Configure(IRabbitMqReceiveEndpointConfigurator endpoint, IBusRegistrationContext context)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PublishFaults = false;
        endpoint.PrefetchCount = Prefetch;
        endpoint.ConcurrentMessageLimit = Prefetch;
        foreach (var (name, value) in QueueTopology.Arguments)
        {
            endpoint.SetQueueArgument(name, value);
        }

        // Without the JSON that MassTransit brings along: whatever a message says of its content, its body is the pack.
        endpoint.ClearSerialization();
        endpoint.AddSerializer(new SystemTextJsonMessageSerializerFactory());
        endpoint.AddDeserializer(new PackDeserializer(), isDefault: true);
        var store = context.GetRequiredService<IEntryStore>();
        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(store.IsTransient);
            retry.Intervals(Pauses);
        });
        var failed = new FailedPacks(store, context.GetRequiredService<DeadLetters>(), context.GetRequiredService<ILogger<FailedPacks>>());
        endpoint.ConfigureError(pipe => pipe.UseFilter(failed));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(failed));
        endpoint.ConfigureConsumer<PackConsumer>(context);
    }
}
