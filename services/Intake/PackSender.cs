using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>
/// Commits in groups: records that arrive while a pack is on its way travel together in the next one. One at low load, hundreds at high
/// load, no timer.
/// </summary>
public sealed class PackSender : BackgroundService, IHealthCheck
{
    // So nobody waits longer than the deadline by more than a twentieth of it.
    private const int LooksInADeadline = 20;

    private readonly PackSenderOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<PackSender> _log;
    private readonly RecordBuffer _buffer;
    private readonly PackLedger _ledger = new();
    private readonly PackLane[] _lanes;
    private readonly CountReports _reports;
    private readonly TimeSpan _lookForOverdue;

    // Those who wait for the packs on their way have been told that they are not safe; who comes now would be told the same, later.
    private volatile bool _stuck;

    internal PackSender(PublishPack publish, IOptions<PackSenderOptions> options, TimeProvider clock, IntakeMetrics metrics, ILogger<PackSender> log)
    {
        (_options, _clock, _log) = (options.Value, clock, log);
        _buffer = new RecordBuffer(_options.MostWaiting);
        _lookForOverdue = _options.Deadline / LooksInADeadline;
        _lanes = [.. Enumerable.Range(0, _options.InFlight).Select(_ => new PackLane(publish, _options, clock, metrics, log))];
        _reports = new CountReports(publish, _ledger, _options.ReportEvery, clock, log);
        metrics.ObserveWaiting(() => _buffer.Count);
    }

    /// <summary>
    /// Sends one record. True once the pack that carries it is confirmed; false when it is not known to be safe within the deadline, or
    /// there is no point in waiting: too many wait already, packs have not been confirmed for the length of the deadline, or the process is
    /// stopping. After false it may still arrive, and sending it again under the same id is harmless.
    /// </summary>
    /// <remarks>Whoever sent it may be gone: on a bad connection the answer gets lost more often than somebody changes their mind, and what came whole is sent on.</remarks>
    /// <exception cref="ArgumentException">The record does not fit into a pack.</exception>
    public ValueTask<bool> Send(PackRecord record)
    {
        var waiting = new WaitingRecord(record, _clock.GetTimestamp());
        return _stuck || !_buffer.TryAdd(waiting) ? ValueTask.FromResult(false) : waiting.Outcome;
    }

    /// <inheritdoc cref="SendAll(IAsyncEnumerable{PackRecord}, CancellationToken)"/>
    public Task<bool> SendAll(IEnumerable<PackRecord> records, CancellationToken cancellationToken) =>
        SendAll(records.ToAsyncEnumerable(), cancellationToken);

    /// <summary>
    /// Sends many records, and takes the next from <paramref name="records"/> only while few of them are waiting. True once all are
    /// confirmed, however long that takes; false when the process stops before. How long to be patient is up to the caller.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled; some of the records may have arrived, or may still.</exception>
    /// <exception cref="ArgumentException">A record does not fit into a pack; those before it may have arrived.</exception>
    public async Task<bool> SendAll(IAsyncEnumerable<PackRecord> records, CancellationToken cancellationToken)
    {
        // While one pack of them is on its way in each lane, the next is being filled.
        var most = (_lanes.Length + 1) * Pack.MostEntries;
        var sent = new Queue<WaitingRecord>();
        try
        {
            await foreach (var record in records.WithCancellation(cancellationToken))
            {
                var waiting = new WaitingRecord(record, WaitingRecord.Patient);
                if (sent.Count == most && !await AwaitFirst(sent, cancellationToken) || !_buffer.TryAddOfMany(waiting))
                {
                    return false;
                }

                sent.Enqueue(waiting);
            }

            while (sent.Count > 0)
            {
                if (!await AwaitFirst(sent, cancellationToken))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            // None are left unless it ended before its time.
            foreach (var waiting in sent)
            {
                waiting.GiveUp();
            }
        }
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var longest = _lanes.Max(lane => lane.UnconfirmedFor);
        // From here on senders are told 503, so readiness says so too.
        return Task.FromResult(longest < _options.Deadline
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"A pack has not been confirmed for {longest.TotalSeconds:0} s, so responses may be answered with 503. See that what takes "
                + "the packs (the broker; the database where all is one process) runs, is reachable and has disk space. The log has the reason. Sending goes on by itself."));
    }

    private static async Task<bool> AwaitFirst(Queue<WaitingRecord> sent, CancellationToken cancellationToken)
    {
        var first = sent.Peek();
        var confirmed = await first.Outcome.AsTask().WaitAsync(cancellationToken);
        sent.Dequeue();
        return confirmed;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On stop nothing new is taken, and what was taken is finished within the grace time.
        using var abort = new CancellationTokenSource();
        using var grace = _clock.CreateTimer(_ => abort.Cancel(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        using var stop = stoppingToken.Register(() =>
        {
            grace.Change(_options.Grace, Timeout.InfiniteTimeSpan);
            _buffer.Close();
        });
        await using var overdue = _clock.CreateTimer(_ => LookForOverdue(), null, _lookForOverdue, _lookForOverdue);
        try
        {
            var reports = _reports.Run(stoppingToken);
            await Task.WhenAll(_lanes.Select(lane => Run(lane, abort.Token)));
            await reports;
            await _reports.Report(abort.Token);
        }
        catch (OperationCanceledException) when (abort.IsCancellationRequested)
        {
            _log.LogError("Stopped before the last packs were confirmed; those who wait are told that it is not known whether they are safe");
        }
        finally
        {
            while (_buffer.Count > 0)
            {
                _buffer.Take().ForEach(waiting => waiting.Settle(confirmed: false));
            }
        }
    }

    // Looks after all who wait with one timer, as one for each would cost more than the response.
    private void LookForOverdue()
    {
        var moment = _clock.GetTimestamp() - (long)(_options.Deadline.TotalSeconds * _clock.TimestampFrequency);
        foreach (var waiting in _buffer.TakeOlderThan(moment))
        {
            waiting.Settle(confirmed: false);
        }

        var late = 0;
        foreach (var lane in _lanes)
        {
            var onTheirWay = lane.OnItsWay;
            late += lane.UnconfirmedFor >= _lookForOverdue ? onTheirWay.Count : 0;
            foreach (var waiting in onTheirWay)
            {
                if (waiting.Since <= moment)
                {
                    waiting.Settle(confirmed: false);
                }
            }
        }

        _buffer.SetLate(late);

        _stuck = Array.TrueForAll(_lanes, lane => lane.UnconfirmedFor >= _options.Deadline);
    }

    private async Task Run(PackLane lane, CancellationToken cancellationToken)
    {
        while (await _buffer.Wait(cancellationToken))
        {
            if (_ledger.Pack(_buffer) is not { } parcel)
            {
                continue;
            }

            try
            {
                await lane.Deliver(parcel, cancellationToken);
                _stuck = false;
                _ledger.Confirm(parcel);
            }
            finally
            {
                _buffer.Arrived(parcel.Waiting.Count);
                foreach (var waiting in parcel.Waiting)
                {
                    waiting.Settle(confirmed: false);
                }
            }
        }
    }
}
