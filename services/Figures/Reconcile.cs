using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.Figures;

/// <summary>Whether everything that was published has arrived, and where it is.</summary>
public static class Reconcile
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/v1/reconciliation/{survey}", Handle)
        .WithName(nameof(Reconcile)).WithTags(FiguresModule.Tag)
        .RequireAuthorization(StaffPolicies.Reconcile)
        .TakesSurvey()
        .Audited(context => (AuditActions.Reconcile, AuditTargets.Of(context)))
        .ProducesProblems(Problems.UnknownSurvey, Problems.InvalidQuery, Problems.DatabaseAway, AccessProblems.StaffStoreAway);

    /// <summary>Where the entries of a survey are</summary>
    /// <remarks>The states add up to what was published; what is in none of them yet is waiting.</remarks>
    /// <param name="survey">Survey code.</param>
    /// <param name="context">The request and its answer.</param>
    /// <param name="catalogue">The surveys that exist.</param>
    /// <param name="store">The stored entries.</param>
    /// <param name="cancellationToken">Ends when the client goes away.</param>
    /// <response code="200">The counts.</response>
    public static async Task<Results<Ok<Reconciliation>, ProblemHttpResult>> Handle(
        string survey, HttpContext context, Catalogue catalogue, IFigureStore store, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = FiguresModule.NoStore;
        if (catalogue.FindSurvey(survey) is not { } known)
        {
            return Problems.OfUnknownSurvey(catalogue);
        }

        return new QueryErrors(context.Request.Query).Any(out var problem)
            ? problem
            : TypedResults.Ok(await store.Reconcile(known.Code, cancellationToken));
    }
}
