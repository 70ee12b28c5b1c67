using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Contracts;

namespace SipasSurvey.Intake;

/// <summary>
/// Commits in groups: records that arrive while a pack is on its way travel together in the next one. One at low load, hundreds at high
/// load, no timer. A pack that could not be confirmed keeps its sequence and is handed over again until it is.
/// </summary>
public sealed class PackSender : BackgroundService
{
    private readonly PublishPack _publish;
    private readonly PackSenderOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<PackSender> _log;
    private readonly Channel<Waiting> _buffer;
    private readonly PackLedger _ledger = new();
    private int _failingLanes;
    private long _failingSince;

    /// <summary>Made by the host, once per process: the sender is a producer of its own.</summary>
    public PackSender(PublishPack publish, IOptions<PackSenderOptions> options, TimeProvider clock, ILogger<PackSender> log)
    {
        _publish = publish;
        _options = options.Value;
        _clock = clock;
        _log = log;
        _buffer = Channel.CreateBounded<Waiting>(_options.MostWaiting);
        IntakeMetrics.ObserveWaiting(() => _buffer.Reader.Count);
    }

    /// <summary>How long nothing could be confirmed on some lane; zero while all is well.</summary>
    public TimeSpan FailingFor => Volatile.Read(ref _failingLanes) == 0 ? TimeSpan.Zero : _clock.GetElapsedTime(Volatile.Read(ref _failingSince));

    private bool IsStuck => Volatile.Read(ref _failingLanes) >= _options.InFlight;

    /// <summary>
    /// Sends one record. True once the pack that carries it is confirmed; false when it is not known to be safe within the deadline, or
    /// when there is no point in waiting: then it may still arrive, and sending it again under the same id is harmless.
    /// </summary>
    public async Task<bool> Send(PackRecord record, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(record);
        if (IsStuck || !_buffer.Writer.TryWrite(waiting))
        {
            return false;
        }

        try
        {
            await waiting.Confirmed.WaitAsync(_options.Deadline, _clock, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            waiting.GiveUp();
            return false;
        }
    }

    /// <summary>
    /// Sends many records and returns once all are confirmed, however long that takes. At most one pack's worth of them is under way at a
    /// time, so that responses from the form are not kept waiting behind them.
    /// </summary>
    /// <exception cref="OperationCanceledException">Cancelled, or the process is stopping; some of the records may have arrived.</exception>
    public async Task SendAll(IEnumerable<PackRecord> records, CancellationToken cancellationToken)
    {
        foreach (var group in records.Chunk(Pack.MostEntries))
        {
            var waiting = Array.ConvertAll(group, record => new Waiting(record));
            try
            {
                foreach (var record in waiting)
                {
                    await _buffer.Writer.WriteAsync(record, cancellationToken);
                }
            }
            catch (ChannelClosedException)
            {
                throw new OperationCanceledException("Intake is stopping.");
            }

            await Task.WhenAll(waiting.Select(record => record.Confirmed)).WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // On stop nothing new is taken, and what was taken is finished within the grace time.
        using var grace = new CancellationTokenSource();
        using var stop = stoppingToken.Register(() =>
        {
            _buffer.Writer.TryComplete();
            grace.CancelAfter(_options.Grace);
        });
        try
        {
            var reports = ReportCounts(stoppingToken);
            await Task.WhenAll(Enumerable.Range(0, _options.InFlight).Select(_ => RunLane(grace.Token)));
            await reports;
            await ReportOnce(grace.Token);
        }
        catch (OperationCanceledException) when (grace.IsCancellationRequested)
        {
            _log.LogError("Stopped before the last packs were confirmed; their senders were told that it is not known whether they are safe");
        }
    }

    private async Task RunLane(CancellationToken cancellationToken)
    {
        while (await _buffer.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_ledger.TakePack(_buffer.Reader) is { } taken)
            {
                await PublishUntilConfirmed(taken.Pack, cancellationToken);
                _ledger.Confirm(taken.Pack);
                foreach (var waiting in taken.Waiting)
                {
                    waiting.Confirm();
                }
            }
        }
    }

    private async Task PublishUntilConfirmed(Pack pack, CancellationToken cancellationToken)
    {
        var failed = false;
        for (var pause = _options.FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, _options.LongestPause.Ticks)))
        {
            try
            {
                var started = Stopwatch.GetTimestamp();
                await _publish(pack, cancellationToken);
                IntakeMetrics.PackConfirmed(pack.Records.Count, Stopwatch.GetElapsedTime(started));
                if (failed)
                {
                    _log.LogInformation("Pack {Sequence} is confirmed now", pack.Sequence);
                    Interlocked.Decrement(ref _failingLanes);
                }

                return;
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                IntakeMetrics.PackFailed();
                if (!failed)
                {
                    failed = true;
                    _log.LogError(failure, "Pack {Sequence} could not be confirmed; it is sent again until it is", pack.Sequence);
                    if (Interlocked.Increment(ref _failingLanes) == 1)
                    {
                        Volatile.Write(ref _failingSince, _clock.GetTimestamp());
                    }
                }
            }

            await Task.Delay(pause, _clock, cancellationToken);
        }
    }

    private async Task ReportCounts(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.ReportEvery, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ReportOnce(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The last report follows when the lanes are done.
        }
    }

    private async Task ReportOnce(CancellationToken cancellationToken)
    {
        if (_ledger.NextReport() is not { } report)
        {
            return;
        }

        try
        {
            await _publish(report, cancellationToken);
            _ledger.Reported(report);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            _log.LogWarning(failure, "The count of confirmed entries could not be reported; the next report carries it");
        }
    }
}
