using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Pages.Inviting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>Printing the questionnaires of a run, with serials; the first time, and again.</summary>
internal static class PrintSheets
{
    public const string CodesField = "codes";
    public const string Checked = "true";

    public static readonly Asset StyleSheet = new(typeof(PrintSheets).Assembly, "print", "css", "text/css; charset=utf-8");

    public static void MapPrintSheets(this IEndpointRouteBuilder routes)
    {
        StyleSheet.Map(routes);
        routes.MapGet($"{PagePaths.Printing}/{{run}}", Print).RequireAuthorization(StaffPolicies.PrintSheets);
    }

    /// <summary>Where a run is printed.</summary>
    public static string AddressOf(PrintRun run, bool codes) => $"{PagePaths.Printing}/{run.Id}{(codes ? $"?{CodesField}={Checked}" : "")}";

    private static async Task<IResult> Print(
        string run, string? codes, HttpContext context, Catalogue catalogue, PrintRuns runs, Invitations invitations, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(run, "D", out var id) || await runs.Find(id, cancellationToken) is not { } found
            || catalogue.FindSurvey(found.Survey) is not { } survey || survey.Geography.Find(found.Province) is not { } province)
        {
            return TypedResults.NotFound();
        }

        if (!ProvinceCounts.ScopeOf(context).Covers(survey.Geography, province.Code))
        {
            return await Refuse(context, $"GET {context.Request.Path}");
        }

        if (codes == Checked && !context.May(StaffPolicies.Invite))
        {
            return await RefuseCodes(context);
        }

        if (codes == Checked && invitations.Codes is null)
        {
            return ErrorPages.Page(StatusCodes.Status409Conflict, PageLanguage.Say(context, InvitationsWords.NoSecret));
        }

        var serials = $"Run {found.Id}: {found.Serials().First().Text} to {found.Serials().Last().Text}.";
        await context.Record(AuditActions.PrintSheets, $"{survey.Code}/{province.Code}", serials);
        if (codes != Checked)
        {
            return await PrintingDocument.Of(new PrintingView(found, survey, province, null, PageLanguage.IsEnglish(context)), context.RequestServices);
        }

        await context.Record(AuditActions.ReadInvitations, $"{survey.Code}/{province.Code}", serials);
        var invited = new PrintingInvitations(invitations.Codes!, InvitationAddress.Origin(context));
        return await PrintingDocument.Of(new PrintingView(found, survey, province, invited, PageLanguage.IsEnglish(context)), context.RequestServices);
    }

    /// <summary>Refuses what is about a province of others, and records that.</summary>
    public static async Task<IResult> Refuse(HttpContext context, string target)
    {
        await context.RecordRefusal(target, "The province is not in the scope.");
        return ErrorPages.Page(StatusCodes.Status403Forbidden, PageLanguage.Say(context, PrintingWords.OutOfScope));
    }

    /// <summary>Refuses codes. One on a sheet is an invitation like one on a letter: whoever has it answers in an official channel.</summary>
    public static async Task<IResult> RefuseCodes(HttpContext context)
    {
        await context.RecordRefusal($"{context.Request.Method} {context.Request.Path}", "Codes of invitations are the publisher's.");
        return ErrorPages.Page(StatusCodes.Status403Forbidden, PageLanguage.Say(context, PrintingWords.MayNotInvite));
    }
}
