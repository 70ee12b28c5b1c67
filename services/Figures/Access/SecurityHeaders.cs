using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Figures.Pages;

namespace SipasSurvey.Figures.Access;

/// <summary>Tells browsers to load nothing that is not ours, to frame nothing and to keep no staff page.</summary>
public static class SecurityHeaders
{
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    // The one page with a script: it fetches the description of the API and sends the requests that its reader tries out.
    private const string ApiReferencePolicy = $"{Policy}; script-src 'self'; connect-src 'self'";

    /// <summary>Adds them to every answer, errors included. Call it first: before anything that may answer.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        // When the answer starts, as an error handler on the way clears headers that were set before.
        context.Response.OnStarting(() =>
        {
            Set(context.Request.Path, context.Response.Headers);
            return Task.CompletedTask;
        });
        return next(context);
    });

    private static void Set(PathString path, IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = path.StartsWithSegments(PagePaths.ApiReference) ? ApiReferencePolicy : Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (path.StartsWithSegments(PagePaths.Staff))
        {
            headers[HeaderNames.CacheControl] = "no-store";
        }
    }
}
