using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>Looks twice a second whether tallies have changed, and if so writes the running figures anew.</summary>
public sealed class RunningFigures(IEntryStore store, Catalogue catalogue, TimeProvider clock, ILogger<RunningFigures> log) : BackgroundService
{
    // Half of the second by which figures may lag behind.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var failing = false;
        do
        {
            try
            {
                foreach (var survey in catalogue.Surveys)
                {
                    await store.RefreshFigures(survey, stoppingToken);
                }

                failing = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // Tried again in half a second; said once.
                if (!failing)
                {
                    log.LogError(failure, "Running figures could not be written; they lag behind until the database answers");
                }

                failing = true;
            }
        }
        while (await WaitForNextTick(timer, stoppingToken));
    }

    private static async Task<bool> WaitForNextTick(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
