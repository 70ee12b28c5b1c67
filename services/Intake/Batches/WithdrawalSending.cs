using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// Sends withdrawals on, and those again that are in the register and not known to be safe: whoever withdrew may be gone, and this process too, between the
/// one and the other. Two that send the same withdrawal do no harm.
/// </summary>
internal sealed class WithdrawalSending(BatchRegistry registry, ChangeSending sending, TimeProvider clock, ILogger<WithdrawalSending> log) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private bool _failing;

    /// <summary>Sends the withdrawal of a batch that is withdrawn in the register; whether it is known to be safe.</summary>
    public async Task<bool> Send(RegisteredBatch batch, CancellationToken cancellationToken)
    {
        var withdrawal = batch.Withdrawal!;
        if (!await sending.Send([new BatchWithdrawn(batch.Id, UnixMicroseconds.From(withdrawal.At), withdrawal.By, withdrawal.Reason)], cancellationToken))
        {
            return false;
        }

        try
        {
            await registry.MarkWithdrawalSent(batch.Id, CancellationToken.None);
        }
        catch (StaffStoreException)
        {
            // It is safe all the same, and is sent once more when the register is back.
        }

        return true;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await TrySendUnsent(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; the next start looks again.
        }
    }

    private async Task TrySendUnsent(CancellationToken stoppingToken)
    {
        try
        {
            foreach (var batch in await registry.ListUnsentWithdrawals(stoppingToken))
            {
                if (!await Send(batch, stoppingToken))
                {
                    // The queue is away for the others, too.
                    break;
                }
            }

            _failing = false;
        }
        catch (StaffStoreException)
        {
            // Readiness says it, and so does the answer to whoever withdraws.
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_failing)
            {
                log.LogError(failure, "Withdrawals that are not known to be safe could not be sent again; it is tried again");
            }

            _failing = true;
        }
    }
}
