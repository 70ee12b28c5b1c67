using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using SipasSurvey.Contracts;
using SipasSurvey.Queue;

namespace SipasSurvey.Intake;

/// <summary>Publishes packs to the queue: the binary form is the whole body.</summary>
public static class BrokerPublishing
{
    // While the broker writes one pack to the disks of its nodes, it takes the next ones; few, as each is the smaller.
    private const string InFlight = "4";

    /// <summary>Registers the connection to the broker and <see cref="PublishPack"/>.</summary>
    public static IHostApplicationBuilder AddBrokerPublishing(this IHostApplicationBuilder builder, BrokerAddress address)
    {
        builder.Configuration["Packs:InFlight"] ??= InFlight;
        builder.Services.AddBrokerLink(address, "Intake");
        builder.Services.AddSingleton<PublishPack>(services =>
        {
            var link = services.GetRequiredService<BrokerLink>();
            return (pack, cancellationToken) => link.Publish(
                QueueTopology.Name,
                new BasicProperties { ContentType = PackFormat.MediaType, DeliveryMode = DeliveryModes.Persistent },
                PackFormat.Write(pack),
                cancellationToken);
        });
        return builder;
    }
}
