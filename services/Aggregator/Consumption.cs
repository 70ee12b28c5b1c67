using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Queue;

namespace SipasSurvey.Aggregator;

/// <summary>
/// Keeps packs coming from the queue. MassTransit connects again by itself after most failures, but gives up for good after some, a
/// refused login among them. An endpoint that has given up cannot be started again, nor with its bus; so it is taken away and a new one is
/// attached, for as long as the process runs.
/// </summary>
public sealed class Consumption(IBusControl bus, IReceiveEndpointConnector endpoints, BrokerLink link, ILogger<Consumption> log)
    : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250);

    // MassTransit's own first attempt comes after about 4 s. To attach a new endpoint while it would have recovered is harmless.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private bool _started;
    private volatile string? _failure = "It has not begun yet.";

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_failure is not { } failure
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"No packs are taken from the queue, so responses are not counted; they are safe there. {failure} It is tried again by itself."));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            for (var pause = FirstPause; ; pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks)))
            {
                while (!link.IsConnected)
                {
                    await Task.Delay(Look, stoppingToken);
                }

                if (await Consume(stoppingToken))
                {
                    pause = FirstPause;
                }

                await Task.Delay(pause, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await bus.StopAsync(CancellationToken.None);
        }
    }

    // Returns when no packs have been taken for some time; whether they were before.
    private async Task<bool> Consume(CancellationToken stoppingToken)
    {
        try
        {
            await Start(stoppingToken);
            var endpoint = endpoints.ConnectReceiveEndpoint(
                QueueTopology.Name, (context, it) => RabbitMqTransport.Configure((IRabbitMqReceiveEndpointConfigurator)it, context));
            try
            {
                return await Watch(endpoint.ReceiveEndpoint.InputAddress, stoppingToken);
            }
            finally
            {
                // Packs that are being stored are finished before; there is no telling how long that takes.
                await endpoint.StopAsync(CancellationToken.None);
            }
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            Fails(failure);
            return false;
        }
    }

    private async Task Start(CancellationToken stoppingToken)
    {
        if (!_started)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            deadline.CancelAfter(StartTimeout);
            await bus.StartAsync(deadline.Token);
            _started = true;
        }
    }

    private async Task<bool> Watch(Uri endpoint, CancellationToken stoppingToken)
    {
        var worked = false;
        for (var idle = TimeSpan.Zero; idle < Patience; idle = _failure is null || !link.IsConnected ? TimeSpan.Zero : idle + Look)
        {
            var health = bus.CheckHealth().Endpoints.Values.First(it => it.InputAddress == endpoint);
            if (health.Status == BusHealthStatus.Healthy)
            {
                worked = true;
                Works();
            }
            else
            {
                Fails(health.Exception);
            }

            await Task.Delay(Look, stoppingToken);
        }

        return worked;
    }

    private void Works()
    {
        if (_failure is not null)
        {
            log.LogInformation("Packs are taken from the queue {Queue}", QueueTopology.Name);
        }

        _failure = null;
    }

    private void Fails(Exception? failure)
    {
        // Before its first attempt an endpoint has no failure to show.
        var sentence = failure is null ? _failure ?? BrokerFailure.NoConnection : BrokerFailure.Explain(failure);
        if (sentence != _failure)
        {
            log.LogWarning("No packs are taken from the queue {Queue}: {Failure} ({Reason})", QueueTopology.Name, sentence, failure?.GetBaseException().Message);
        }

        _failure = sentence;
    }
}
