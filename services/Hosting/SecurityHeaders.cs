using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>Tells browsers to load nothing that is not ours, to frame nothing, and to keep nothing that does not say it may be kept.</summary>
public static class SecurityHeaders
{
    // What is no page loads nothing, also where a browser shows it.
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";

    // Forms lead to us alone: whoever signs in or out at a provider is led there by a link or a page, not by a form.
    private const string Page = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // A script that runs beside its page fetches by its own policy.
    private const string Worker = $"{Nothing}; connect-src 'self'";

    private const string Permissions = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
    private const string NoStore = "no-store";

    // What pages say to a script of the framework that none of ours loads.
    private const string EnhancedNavigation = "blazor-enhanced-nav";

    // A year. Not for other names below ours, which are not ours to speak for.
    private const string OnlyTls = "max-age=31536000";

    private const string Html = "text/html";

    private static readonly Func<object, Task> WhenStarting = static context =>
    {
        Set((HttpContext)context);
        return Task.CompletedTask;
    };

    /// <summary>Adds them to every answer, errors included. Call it first: before anything that may answer.</summary>
    /// <remarks>Every response passes here, so nothing is allocated but for pages.</remarks>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        // When the answer starts, as an error handler on the way clears headers that were set before.
        context.Response.OnStarting(WhenStarting, context);
        return next(context);
    });

    private static void Set(HttpContext context)
    {
        var (path, headers) = (context.Request.Path, context.Response.Headers);
        headers.ContentSecurityPolicy = context.Response.ContentType?.StartsWith(Html, StringComparison.OrdinalIgnoreCase) == true ? PolicyOf(context)
            : PageScripts.AreAllowed(context) ? Worker
            : Nothing;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.Remove(EnhancedNavigation);
        if (headers.Vary.Count > 1)
        {
            // Added by several parts of the way; caches read one line more reliably than two.
            headers.Vary = string.Join(", ", headers.Vary.ToArray());
        }

        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = OnlyTls;
        }

        if (headers.CacheControl.Count == 0 || IsPrivate(path))
        {
            headers.CacheControl = NoStore;
        }
    }

    private static bool IsPrivate(PathString path) =>
        path.StartsWithSegments("/staff") || path.StartsWithSegments("/account") || path.StartsWithSegments("/connect");

    // Scripts come from files of ours alone, and their workers too.
    private static string PolicyOf(HttpContext context) =>
        PageScripts.AreAllowed(context) ? $"{Page}; script-src 'self'; worker-src 'self'; connect-src 'self'" : Page;
}
