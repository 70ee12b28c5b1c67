using MassTransit;
using SipasSurvey.Contracts;

namespace SipasSurvey.Aggregator;

/// <summary>Takes packs from the transport. A pack is acknowledged, or answered, once it is committed.</summary>
public sealed class PackConsumer(Fills fills) : IConsumer<PackPublished>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<PackPublished> context)
    {
        var pack = PackFormat.Read(context.Message.Body.Span);
        await fills.Store(pack, context.CancellationToken);
        if (context.RequestId is not null)
        {
            await context.RespondAsync(new PackStored(pack.Producer, pack.Sequence));
        }
    }
}
