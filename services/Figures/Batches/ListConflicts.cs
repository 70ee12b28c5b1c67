using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Batches;

/// <summary>Sheets that say different things, with the versions side by side for those who may decide.</summary>
public static class ListConflicts
{
    internal const string Path = "/api/v1/conflicts";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .WithName(nameof(ListConflicts)).WithTags("Conflicts")
        .RequireAuthorization(StaffPolicies.ReadBatches)
        .TakesSurvey()
        .Audited(context => (AuditActions.ReadConflicts, context.Request.QueryString.Value ?? ""))
        .ProducesProblems(Problems.InvalidQuery, Problems.DatabaseAway, AccessProblems.StaffStoreAway);

    /// <summary>Sheets in conflict</summary>
    /// <remarks>
    /// Only those with a version of a province that the one who asks works for and, for a survey team with a code, of that team. What a version says is seen by the team
    /// that entered it, and by others of its province once its batch is closed; those who may read running figures see where a version stands and not what it says, and what
    /// came in online is shown to nobody. Serials are not stored (a response id is a hash of them); batch and row say where a sheet is.
    /// </remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="after">Only response ids behind this one, by their 16 bytes.</param>
    /// <param name="limit">How many sheets, 1 to 100. By default 50.</param>
    /// <param name="decided"><c>true</c>: those of which somebody decided which version counts, too. By default only those that are open.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="conflicts">The conflicts.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The conflicts.</response>
#pragma warning disable IDE0060 // The parameters are named for the description of the API; they are read together, so that every fault is told.
    public static async Task<Results<Ok<ConflictListing>, ProblemHttpResult>> Handle(
        string? survey, string? after, string? limit, string? decided, HttpContext context, Catalogue catalogue, ConflictList conflicts, CancellationToken cancellationToken)
#pragma warning restore IDE0060
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!BatchRequest.TryReadConflicts(catalogue, context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var part = await conflicts.Read(BatchScope.Of(context), query, cancellationToken);
        return TypedResults.Ok(new ConflictListing(query.Survey.Code, part.Conflicts,
            part.After is { } last ? Path + BatchRequest.Following(context.Request.Query, BatchRequest.AfterParameter, last) : null));
    }
}

/// <summary>A part of the conflicts of a survey.</summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Conflicts">Sheets with several versions, in the order of their response ids.</param>
/// <param name="Next">Where those that follow are; null when there are none.</param>
public sealed record ConflictListing(string Survey, IReadOnlyList<ConflictView> Conflicts, string? Next);
