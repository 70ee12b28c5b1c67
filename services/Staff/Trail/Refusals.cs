using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Staff.Trail;

/// <summary>
/// Writes into the trail who was refused: a role that may not, a wrong key, a wrong token. Whoever only has to sign in first is not refused. A
/// network that sends many wrong keys is answered 429 for the rest of the minute; a right key is never, as it is looked at first.
/// </summary>
internal sealed class Refusals(SuppressedRefusals suppressed) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler _answer = new();

    public async Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        var target = $"{context.Request.Method} {context.Request.Path}";
        if (authorizeResult.Forbidden)
        {
            await suppressed.Record(context, suppressed.Forbidden, context.Staff()?.Id ?? "", target, "The role may not do this.");
        }
        else if (authorizeResult.Challenged && context.Request.Headers.Authorization.Count > 0
            && await suppressed.Record(context, suppressed.Unproven, SenderOf(context), target, "The key or token is not in force.") is { } seconds)
        {
            context.Refuse(seconds);
            return;
        }

        await _answer.HandleAsync(next, context, policy, authorizeResult);
    }

    private static string SenderOf(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address ? $"{NetworkAddress.SenderOf(address):x}" : AuditRecord.Nobody;
}

/// <summary>Adds <see cref="Refusals"/> to a host.</summary>
internal static class RefusalsModule
{
    public static IHostApplicationBuilder AddRefusals(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(it => new SuppressedRefusals(it.GetRequiredService<AuditTrail>(), it.GetRequiredService<TimeProvider>(),
            it.GetRequiredService<IOptions<SignInLimitOptions>>().Value.FailuresPerMinute));
        builder.Services.AddHostedService(it => it.GetRequiredService<SuppressedRefusals>());
        builder.Services.AddSingleton<IAuthorizationMiddlewareResultHandler, Refusals>();
        return builder;
    }
}
