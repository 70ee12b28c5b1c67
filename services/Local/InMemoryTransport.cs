using MassTransit;
using SipasSurvey.Aggregator;
using SipasSurvey.Contracts;
using SipasSurvey.Intake;

namespace SipasSurvey.Local;

/// <summary>
/// Brings packs from Intake to Aggregator within the process. A request waits for its answer, so a pack is confirmed once SQLite has
/// committed it, and a fault of the aggregator is a failed publish.
/// </summary>
public static class InMemoryTransport
{
    // A fill takes part of a second; a much longer wait means that the disk does not answer.
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>Registers the transport and <see cref="PublishPack"/>.</summary>
    public static IHostApplicationBuilder AddInMemoryTransport(this IHostApplicationBuilder builder)
    {
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddConsumer<PackConsumer>();
            bus.AddConfigureEndpointsCallback((_, endpoint) => endpoint.PublishFaults = false);
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        builder.Services.AddSingleton<PublishPack>(services =>
        {
            var clients = services.GetRequiredService<IBus>().CreateClientFactory(Timeout);
            return async (pack, cancellationToken) =>
            {
                var client = clients.CreateRequestClient<PackPublished>();
                await client.GetResponse<PackStored>(new PackPublished(PackFormat.Write(pack)), cancellationToken);
            };
        });
        return builder;
    }
}
