using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>Answers HEAD wherever GET is answered, as RFC 9110 asks of every server.</summary>
internal static class HeadRequests
{
    /// <summary>
    /// Routes HEAD as GET; the server sends the header fields and no content. Here once rather than beside each route, where it would also
    /// double the description of the API. Called before routing.
    /// </summary>
    public static void UseHeadAsGet(this IApplicationBuilder app) => app.Use(static (context, next) =>
        HttpMethods.IsHead(context.Request.Method) ? AsGet(context, next) : next(context));

    /// <summary>Adds HEAD to the methods that an answer names wherever GET is among them. Called behind routing.</summary>
    public static void UseHeadAllowed(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        await next(context);
        if (!context.Response.HasStarted && context.Response.Headers.Allow is [{ } allow] && allow.Split(", ").Contains(HttpMethods.Get))
        {
            context.Response.Headers.Allow = $"{allow}, {HttpMethods.Head}";
        }
    });

    private static async Task AsGet(HttpContext context, RequestDelegate next)
    {
        context.Request.Method = HttpMethods.Get;
        try
        {
            await next(context);
        }
        finally
        {
            context.Request.Method = HttpMethods.Head;
        }
    }
}
