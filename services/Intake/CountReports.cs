using Microsoft.Extensions.Logging;

namespace SipasSurvey.Intake;

/// <summary>Reports the number of confirmed entries from time to time, so that a last pack that was lost shows as waiting.</summary>
internal sealed class CountReports(PublishPack publish, PackLedger ledger, TimeSpan every, TimeProvider clock, ILogger log)
{
    private bool _failing;

    /// <summary>Reports whenever something was confirmed since the last report, until it is cancelled.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(every, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await Report(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The last report follows when everything is sent.
        }
    }

    /// <summary>Reports once, if there is anything new. A report that fails is not repeated; the next one says more.</summary>
    public async Task Report(CancellationToken cancellationToken)
    {
        if (ledger.NextReport(out var entries) is not { } report)
        {
            return;
        }

        try
        {
            await publish(report, cancellationToken).WaitAsync(cancellationToken);
            ledger.Reported(entries);
            _failing = false;
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            if (!_failing)
            {
                log.LogWarning(failure, "The number of confirmed entries could not be reported; later reports say it again");
            }

            _failing = true;
        }
    }
}
