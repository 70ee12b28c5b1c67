using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>Revokes a key for scripts.</summary>
public static class RevokeKey
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost($"{ListKeys.Path}/{{id}}/revocation", Handle)
        .WithName(nameof(RevokeKey)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ManageKeys)
        .ProducesProblems(Problems.UnknownKey, AccessProblems.StaffStoreAway);

    /// <summary>Revokes a key for scripts</summary>
    /// <remarks>The next request with it is refused. Revoking a key again changes nothing. Who revokes which key is in the trail before it takes effect.</remarks>
    /// <param name="id">Identifier of the key, as in the list.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="store">The keys.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="204">The key opens nothing any more.</response>
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        string id, HttpContext context, AccessKeyStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if ((await store.List(cancellationToken)).FirstOrDefault(key => key.Id == id) is not { } key)
        {
            return Problems.UnknownKey.Because($"There is no such key. GET {ListKeys.Path} lists them.");
        }

        await Revoke(context, store, key, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Revokes a key after that was written into the trail; nothing of both when it is revoked already.</summary>
    internal static async Task Revoke(HttpContext context, AccessKeyStore store, AccessKey key, CancellationToken cancellationToken)
    {
        if (key.RevokedAt is null)
        {
            await context.Record(AuditActions.RevokeKey, key.Id, $"{key.Name}; {key.Role}");
            await store.Revoke(key.Id, cancellationToken);
        }
    }
}
