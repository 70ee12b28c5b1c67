using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Pages;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Conflicts;

/// <summary>What the page of conflicts shows.</summary>
/// <param name="Choice">Survey and language.</param>
/// <param name="Part">The conflicts.</param>
/// <param name="Serials">Their serials, as far as they were printed by us.</param>
/// <param name="IsFirst">Whether the list begins here.</param>
/// <param name="Decided">Whether those that are decided are among them.</param>
public sealed record ConflictsView(FieldWorkChoice Choice, ConflictPart Part, IReadOnlyDictionary<Guid, SheetSerial> Serials, bool IsFirst, bool Decided);

/// <summary>Sheets that say different things, side by side, and the decision which counts.</summary>
internal static class ConflictsPages
{
    public const string AfterField = BatchRequest.AfterParameter;
    public const string DecidedField = BatchRequest.DecidedParameter;

    // Names of the fields of a decision, which Intake takes.
    public const string EntryField = "entry";
    public const string ReasonField = "reason";

    private const int ConflictsOnPage = 10;

    public static void MapConflictsPage(this IEndpointRouteBuilder routes) => routes.MapGet(PagePaths.Conflicts, Show).RequireAuthorization(StaffPolicies.ReadBatches)
        .Audited(context => (AuditActions.ReadConflicts, context.Request.QueryString.Value ?? ""));

    private static async Task<IResult> Show(string? survey, string? after, string? decided, HttpContext context, Catalogue catalogue, ConflictList conflicts,
        FieldWorkSerials serials, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, null);
        if (choice is null)
        {
            return refusal!;
        }

        var from = Guid.Empty;
        if (!string.IsNullOrEmpty(after) && !ResponseId.TryParse(after, out from))
        {
            return QueryFault.Say(context, new LocalizedText($"Tham số {AfterField} là mã của một phiếu.", $"The parameter {AfterField} is the id of a response."));
        }

        if (!string.IsNullOrEmpty(decided) && decided != BatchRequest.WithDecided)
        {
            return ErrorPages.Page(StatusCodes.Status422UnprocessableEntity, $"Tham số {DecidedField} chỉ nhận: {BatchRequest.WithDecided}.");
        }

        var all = decided == BatchRequest.WithDecided;
        var part = await conflicts.Read(BatchScope.Of(context), new ConflictQuery(choice.Survey, from, ConflictsOnPage, all), cancellationToken);
        var found = await serials.Find(choice.Survey.Code, null, [.. part.Conflicts.Select(it => it.Id)], cancellationToken);
        return new RazorComponentResult<ConflictsPage>(new { View = new ConflictsView(choice, part, found, from == Guid.Empty, all) });
    }
}
