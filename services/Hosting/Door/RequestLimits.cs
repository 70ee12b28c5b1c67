using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace SipasSurvey.Hosting.Door;

/// <summary>Bounds size, time and number of requests, on every route alike; a route that needs more says so.</summary>
public static class RequestLimits
{
    /// <summary>Largest body, in bytes: more than any form or JSON that is sent here has.</summary>
    internal const int LargestBody = 64 * 1024;

    /// <summary>Largest head of a request, in bytes: a few cookies and a long token.</summary>
    internal const int LargestHead = 16 * 1024;

    // Of the routes that read less than the largest body, those that read least.
    private const int SmallestLimit = 16 * 1024;

    // A phone at the edge of its network sends a response of 700 bytes within these. Slower is no phone, but somebody who holds connections.
    private static readonly MinDataRate SlowestSender = new(bytesPerSecond: 100, gracePeriod: TimeSpan.FromSeconds(10));

    private static readonly TimeSpan LongestHead = TimeSpan.FromSeconds(15);

    // Longer than proxies keep theirs (nginx: 60 s), so that it is they who close.
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(75);

    internal static void AddRequestLimits(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<LimitsOptions>("Limits");
        builder.Services.AddRequestRate();
        var proxies = Proxies.Read(builder.Configuration[Proxies.Setting]);
        builder.Services.AddOptions<KestrelServerOptions>().Configure<IOptions<LimitsOptions>, ILoggerFactory, IServiceProvider>((kestrel, limits, logs, services) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.MaxRequestHeadersTotalSize = LargestHead;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = LongestHead;
            kestrel.Limits.KeepAliveTimeout = LongestPause;
            kestrel.Limits.MinRequestBodyDataRate = kestrel.Limits.MinResponseDataRate = SlowestSender;
            var connections = new ConnectionLimits(limits.Value, OpenFiles.ForConnections(limits.Value.Connections), proxies,
                services.GetService<TimeProvider>() ?? TimeProvider.System, logs.CreateLogger(typeof(RequestLimits)));
            // Before TLS, so that who does not even begin with that is silent too.
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection => connections.Pass(connection, next)));
        });
        builder.Services.Configure<FormOptions>(form =>
        {
            (form.BufferBodyLengthLimit, form.MultipartBodyLengthLimit) = (LargestBody, LargestBody);
            (form.ValueCountLimit, form.KeyLengthLimit, form.ValueLengthLimit) = (256, 256, LargestHead);
        });
        builder.Services.AddRateLimiter(_ => { });
        builder.Services.AddRequestTimeouts();
        builder.Services.AddOptions<Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutOptions>().Configure<IOptions<LimitsOptions>>((timeouts, limits) =>
            timeouts.DefaultPolicy = new() { Timeout = limits.Value.Longest, TimeoutStatusCode = StatusCodes.Status504GatewayTimeout });
    }

    /// <summary>
    /// Says that the connection ends with the answer, where a body is larger than the route reads: the server does not wait for the rest, and whoever sends
    /// the next request over it, e.g. a proxy, would lose that one.
    /// </summary>
    public static void CloseAfterTooLarge(HttpContext context)
    {
        if (context.Request.ContentLength > SmallestLimit)
        {
            context.Response.OnStarting(static state => Close((HttpContext)state), context);
        }
    }

    /// <inheritdoc cref="CloseAfterTooLarge"/>
    internal static void UseClosing(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        CloseAfterTooLarge(context);
        return next(context);
    });

    private static Task Close(HttpContext context)
    {
        if (context.Request.ContentLength > context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            context.Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    /// <summary>Refuses with 429 who sends too much in a minute.</summary>
    internal static void UseRequestRate(this IApplicationBuilder app)
    {
        var rate = app.ApplicationServices.GetRequiredService<RequestRate>();
        app.Use((context, next) =>
        {
            if (rate.Refuses(context) is not { } seconds)
            {
                return next(context);
            }

            context.Refuse(seconds);
            return Task.CompletedTask;
        });
    }

    /// <summary>429 and when to come again; whoever words errors on the way out gives it a body.</summary>
    public static void Refuse(this HttpContext context, int seconds)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
    }
}
