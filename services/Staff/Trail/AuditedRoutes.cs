using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Staff.Trail;

/// <summary>Writes every read of a route into the trail.</summary>
public static class AuditedRoutes
{
    /// <summary>
    /// Writes what is read after it was found and before it is sent: what is not in the trail was not told to anybody. A request that finds
    /// nothing (404, 422, 503) is not a read.
    /// </summary>
    /// <param name="route">The route.</param>
    /// <param name="read">What the request does, of <see cref="AuditActions"/>, and to what.</param>
    public static RouteHandlerBuilder Audited(this RouteHandlerBuilder route, Func<HttpContext, (string Action, string Target)> read) =>
        route.AddEndpointFilter(async (invocation, next) =>
        {
            var result = await next(invocation);
            if (StatusOf(result) < StatusCodes.Status400BadRequest)
            {
                var (action, target) = read(invocation.HttpContext);
                await invocation.HttpContext.Record(action, target);
            }

            return result;
        });

    private static int StatusOf(object? result) => result switch
    {
        INestedHttpResult nested => StatusOf(nested.Result),
        IStatusCodeHttpResult { StatusCode: { } status } => status,
        _ => StatusCodes.Status200OK,
    };
}
