using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SipasSurvey.Hosting;

/// <summary>Answers HEAD wherever GET is answered, as RFC 9110 asks of every server.</summary>
internal static class HeadRequests
{
    /// <summary>
    /// Routes HEAD as GET; the server sends the header fields and no content. Here once rather than beside each route, where it would also
    /// double the description of the API. Routing comes after it, so it is called before everything that looks at the route.
    /// </summary>
    public static void UseHeadAsGet(this WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            var isHead = HttpMethods.IsHead(context.Request.Method);
            context.Request.Method = isHead ? HttpMethods.Get : context.Request.Method;
            try
            {
                await next(context);
            }
            finally
            {
                context.Request.Method = isHead ? HttpMethods.Head : context.Request.Method;
            }

            if (!context.Response.HasStarted && context.Response.Headers.Allow is [{ } allow] && allow.Split(", ").Contains(HttpMethods.Get))
            {
                context.Response.Headers.Allow = $"{allow}, {HttpMethods.Head}";
            }
        });
        app.UseRouting();
    }
}
