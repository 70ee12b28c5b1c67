using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Looks twice a second whether a batch is to be judged, then whether tallies have changed, and if so writes the running figures anew. Once after the start it writes them in any
/// case, as the program or its catalogue may have changed.
/// </summary>
public sealed class RunningFigures(IEntryStore store, BatchJudge judge, Catalogue catalogue, TimeProvider clock, ILogger<RunningFigures> log)
    : BackgroundService, IHealthCheck
{
    // Half of the second by which figures may lag behind.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_failing.IsEmpty
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"Figures of {string.Join(", ", _failing.Keys.Order(StringComparer.Ordinal))} cannot be written and lag behind. "
                + "The log has the reason; if it is damage, 'rebuild' mends it."));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Each at its own pace: one survey that fails, or waits for the database, does not hold up the others.
            await Task.WhenAll(catalogue.Surveys.Select(survey => Keep(survey, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping; the next start writes them anew.
        }
    }

    private async Task Keep(Survey survey, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        var always = true;
        do
        {
            await judge.TryJudge(survey, stoppingToken);
            always = !await TryRefresh(survey, always, stoppingToken) && always;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> TryRefresh(Survey survey, bool always, CancellationToken stoppingToken)
    {
        try
        {
            await store.RefreshFigures(survey, always, stoppingToken);
            _failing.TryRemove(survey.Code, out _);
            return true;
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            // Tried again in half a second; said once.
            if (_failing.TryAdd(survey.Code, failure.Message))
            {
                log.LogError("Running figures of {Survey} could not be written; they lag behind until they can: {Failure}", survey.Code, FailureText.Full(failure));
            }

            return false;
        }
    }
}
