using Microsoft.Extensions.Logging;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>
/// Publishes one pack at a time. A pack that fails keeps its sequence and is handed over again until it is confirmed: it may have arrived,
/// and only under the same sequence is it stored once.
/// </summary>
internal sealed class PackLane(PublishPack publish, PackSenderOptions options, TimeProvider clock, IntakeMetrics metrics, ILogger log)
{
    private const long Idle = long.MinValue;

    private long _begun = Idle;
    private volatile IReadOnlyList<WaitingRecord> _onItsWay = [];

    /// <summary>How long the pack on its way has not been confirmed, whether publishing it fails or hangs; zero while there is none.</summary>
    public TimeSpan UnconfirmedFor => Volatile.Read(ref _begun) is var begun && begun == Idle ? TimeSpan.Zero : clock.GetElapsedTime(begun);

    /// <summary>The records of the pack on its way; empty while there is none.</summary>
    public IReadOnlyList<WaitingRecord> OnItsWay => _onItsWay;

    /// <summary>Returns once the pack is confirmed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled before; the pack may still arrive.</exception>
    public async Task Deliver(Parcel parcel, CancellationToken cancellationToken)
    {
        var pack = parcel.Pack;
        _onItsWay = parcel.Waiting;
        Volatile.Write(ref _begun, clock.GetTimestamp());
        var pause = options.FirstPause;
        var attempts = 1;
        while (!await TryPublish(pack, attempts, cancellationToken))
        {
            await Task.Delay(pause, clock, cancellationToken);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.LongestPause.Ticks));
            attempts++;
        }

        Volatile.Write(ref _begun, Idle);
        _onItsWay = [];
        if (attempts > 1)
        {
            log.LogInformation("Pack {Sequence} was confirmed at attempt {Attempts}", pack.Sequence, attempts);
        }
    }

    private async Task<bool> TryPublish(Pack pack, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            var started = clock.GetTimestamp();
            // Who publishes may not look at the token, but a stop must not wait for that.
            await publish(pack, cancellationToken).WaitAsync(cancellationToken);
            metrics.PackPublished(pack.Records.Count, clock.GetElapsedTime(started));
            return true;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            metrics.PackFailed();
            if (attempt == 1)
            {
                log.LogError(failure, "Pack {Sequence} with {Records} records could not be confirmed; it is sent again until it is",
                    pack.Sequence, pack.Records.Count);
            }

            return false;
        }
    }
}
