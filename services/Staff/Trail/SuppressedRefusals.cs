using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Store;

namespace SipasSurvey.Staff.Trail;

/// <summary>Writes refusals into the trail one by one up to a limit, and the others of a minute as one entry with their number, once it is over.</summary>
internal sealed class SuppressedRefusals(AuditTrail trail, TimeProvider clock, int limit) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    // What could not be written, as the store was away, is tried again; bounded like the counts themselves.
    private List<AuditRecord> _left = [];

    /// <summary>Wrong keys and tokens, by network.</summary>
    public RefusalCounts Unproven { get; } = new(clock, limit);

    /// <summary>Roles that may not, by actor.</summary>
    public RefusalCounts Forbidden { get; } = new(clock, limit);

    /// <summary>Writes a refusal, or counts it; then for how many seconds the source is over the limit.</summary>
    public async Task<int?> Record(HttpContext context, RefusalCounts counts, string source, string target, string reason)
    {
        var member = context.Staff();
        var record = new AuditRecord(member?.Id ?? "", member?.Name ?? AuditRecord.Nobody, member?.Role ?? "", AuditActions.Request, target, AuditOutcome.Refused,
            context.Address(), reason);
        if (counts.See(source, record) is { } seconds)
        {
            return seconds;
        }

        await trail.Append(record, context.RequestAborted);
        return null;
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Write(all: true, cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Write(all: false, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped; what is left is written then.
        }
    }

    private async Task Write(bool all, CancellationToken cancellationToken)
    {
        var records = _left.Concat(Unproven.Take(all).Concat(Forbidden.Take(all)).Select(Summary)).Take(2 * RefusalCounts.MostSources).ToList();
        for (var written = 0; written < records.Count; written++)
        {
            try
            {
                await trail.Append(records[written], cancellationToken);
            }
            catch (Exception failure) when (failure is StaffStoreException or OperationCanceledException)
            {
                _left = records[written..];
                return;
            }
        }

        _left = [];
    }

    // Like the first of the minute, which stands in the trail; the targets of the others may have been any.
    private static AuditRecord Summary((AuditRecord Like, int Suppressed, DateTimeOffset Since) it) => it.Like with
    {
        Target = "",
        Detail = string.Create(CultureInfo.InvariantCulture, $"{it.Like.Detail} {it.Suppressed} more times since {AuditChain.Code(it.Since)}, not written one by one."),
    };
}
