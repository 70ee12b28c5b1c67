using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Contracts;
using SipasSurvey.Hosting;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Puts all packs that are already delivered into one transaction, a fill. At low load a pack is stored at once, at high load many share
/// the price of a commit; nobody waits for a timer.
/// </summary>
public sealed class Fills(IEntryStore store, ILogger<Fills> log) : BackgroundService, IHealthCheck
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SipasSurvey.Aggregator";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Stored = Meter.CreateCounter<long>("sipas.entries.stored", "{entry}", "Entries stored.");
    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>("sipas.packs.repeated", "{pack}", "Packs skipped, as they were stored before.");
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>("sipas.fills.failed", "{fill}", "Fills rolled back.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "sipas.fill.duration", "s", "Time a fill takes.", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .005, .01, .025, .05, .1, .25, .5, 1, 5] });

    // Who delivers packs bounds how many are waiting here (a queue's prefetch, the publishes in flight of a local Intake).
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });

    private readonly FillSize _size = new();

    // A disk may be full for a night, and a pack is tried every two seconds.
    private readonly OncePerMinute _said = new(TimeProvider.System);

    private volatile bool _failing;

    /// <summary>Stores a pack and returns once it is committed.</summary>
    /// <exception cref="Exception">Whatever the database threw; the pack is not stored, and storing it again is safe.</exception>
    public Task Store(Pack pack, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(pack, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        return _waiting.Writer.TryWrite(waiting)
            ? waiting.Done.Task.WaitAsync(cancellationToken)
            : Task.FromException(new OperationCanceledException("The aggregator is stopping."));
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(!_failing
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The database took nothing at the last attempt, so responses are not counted. See that it runs, can be reached, has disk "
                + "space, may be written, is not damaged, and is not held by another program; the log has the reason. Packs are kept, and stored by themselves once it takes them."));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What was delivered before the stop is still stored; who delivers stops first.
        using var stop = stoppingToken.Register(() => _waiting.Writer.TryComplete());
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            await Store(TakeFill(), CancellationToken.None);
        }
    }

    private List<Waiting> TakeFill()
    {
        var fill = new List<Waiting>();
        var entries = 0;
        while (entries < _size.Most && _waiting.Reader.TryRead(out var next))
        {
            fill.Add(next);
            entries += next.Pack.Records.Count;
        }

        return fill;
    }

    private async Task Store(List<Waiting> fill, CancellationToken cancellationToken)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var report = await store.Fill([.. fill.Select(waiting => waiting.Pack)], cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started);
            _size.Stored(fill.Sum(waiting => waiting.Pack.Records.Count), elapsed);
            Duration.Record(elapsed.TotalSeconds);
            Stored.Add(report.Entries);
            Repeated.Add(report.RepeatedPacks);
            _failing = false;
            fill.ForEach(waiting => waiting.Done.SetResult());
        }
        catch (Exception failure) when (store.IsTransient(failure))
        {
            // It would fail for each pack alone as well; who delivered them tries again.
            _failing = true;
            _size.Failed();
            Failed.Add(1);
            if (_said.IsNews(failure.GetType()))
            {
                log.LogWarning("A fill of {Packs} packs was rolled back, as the database cannot take it now: {Reason}", fill.Count, FailureText.Reason(failure));
            }

            fill.ForEach(waiting => waiting.Done.SetException(failure));
        }
        catch (Exception failure) when (fill.Count > 1)
        {
            Failed.Add(1);
            log.LogWarning("A fill of {Packs} packs was rolled back; they are stored one by one: {Failure}", fill.Count, FailureText.Full(failure));
            foreach (var waiting in fill)
            {
                await Store([waiting], cancellationToken);
            }
        }
        catch (Exception failure)
        {
            Failed.Add(1);
            var pack = fill[0].Pack;
            log.LogError("Pack {Sequence} of producer {Producer} was not stored: {Failure}", pack.Sequence, pack.Producer, FailureText.Full(failure));
            fill[0].Done.SetException(failure);
        }
    }

    private sealed record Waiting(Pack Pack, TaskCompletionSource Done);
}
