using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SipasSurvey.Hosting.Door;

/// <summary>How many requests one address may send in a minute, over all routes together.</summary>
/// <param name="options">The limit.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Says once a minute that somebody was refused.</param>
public sealed class RequestRate(IOptions<LimitsOptions> options, TimeProvider clock, ILogger<RequestRate> log)
{
    private readonly LimitsOptions _limits = options.Value;
    private readonly AddressCounts _counts = new(clock);

    /// <summary>Counts a request. Null when it may be; otherwise after how many seconds to come again (429).</summary>
    public int? Refuses(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if ((!_limits.Loopback && NetworkAddress.IsThisMachine(address)) || _counts.IsWithin(address, _limits.RequestsPerMinute))
        {
            return null;
        }

        if (_counts.IsNews())
        {
            log.LogWarning("Requests are refused with 429: one address sent more than {Limit} in a minute (Limits:RequestsPerMinute). "
                + "If it is a proxy of yours, name it in Proxies.", _limits.RequestsPerMinute);
        }

        return _counts.SecondsLeft;
    }
}

/// <summary>Registers <see cref="RequestRate"/>.</summary>
public static class RequestRateModule
{
    /// <summary>Once for a process, whoever needs it; on the machine's clock, unless there is another one.</summary>
    public static IServiceCollection AddRequestRate(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RequestRate>();
        return services;
    }
}
