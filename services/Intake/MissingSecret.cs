using System.Data;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Store;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Intake;

/// <summary>
/// Notices that something came which needs the secret of invitations, in a process that has none: a code, which is answered 503, or a sheet with a serial
/// that we printed, which goes on without a claim. It matters where codes were given out, ever and for whatever survey; the trail says that. Elsewhere
/// a code is somebody's invention and a printed serial just a serial, and nobody is troubled.
/// </summary>
internal sealed class MissingSecret(TimeProvider clock, ILogger<MissingSecret> log, AuditTrail? trail = null) : BackgroundService, IHealthCheck
{
    private const int Code = 1;
    private const int Sheet = 2;

    // Until codes are given out, each look reads the whole trail.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(1);

    // One look answers for all that came meanwhile. It is not made by who sends: citizens' routes work without the staff store.
    private readonly Channel<bool> _look = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    // Time that has passed, not time of day, which may be set back.
    private readonly long _origin = clock.GetTimestamp();

    private int _came;
    private long _lookAgainAt;
    private volatile bool _matters;

    private bool IsDue => !_matters && clock.GetElapsedTime(_origin).Ticks >= Volatile.Read(ref _lookAgainAt);

    /// <summary>A code of proper form came, and cannot be judged.</summary>
    public void CodeCame() => Came(Code);

    /// <summary>A sheet came that may have a code on it, and goes on without a claim.</summary>
    public void SheetCame() => Came(Sheet);

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_matters ? HealthCheckResult.Degraded(Describe()) : HealthCheckResult.Healthy());

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = "";
        await foreach (var _ in _look.Reader.ReadAllAsync(stoppingToken))
        {
            if (IsDue)
            {
                await LookIntoTrail(stoppingToken);
            }

            if (_matters && Describe() is var words && words != said)
            {
                log.LogError("{WhatToDo}", words);
                said = words;
            }
        }
    }

    private void Came(int what)
    {
        var isFirst = (Interlocked.Or(ref _came, what) & what) == 0;
        if (isFirst || IsDue)
        {
            _look.Writer.TryWrite(true);
        }
    }

    private async Task LookIntoTrail(CancellationToken cancellationToken)
    {
        var pause = LookAgainAfter;
        try
        {
            // A host without staff cannot tell.
            _matters = trail is null
                || await trail.Read(new AuditQuery(Action: AuditActions.ReadInvitations, Outcome: AuditOutcome.Done), cancellationToken).AnyAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is StaffStoreException or DataException)
        {
            // Whose check says what is wrong with it.
            pause = TryAgainAfter;
        }

        Volatile.Write(ref _lookAgainAt, (clock.GetElapsedTime(_origin) + pause).Ticks);
        if (!_matters && pause == LookAgainAfter)
        {
            log.LogDebug("No codes of invitations were given out, so it does not matter that {Setting} is missing", Invitations.Setting);
        }
    }

    private string Describe()
    {
        var came = Volatile.Read(ref _came);
        return string.Concat(
            $"Codes of invitations were given out, and this process has no setting {Invitations.Setting}. ",
            (came & Code) == 0 ? "" : "A response with a code is answered 503. ",
            (came & Sheet) == 0 ? "" : "Sheets with printed serials went on without a claim, so that a code on one could be used beside it: send their batches once more afterwards. ",
            "Give this process the secret that the others have, and restart it.");
    }
}
