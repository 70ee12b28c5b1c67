using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>Checks the chain of the trail.</summary>
public static class VerifyTrail
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{ListTrail.Path}/verification", Handle)
        .WithName(nameof(VerifyTrail)).WithTags(AdministrationModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadTrail)
        .Audited(_ => (AuditActions.VerifyTrail, ""))
        .ProducesProblems(Problems.InvalidQuery, AccessProblems.StaffStoreAway);

    /// <summary>Whether the trail is as it was written</summary>
    /// <remarks>
    /// Computes every hash anew, up to the first fault. What was changed, removed or put between shows here; that the end was cut off shows only by a head that was
    /// noted before. So note entries and head, and see later that the entry of that number still has that hash.
    /// </remarks>
    /// <param name="context">The request and its answer.</param>
    /// <param name="trail">The trail.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">What was found, also when the trail is not whole.</response>
    public static async Task<Results<Ok<TrailVerification>, ProblemHttpResult>> Handle(HttpContext context, AuditTrail trail, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (new QueryErrors(context.Request.Query).Any(out var problem))
        {
            return problem;
        }

        var found = await trail.Verify(cancellationToken);
        return TypedResults.Ok(new TrailVerification(found.Entries, Convert.ToHexStringLower(found.Head), found.Fault is null, found.Fault));
    }
}

/// <summary>What a check of the trail found.</summary>
/// <param name="Entries">How many entries are as they were written, from the first on.</param>
/// <param name="Head">Hash of the last of them, 64 hexadecimal digits.</param>
/// <param name="Whole">Whether these are all.</param>
/// <param name="Fault">The first fault, in a sentence; null when there is none.</param>
public sealed record TrailVerification(long Entries, string Head, bool Whole, string? Fault);
