using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Batches;

/// <summary>One paper batch and what became of its sheets.</summary>
public static class ShowBatch
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet($"{ListBatches.Path}/{{id}}", Handle)
        .WithName(nameof(ShowBatch)).WithTags(BatchesModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadBatches)
        .Audited(context => (AuditActions.ReadBatches, context.Request.RouteValues["id"] as string ?? ""))
        .ProducesProblems(BatchProblems.UnknownBatch, Problems.InvalidQuery, Problems.DatabaseAway, AccessProblems.StaffStoreAway);

    /// <summary>A paper batch</summary>
    /// <remarks>A batch of another province or team is as unknown as one that there is not.</remarks>
    /// <param name="id">Batch id: a UUID of 36 characters.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The batch.</response>
    public static async Task<Results<Ok<BatchView>, ProblemHttpResult>> Handle(string id, HttpContext context, BatchList batches, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!ResponseId.TryParse(id, out var known))
        {
            return BatchProblems.UnknownBatch.Because("A batch id is a UUID of 36 characters, like 01234567-89ab-4def-8123-456789abcdef.");
        }

        return new QueryErrors(context.Request.Query).Any(out var problem) ? problem
            : await batches.Find(BatchScope.Of(context), known, cancellationToken) is { } batch ? TypedResults.Ok(batch)
            : BatchProblems.UnknownBatch.Because($"No batch with that id was sent from your provinces or team. GET {ListBatches.Path} lists them.");
    }
}
