using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Batches;

/// <summary>Paper batches and what became of their sheets, without anything that a sheet says.</summary>
public static class ListBatches
{
    internal const string Path = SendBatchDescription.Path;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Handle)
        .WithName(nameof(ListBatches)).WithTags(BatchesModule.Tag)
        .RequireAuthorization(StaffPolicies.ReadBatches)
        .TakesSurvey()
        .WithMetadata(new AllowedValues(BatchRequest.StateParameter, _ => BatchRequest.States.Select(it => it.Key)))
        .Audited(context => (AuditActions.ReadBatches, context.Request.QueryString.Value ?? ""))
        .ProducesProblems(Problems.InvalidQuery, Problems.OutOfScope, Problems.DatabaseAway, AccessProblems.StaffStoreAway);

    /// <summary>Paper batches, the newest first</summary>
    /// <remarks>
    /// Of the provinces that the one who asks works for and, for a survey team with a code, of that team; those who may read running figures see all. A batch that
    /// was just begun is there, with counts of 0, and one that only the database knows of. A survey has at most 50000.
    /// </remarks>
    /// <param name="survey">Survey code. By default all surveys.</param>
    /// <param name="province">Two-digit province code in the survey's geography.</param>
    /// <param name="team">Survey team, whole; empty for batches without one.</param>
    /// <param name="state">State of the batch.</param>
    /// <param name="before">Only batches older than the one with this id.</param>
    /// <param name="limit">How many batches, 1 to 500. By default 100.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The batches.</response>
#pragma warning disable IDE0060 // The parameters are named for the description of the API; they are read together, so that every fault is told.
    public static async Task<Results<Ok<BatchListing>, ProblemHttpResult>> Handle(
        string? survey, string? province, string? team, string? state, string? before, string? limit,
        HttpContext context, Catalogue catalogue, BatchList batches, CancellationToken cancellationToken)
#pragma warning restore IDE0060
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (!BatchRequest.TryReadBatches(catalogue, context.Request.Query, out var query, out var problem))
        {
            return problem;
        }

        var scope = BatchScope.Of(context);
        if (query.Province is { } asked && !catalogue.Surveys.Any(it => (query.Survey is null || query.Survey == it.Code) && scope.Covers(it.Geography, asked)))
        {
            await context.RecordRefusal($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", "The province is not in the scope.");
            return Problems.OutOfScope.Because($"You do not work for province {asked}. Yours: {string.Join(", ", scope.Provinces)}.");
        }

        var part = await batches.Read(scope, query, cancellationToken);
        return TypedResults.Ok(new BatchListing(part.Batches,
            part.Before is { } last ? Path + BatchRequest.Following(context.Request.Query, BatchRequest.BeforeParameter, last) : null));
    }
}

/// <summary>A part of the batches.</summary>
/// <param name="Batches">Batches, the newest first.</param>
/// <param name="Next">Where the older ones are; null when there are none.</param>
public sealed record BatchListing(IReadOnlyList<BatchView> Batches, string? Next);
