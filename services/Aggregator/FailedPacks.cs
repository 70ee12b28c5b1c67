using System.Runtime.ExceptionServices;
using MassTransit;
using SipasSurvey.Queue;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Decides about a pack that could not be stored: what may pass by itself goes back to the queue, for good goes to the dead letters. The
/// original is acknowledged only after the copy is safe, so at worst there are two, and a pack is stored once.
/// </summary>
internal sealed class FailedPacks(IEntryStore store, DeadLetters deadLetters, ILogger<FailedPacks> log) : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var failure = context.Exception;
        if (failure is OperationCanceledException || store.IsTransient(failure) || context.CancellationToken.IsCancellationRequested)
        {
            // MassTransit gives it back to the queue.
            ExceptionDispatchInfo.Throw(failure);
        }

        await PutAside(context, failure.GetType().Name, FailureText.Reason(failure));
        await next.Send(context);
    }

    // What was not delivered to the consumer is no failure to MassTransit, which would make a third queue for it that nobody looks at.
    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        await PutAside(context, "NotConsumed", "it is no message of this queue");
        await next.Send(context);
    }

    private async Task PutAside(ReceiveContext context, string kind, string reason)
    {
        log.LogError("A pack of {Bytes} bytes was put aside in {Queue}, as it cannot be stored: {Kind}: {Reason}",
            context.Body.Length, QueueTopology.DeadLetters, kind, reason);
        await deadLetters.Add(context.Body.GetBytes(), kind, context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("failed-packs");
}
