using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SipasSurvey.Hosting.Door;

/// <summary>The one public origin, like <c>https://sipas.example</c>: setting <c>PublicAddress</c>, optional.</summary>
public static class PublicAddress
{
    /// <summary>Name of the setting.</summary>
    public const string Setting = "PublicAddress";

    private const string NoName = "name.invalid";

    /// <summary>Reads the setting; null when it is not set.</summary>
    /// <exception cref="StartException">It is no such origin.</exception>
    public static Uri? Read(IConfiguration settings)
    {
        if (settings[Setting] is not { Length: > 0 } text)
        {
            return null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.Host.Length > 0 && uri.UserInfo.Length == 0
            && uri.PathAndQuery == "/" && uri.Fragment.Length == 0
            ? uri
            : throw new StartException($"Setting {Setting} must be the public origin without a path, like https://sipas.example.");
    }

    /// <summary>
    /// Gives a request whose host name is none, and cannot be part of an address, one that nobody has (RFC 6761), so that pages can say what is wrong: the framework fails wherever it
    /// reads the other. Call it before anything that reads it; <see cref="UsePublicAddress"/> refuses the request where the name matters.
    /// </summary>
    internal static void UseReadableHost(this IApplicationBuilder app)
    {
        // Nearly all requests come under one name, which is looked at once.
        string? known = null;
        app.Use((context, next) =>
        {
            var headers = context.Request.Headers;
            if (headers.Host.ToString() is { } name && !string.Equals(name, Volatile.Read(ref known), StringComparison.Ordinal))
            {
                if (IsName(name))
                {
                    Volatile.Write(ref known, name);
                }
                else
                {
                    headers.Host = NoName;
                    context.Items[NoName] = true;
                }
            }

            return next(context);
        });
    }

    /// <summary>
    /// Refuses with 421 a page that is asked for under another host name: sessions, forms and the way back from the provider belong to the public one.
    /// Health, metrics and the API are answered under any name, as probes and proxies use addresses of their own.
    /// </summary>
    /// <remarks>Not a redirect: behind a proxy that does not pass the host name on it would lead back here for ever.</remarks>
    internal static void UsePublicAddress(this IApplicationBuilder app)
    {
        // Pages and the provider write addresses from the name by which they are asked for.
        app.Use(static (context, next) =>
        {
            if ((!IsPage(context.Request.Path) && !context.Request.Path.StartsWithSegments("/connect")) || !context.Items.ContainsKey(NoName))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        if (Read(app.ApplicationServices.GetRequiredService<IConfiguration>()) is not { } origin)
        {
            return;
        }

        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(PublicAddress));
        var host = new HostString(origin.IsDefaultPort ? origin.IdnHost : $"{origin.IdnHost}:{origin.Port}");
        var warned = 0;
        app.Use((context, next) =>
        {
            if (!IsPage(context.Request.Path) || string.Equals(context.Request.Host.Value, host.Value, StringComparison.OrdinalIgnoreCase))
            {
                return next(context);
            }

            if (Interlocked.Exchange(ref warned, 1) == 0)
            {
                log.LogWarning("Pages are refused with 421 under another host name than that of {Setting}. If they are asked for under the right one, "
                    + "let the proxy pass it on (nginx: proxy_set_header Host $host).", Setting);
            }

            context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
            return Task.CompletedTask;
        });
    }

    private static bool IsName(string name)
    {
        try
        {
            return HostString.FromUriComponent(name) is { HasValue: true } host && Uri.TryCreate($"http://{host.Value}/", UriKind.Absolute, out _);
        }
        catch (ArgumentException)
        {
            // A part that begins with xn-- is not encoded as it says (RFC 5890).
            return false;
        }
    }

    private static bool IsPage(PathString path) => CitizenPaths.Include(path) || path.StartsWithSegments("/staff") || path.StartsWithSegments("/account");
}
