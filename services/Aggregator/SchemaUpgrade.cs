using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Brings the database's schema up to date. A server that is away when the process starts is waited for: meanwhile packs stay in the queue,
/// and readiness says what is missing.
/// </summary>
public sealed class SchemaUpgrade(IEntryStore store, IHostApplicationLifetime lifetime, ILogger<SchemaUpgrade> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private bool _done;

    /// <summary>Upgrades now, whatever may fail.</summary>
    /// <exception cref="SchemaException">A person has to do something; the message says what.</exception>
    public async Task Run(CancellationToken cancellationToken)
    {
        await store.Migrate(cancellationToken);
        _done = true;
    }

    /// <summary>Upgrades now, or once the database is there.</summary>
    /// <exception cref="SchemaException">A person has to do something; the message says what.</exception>
    public async Task RunOrPostpone(CancellationToken cancellationToken)
    {
        try
        {
            await Run(cancellationToken);
        }
        catch (Exception failure) when (store.IsTransient(failure))
        {
            log.LogError("The database cannot be used yet; it is tried again until it can: {Reason}", FailureText.Reason(failure));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!_done)
        {
            await Task.Delay(Pause, stoppingToken);
            try
            {
                await Run(stoppingToken);
                log.LogInformation("The database is there and its schema up to date");
            }
            catch (SchemaException failure)
            {
                log.LogCritical("{Reason}", failure.Message);
                Environment.ExitCode = 2;
                lifetime.StopApplication();
                return;
            }
            catch (Exception failure) when (store.IsTransient(failure))
            {
                // Said at the start; tried again.
            }
        }
    }
}
