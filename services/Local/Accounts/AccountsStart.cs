using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Brings the file of accounts up to date and makes the first ones. Citizens need neither, so what stands in the way does not stop the process: it is tried
/// again until it is done, and readiness says so.
/// </summary>
internal sealed class AccountsStart(IServiceProvider services, DataFolder folder, TimeProvider clock, ILogger<AccountsStart> logger) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(10);

    private bool _isDone;

    /// <summary>Tries; before the process listens, so that whoever sees it ready finds the first accounts.</summary>
    public async Task Try()
    {
        try
        {
            AccountsFile.Prepare(folder);
            await using var scope = services.CreateAsyncScope();
            await OwnProvider.RegisterPages(scope.ServiceProvider, CancellationToken.None);
            await scope.ServiceProvider.GetRequiredService<FirstAccounts>().Make();
            Volatile.Write(ref _isDone, true);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            logger.LogError("Staff cannot sign in; tried again every {Seconds} s: {Reason}", TryAgainAfter.TotalSeconds, failure.GetBaseException().Message);
        }
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var isReadable = false;
        try
        {
            await using var scope = services.CreateAsyncScope();
            _ = await scope.ServiceProvider.GetRequiredService<AccountsContext>().Users.AnyAsync(cancellationToken);
            isReadable = true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // What it says is in the log, where paths may stand.
        }

        return Volatile.Read(ref _isDone) && isReadable
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The accounts cannot be used, so staff cannot sign in; citizens' routes work. The log says why. Mend accounts.db or the staff store; nothing has to be restarted.");
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!Volatile.Read(ref _isDone))
        {
            await Task.Delay(TryAgainAfter, clock, stoppingToken);
            await Try();
        }
    }
}
