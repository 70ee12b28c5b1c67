using System.ComponentModel.DataAnnotations;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Staff.SignIn;

/// <summary>How often one address may try to prove who it is. Settings below <c>SignIn</c>.</summary>
public sealed class SignInLimitOptions
{
    /// <summary>Attempts of one address in a minute to begin signing in, or to send a password, right or wrong. Many staff may share one address.</summary>
    [Range(1, 10_000)]
    public int AttemptsPerMinute { get; set; } = 30;

    /// <summary>
    /// Whether loopback addresses are limited in their attempts too. Off, as behind a proxy on the same machine everybody has that address until it is
    /// named in <c>Proxies</c>.
    /// </summary>
    public bool LimitLoopback { get; set; }

    /// <summary>Wrong keys and tokens of one address in a minute, loopback addresses too; right ones are never refused for it.</summary>
    [Range(1, 10_000)]
    public int FailuresPerMinute { get; set; } = 30;
}

/// <summary>Limits sign-in attempts by address: the policy <see cref="PolicyName"/>, for the routes that passwords are sent to.</summary>
public sealed class SignInLimit(IOptions<SignInLimitOptions> options) : IRateLimiterPolicy<ulong>
{
    /// <summary>Name of the policy.</summary>
    public const string PolicyName = "sign-in";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Func<OnRejectedContext, CancellationToken, ValueTask> OnRejected { get; } = (rejected, _) =>
    {
        rejected.HttpContext.Refuse((int)Window.TotalSeconds);
        return ValueTask.CompletedTask;
    };

    /// <inheritdoc/>
    public RateLimitPartition<ulong> GetPartition(HttpContext httpContext)
    {
        var address = httpContext.Connection.RemoteIpAddress;
        return address is null || (NetworkAddress.IsThisMachine(address) && !options.Value.LimitLoopback)
            ? RateLimitPartition.GetNoLimiter(0UL)
            : RateLimitPartition.GetFixedWindowLimiter(NetworkAddress.SenderOf(address), _ =>
                new FixedWindowRateLimiterOptions { PermitLimit = options.Value.AttemptsPerMinute, Window = Window });
    }
}

/// <summary>Adds <see cref="SignInLimit"/> to a host.</summary>
internal static class SignInLimitModule
{
    public static IHostApplicationBuilder AddSignInLimit(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<SignInLimitOptions>("SignIn");
        builder.Services.AddRateLimiter(limits => limits.AddPolicy<ulong, SignInLimit>(SignInLimit.PolicyName));
        return builder;
    }
}
