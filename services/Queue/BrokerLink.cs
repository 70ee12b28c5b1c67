using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace SipasSurvey.Queue;

/// <summary>
/// Keeps one connection to the broker, with the queues declared, and publishes packs over it. When the connection is lost it makes a
/// new one by itself; meanwhile publishing fails at once.
/// </summary>
public sealed class BrokerLink(BrokerAddress address, string process, ILogger<BrokerLink> log) : BackgroundService, IHealthCheck
{
    // A confirmation that did not come for so long is given up with its connection: then it is known to be undecided, and is repeated. Not sooner than the other nodes give up one that
    // hangs (net_ticktime, 60 s): with 10 s, and a new connection each time, a cluster with such a node confirmed nothing for minutes.
    private static readonly TimeSpan LongestConfirmation = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly CreateChannelOptions Confirmed = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    // Channels are not shared by publishes that run at the same time; there are as many as ever did.
    private readonly ConcurrentBag<IChannel> _channels = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile IConnection? _connection;
    private volatile string? _blocked;
    private volatile string _failure = BrokerFailure.NoConnection;

    /// <summary>Whether there is a connection at the moment.</summary>
    public bool IsConnected => _connection is { IsOpen: true };

    /// <summary>Why there was no connection the last time there was none: what it is and what to do.</summary>
    public string LastFailure => _failure;

    /// <summary>The connection, while there is one.</summary>
    /// <exception cref="BrokerAwayException">There is none.</exception>
    public IConnection Connection => _connection is { IsOpen: true } open ? open : throw new BrokerAwayException();

    /// <summary>Waits for the first connection; false when there was none in time.</summary>
    public async Task<bool> WaitForConnection(TimeSpan atMost)
    {
        await _first.Task.WaitAsync(atMost).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return _first.Task.IsCompleted;
    }

    /// <summary>Publishes to a queue and returns once the broker has confirmed that the queue holds it.</summary>
    /// <exception cref="BrokerAwayException">There is no connection; nothing was sent.</exception>
    /// <exception cref="Exception">Any other failure: it may have arrived or not.</exception>
    public async Task Publish(string queue, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var connection = Connection;
        var channel = _channels.TryTake(out var kept) && kept.IsOpen ? kept : await connection.CreateChannelAsync(Confirmed, cancellationToken);
        try
        {
            // By the default exchange, to which every queue is bound by its name; mandatory, so that a missing queue is not silence.
            await Confirm(connection, channel.BasicPublishAsync("", queue, mandatory: true, properties, body, cancellationToken).AsTask());
            _channels.Add(channel);
        }
        catch (Exception failure)
        {
            await channel.DisposeAsync();
            if (failure is PublishException { IsReturn: true })
            {
                // The next attempt finds it again.
                await DeclareAgain(queue, cancellationToken);
            }

            throw;
        }
    }

    /// <summary>Declares the queues again, after somebody deleted <paramref name="missing"/>; what was in it is gone.</summary>
    internal async Task DeclareAgain(string missing, CancellationToken cancellationToken)
    {
        await QueueTopology.Declare(Connection, cancellationToken);
        log.LogError("The queue {Queue} was deleted, with what was in it; it was declared again", missing);
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(this switch
        {
            { IsConnected: false } => HealthCheckResult.Degraded($"{_failure} Connecting goes on by itself, and nothing that was acknowledged is lost."),
            { _blocked: { } reason } => HealthCheckResult.Degraded($"The broker takes nothing at the moment ({reason}). Give it memory or disk space; "
                + "it goes on by itself."),
            _ => HealthCheckResult.Healthy(),
        });

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (pause, said) = (FirstPause, "");
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await address.Connect(process, stoppingToken);
                var closed = Watch(connection);
                await QueueTopology.Declare(connection, stoppingToken);
                (_connection, pause, said) = (connection, FirstPause, "");
                _first.TrySetResult();
                log.LogInformation("Connected to the broker at {Host}:{Port}", connection.Endpoint.HostName, connection.Endpoint.Port);
                var reason = await closed.WaitAsync(stoppingToken);
                _failure = BrokerFailure.NoConnection;
                log.LogWarning("The connection to the broker was lost: {Reason}", reason);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                _failure = BrokerFailure.Explain(failure);
                // Said once, and again when it is another one; tried for ever.
                if (said != _failure)
                {
                    log.LogError("{Failure} Connecting goes on by itself. ({Reason})", _failure, failure.GetBaseException().Message);
                }

                said = _failure;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                (_connection, _blocked) = (null, null);
                _channels.Clear();
            }

            await Task.Delay(pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    private Task<string> Watch(IConnection connection)
    {
        var closed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.ConnectionShutdownAsync += (_, reason) =>
        {
            closed.TrySetResult(reason.ReplyText);
            return Task.CompletedTask;
        };
        connection.ConnectionBlockedAsync += (_, blocked) =>
        {
            log.LogWarning("The broker takes nothing at the moment: {Reason}", blocked.Reason);
            _blocked = blocked.Reason;
            return Task.CompletedTask;
        };
        connection.ConnectionUnblockedAsync += (_, _) =>
        {
            log.LogInformation("The broker takes packs again");
            _blocked = null;
            return Task.CompletedTask;
        };
        return closed.Task;
    }

    private async Task Confirm(IConnection connection, Task publish)
    {
        while (!publish.IsCompleted)
        {
            try
            {
                // Its timer goes with it; a Task.Delay beside the publish would stay for a minute, one for each pack.
                await publish.WaitAsync(LongestConfirmation);
            }
            // A blocked broker reads nothing; a new connection would be blocked as well.
            catch (TimeoutException) when (!publish.IsCompleted && _blocked is not null)
            {
            }
            catch (TimeoutException) when (!publish.IsCompleted)
            {
                await connection.AbortAsync();
                break;
            }
        }

        await publish;
    }
}

/// <summary>There is no connection to the broker at the moment.</summary>
public sealed class BrokerAwayException() : Exception("There is no connection to the broker.");
