using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Pages;

/// <summary>Error pages for people. Programs, which do not ask for HTML or ask below /api, get what the route itself answers.</summary>
public static class ErrorPages
{
    private static readonly string[] StaffPaths = [PagePaths.Staff, "/account", "/connect", PagePaths.ApiReference];

    /// <summary>Answers errors of pages with pages.</summary>
    public static IApplicationBuilder UseErrorPages(this IApplicationBuilder app) => app.UseWhen(WantsPage, pages =>
    {
        pages.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // The failed page's own services may be what failed.
            CreateScopeForErrors = true,
            StatusCodeSelector = ProcessDefaults.StatusOf,
            // Logged here instead, once, with the mark that the reader was shown.
            SuppressDiagnosticsCallback = _ => true,
            ExceptionHandler = ShowFailure,
        });
        pages.UseStatusCodePages(status => Show(status.HttpContext, status.HttpContext.Response.StatusCode));
    });

    /// <summary>What a reader can name and the log holds.</summary>
    public static string Mark(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    /// <summary>Answers with the page for a status.</summary>
    public static Task Show(HttpContext context, int status) => IsOfStaff(context.Request.Path)
        ? Page(status).ExecuteAsync(context)
        : new RazorComponentResult<CitizenErrorPage>(new { Status = status }) { StatusCode = status }.ExecuteAsync(context);

    /// <summary>The page for a status; <paramref name="detail"/> is a sentence that says what would be right.</summary>
    public static RazorComponentResult<ErrorPage> Page(int status, string? detail = null) =>
        new(new { Status = status, Detail = detail }) { StatusCode = status };

    /// <summary>Whether a person asks, and not a program. Where citizens' pages are, there is nothing for programs.</summary>
    public static bool WantsPage(HttpContext context) => CitizenPaths.Include(context.Request.Path)
        || (!StaffCookie.IsApi(context.Request) && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));

    // All else is for citizens, also what they mistyped.
    private static bool IsOfStaff(PathString path) => Array.Exists(StaffPaths, it => path.StartsWithSegments(it));

    private static Task ShowFailure(HttpContext context)
    {
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ErrorPages))
                .LogError(context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error, "A page failed: {Mark}.", Mark(context));
        }

        return Show(context, context.Response.StatusCode);
    }
}
