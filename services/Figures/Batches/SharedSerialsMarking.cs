using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures.Batches;

/// <summary>
/// Tells the register of batches which were withdrawn for shared serials, so that Intake refuses to add to them, and writes that into the trail.
/// Aggregator, which withdraws them, has no register; and what it stored counts already, so this may be late, and is tried until it is done.
/// </summary>
public sealed class SharedSerialsMarking(IBatchStore store, BatchRegistry registry, AuditTrail trail, TimeProvider clock, ILogger<SharedSerialsMarking> log)
    : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);

    // Withdrawals stay, so what is done once needs no second look.
    private readonly HashSet<Guid> _done = [];

    // Within a process one after the other, so that each is written into the trail once.
    private readonly SemaphoreSlim _turn = new(1);

    private bool _failing;

    /// <summary>Marks what is not marked yet.</summary>
    /// <exception cref="StaffStoreException">Register or trail cannot be read or written; what was not marked stays so.</exception>
    public async Task Mark(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            foreach (var batch in await store.ListWithdrawals(SharedSerials.Judge, cancellationToken))
            {
                if (!_done.Contains(batch.Id) && batch.Withdrawal is { } withdrawal && SharedSerials.TryRead(withdrawal.By, withdrawal.Reason, out _))
                {
                    await Mark(batch.Id, withdrawal, cancellationToken);
                    _done.Add(batch.Id);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = new OncePerMinute(clock);
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            do
            {
                await TryMark(said, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; the next start looks again.
        }
    }

    private async Task TryMark(OncePerMinute said, CancellationToken stoppingToken)
    {
        try
        {
            await Mark(stoppingToken);
            _failing = false;
        }
        catch (Exception away) when (away is StaffStoreException or DbException)
        {
            // Who asks for the one or the other is told so as well, but a missing right would show nowhere else.
            if (said.IsNews(away.GetType()))
            {
                log.LogWarning("Batches that were withdrawn for shared serials cannot be noted in the register now; it is tried again: {Reason}", FailureText.Reason(away));
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_failing)
            {
                log.LogError(failure, "Batches that were withdrawn for shared serials could not be marked; it is tried again");
            }

            _failing = true;
        }
    }

    private async Task Mark(Guid id, StoredWithdrawal withdrawal, CancellationToken cancellationToken)
    {
        // One that the register does not know is of the demo, or from behind a backup that was restored: nobody can add to it by its id.
        if (await registry.Find(id, cancellationToken) is not { Withdrawal: null, Opening: var opening })
        {
            return;
        }

        // Two processes that come here at once write it twice, and it takes effect once.
        await trail.Append(new AuditRecord("", SharedSerials.Judge, "", AuditActions.WithdrawBatch, $"{opening.Survey}/{opening.Province}/{id}", AuditOutcome.Done,
            AuditRecord.OnThisMachine, withdrawal.Reason), cancellationToken);
        _ = await registry.Withdraw(id, new BatchWithdrawal(withdrawal.At, withdrawal.By, withdrawal.Reason), isSent: true, cancellationToken);
    }
}
