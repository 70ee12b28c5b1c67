using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace SipasSurvey.Hosting.Door;

/// <summary>The door of every process: what is believed of who comes, what every answer says, and how much of the process anybody may have.</summary>
public static class DoorModule
{
    /// <summary>Settings <c>Proxies</c>, <c>PublicAddress</c>, <c>Limits</c>.</summary>
    /// <exception cref="StartException">One of the first two is wrong.</exception>
    internal static IHostApplicationBuilder AddDoor(this IHostApplicationBuilder builder)
    {
        builder.AddProxies();
        _ = PublicAddress.Read(builder.Configuration);
        builder.AddRequestLimits();
        return builder;
    }

    /// <summary>Who comes, from where, and the headers of every answer. Call it first.</summary>
    public static void UseDoor(this WebApplication app)
    {
        app.Use(static (context, next) =>
        {
            // Here a head has come whole; until then the connection makes way for others.
            context.Features.Get<ConnectionLimits.Visit>()?.Ask();
            return next(context);
        });
        app.UseReadableHost();
        app.UseProxies();
        app.UseSecurityHeaders();
    }

    /// <summary>
    /// Refuses who asks too often (429), for a page under another name (421), or with a form that is not UTF-8 (415). Call it after what words errors (<c>UseApiProblems</c>, <c>UsePages</c>) and before
    /// what finds out who asks, which costs more.
    /// </summary>
    public static void UseLimits(this WebApplication app)
    {
        app.UseClosing();
        app.UseRequestRate();
        app.UsePublicAddress();
        app.UseUtf8Forms();
    }

    /// <summary>
    /// For hosts that answer questions of staff: limits how long an answer may take (504), on every route that does not say otherwise, and applies the
    /// policies that routes name, e.g. how often somebody may try to sign in.
    /// </summary>
    public static void UseStaffLimits(this WebApplication app)
    {
        app.UseRateLimiter();
        app.UseRequestTimeouts();
    }
}
