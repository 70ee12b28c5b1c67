using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using SipasSurvey.Figures.Pages;

namespace SipasSurvey.Figures.Access;

/// <summary>How often one address may try to sign in. Settings below <c>SignIn</c>.</summary>
public sealed class SignInLimitOptions
{
    /// <summary>Attempts of one address in a minute, right or wrong.</summary>
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; set; } = 10;

    /// <summary>
    /// Whether loopback addresses are limited too. Off, as behind a proxy on the same machine everybody has that address until the
    /// host reads forwarded headers.
    /// </summary>
    public bool LimitLoopback { get; set; }
}

/// <summary>Limits sign-in attempts by address.</summary>
internal sealed class SignInLimit(IOptions<SignInLimitOptions> options) : IRateLimiterPolicy<string>
{
    public const string PolicyName = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected { get; } = async (rejected, _) =>
    {
        rejected.HttpContext.Response.Headers.RetryAfter = "60";
        await ErrorPages.Show(rejected.HttpContext, StatusCodes.Status429TooManyRequests);
    };

    public RateLimitPartition<string> GetPartition(HttpContext httpContext)
    {
        var address = httpContext.Connection.RemoteIpAddress;
        if (address is null || (IPAddress.IsLoopback(address) && !options.Value.LimitLoopback))
        {
            return RateLimitPartition.GetNoLimiter("");
        }

        return RateLimitPartition.GetFixedWindowLimiter(Household(address), _ =>
            new FixedWindowRateLimiterOptions { PermitLimit = options.Value.AttemptsPerMinute, Window = Window });
    }

    // One customer gets a whole /64 of IPv6 addresses, so that is what is limited.
    private static string Household(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
