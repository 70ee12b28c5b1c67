using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Figures.Pages.Progress;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Batches;

/// <summary>What the page of batches shows.</summary>
/// <param name="Choice">Survey, province, language.</param>
/// <param name="State">Only batches in this state; null for all.</param>
/// <param name="IsFirst">Whether the newest are shown.</param>
/// <param name="Part">The batches.</param>
public sealed record BatchesView(FieldWorkChoice Choice, BatchState? State, bool IsFirst, BatchPart Part);

/// <summary>What the page of one batch shows.</summary>
/// <param name="Batch">The batch.</param>
/// <param name="Survey">Its survey.</param>
/// <param name="Rejections">How many of its sheets cannot be counted, by reason.</param>
/// <param name="SharedWith">The batch with which it shares its serials; null when it is not known, or it was not withdrawn for that.</param>
/// <param name="SeesShared">Whether the reader may see that batch.</param>
/// <param name="IsEnglish">Whether the reader chose English.</param>
public sealed record OneBatchView(
    BatchView Batch, Survey Survey, IReadOnlyDictionary<string, int> Rejections, BatchView? SharedWith, bool SeesShared, bool IsEnglish)
{
    /// <summary>Whether something is still on its way.</summary>
    public bool IsMoving => Batch.State == BatchState.Incomplete || Batch.Waiting > 0;

    /// <summary>Whether Intake knows the batch, so that it can be withdrawn and corrected.</summary>
    public bool CanBeChanged => Batch is { Invalid: not null, State: not BatchState.Withdrawn };
}

/// <summary>Paper batches: the list, and what became of the sheets of one.</summary>
internal static class BatchesPages
{
    public const string StateField = BatchRequest.StateParameter;
    public const string BeforeField = BatchRequest.BeforeParameter;

    public static readonly Asset Script = new(typeof(BatchesPages).Assembly, "batch", "js", "text/javascript; charset=utf-8");

    private const int BatchesOnPage = 50;

    public static void MapBatchesPages(this IEndpointRouteBuilder routes)
    {
        Script.Map(routes);
        routes.MapGet(PagePaths.Batches, ShowAll).RequireAuthorization(StaffPolicies.ReadBatches)
            .Audited(context => (AuditActions.ReadBatches, context.Request.QueryString.Value ?? ""));
        routes.MapGet(PagePaths.BatchOf("{id}"), ShowOne).RequireAuthorization(StaffPolicies.ReadBatches).RunsScripts()
            .Audited(context => (AuditActions.ReadBatches, context.Request.RouteValues["id"] as string ?? ""));
    }

    private static async Task<IResult> ShowAll(string? survey, string? province, string? state, string? before, HttpContext context, Catalogue catalogue, BatchList batches,
        TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        if (choice is null)
        {
            return refusal!;
        }

        // A form sends every field, those that were left open too.
        var chosen = BatchRequest.States.FirstOrDefault(it => it.Key == state).Value;
        if (chosen is null && !string.IsNullOrEmpty(state))
        {
            return QueryFault.NotOneOf(context, StateField, BatchRequest.States.Select(it => it.Key));
        }

        Guid? last = ResponseId.TryParse(before, out var id) ? id : null;
        if (last is null && !string.IsNullOrEmpty(before))
        {
            return QueryFault.Say(context, new LocalizedText($"Tham số {BeforeField} là mã của một lô phiếu.", $"The parameter {BeforeField} is the id of a batch."));
        }

        var query = new BatchListQuery(choice.Survey.Code, choice.Province?.Code, null, chosen, last, BatchesOnPage);
        var part = await batches.Read(BatchScope.Of(context), query, cancellationToken);
        return new RazorComponentResult<BatchesPage>(new { View = new BatchesView(choice, chosen, last is null, part) });
    }

    private static async Task<IResult> ShowOne(
        string id, HttpContext context, Catalogue catalogue, BatchList batches, ProgressCache progress, CancellationToken cancellationToken)
    {
        var (scope, english) = (BatchScope.Of(context), PageLanguage.IsEnglish(context));
        if (!ResponseId.TryParse(id, out var known) || await batches.Find(scope, known, cancellationToken) is not { } batch)
        {
            return ErrorPages.Page(StatusCodes.Status404NotFound, BatchesWords.NoSuchBatch.In(english));
        }

        var survey = catalogue.FindSurvey(batch.Survey)!;

        // Whose serials they are, a team has to know, also where the other batch is not its own.
        var shared = batch.Withdrawal?.SharedWith is { } other
            ? await batches.Find(BatchScope.Of(context.Staff()! with { Team = null }), other, cancellationToken)
            : null;
        return new RazorComponentResult<BatchesOnePage>(new
        {
            View = new OneBatchView(batch, survey, batch.Rejected == 0 ? new Dictionary<string, int>() : (await progress.Find(survey, cancellationToken)).RejectionsOf(known),
                shared, shared is not null && scope.Covers(survey.Geography, shared), english),
        });
    }
}
