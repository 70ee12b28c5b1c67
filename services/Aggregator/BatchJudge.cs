using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Has closed batches judged, and says which were withdrawn because they share serials with others. It is asked before figures are written, so
/// that these show such a batch as seldom as can be.
/// </summary>
public sealed class BatchJudge(IEntryStore store, ILogger<BatchJudge> log) : IHealthCheck
{
    private static readonly Meter Meter = new(Fills.MeterName);
    private static readonly Counter<long> Withdrawn = Meter.CreateCounter<long>(
        "sipas.batches.withdrawn", "{batch}", "Batches that were withdrawn because they share serials with others.");

    private readonly ConcurrentDictionary<string, string> _failing = new(StringComparer.Ordinal);

    /// <summary>Judges the batches of a survey that are due. A failure is logged once, and kept for readiness, until it has passed.</summary>
    public async Task TryJudge(Survey survey, CancellationToken stoppingToken)
    {
        try
        {
            foreach (var withdrawal in await store.JudgeBatches(survey, stoppingToken))
            {
                Withdrawn.Add(1);
                log.LogWarning("Batch {Batch} of {Survey} was withdrawn: more than a fifth of its sheets are in conflict with others ({Reason})",
                    withdrawal.Batch, survey.Code, withdrawal.Reason);
            }

            _failing.TryRemove(survey.Code, out _);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            if (!_failing.TryAdd(survey.Code, failure.Message))
            {
                return;
            }

            if (store.IsTransient(failure))
            {
                log.LogWarning("Closed batches of {Survey} cannot be judged now: {Reason}", survey.Code, FailureText.Reason(failure));
            }
            else
            {
                log.LogError("Closed batches of {Survey} could not be judged; they stay in the figures until they can: {Failure}", survey.Code, FailureText.Full(failure));
            }
        }
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_failing.IsEmpty
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"Closed batches of {string.Join(", ", _failing.Keys.Order(StringComparer.Ordinal))} cannot be judged for shared serials. "
                + "The log has the reason; it is tried again by itself."));
}
