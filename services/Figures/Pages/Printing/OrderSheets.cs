using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Pages.Inviting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Printing;

/// <summary>What the page of printing shows.</summary>
/// <param name="Survey">The chosen survey.</param>
/// <param name="Provinces">The provinces to choose from.</param>
/// <param name="Runs">Runs that were printed in these, the newest first.</param>
/// <param name="Form">What stands in the form.</param>
/// <param name="Errors">What is wrong with it, by field; empty when nothing is, or nothing was sent.</param>
/// <param name="MayInvite">Whether its reader may print codes of invitations.</param>
/// <param name="HasCodes">Whether codes can be made here.</param>
/// <param name="IsEnglish">Whether its reader chose English.</param>
public sealed record PrintingChoice(Survey Survey, IReadOnlyList<Province> Provinces, IReadOnlyList<PrintRun> Runs, PrintingForm Form,
    IReadOnlyDictionary<string, string> Errors, bool MayInvite, bool HasCodes, bool IsEnglish);

/// <summary>The form for a new run, as it is filled in.</summary>
/// <param name="Province">Province code.</param>
/// <param name="Cluster">Village code; may be empty.</param>
/// <param name="Sheets">Number of sheets.</param>
/// <param name="Codes">Whether each gets the code of an invitation.</param>
public sealed record PrintingForm(string Province, string Cluster, string Sheets, bool Codes);

/// <summary>The page where sheets are ordered, which makes a run of serials for them.</summary>
internal static class OrderSheets
{
    public const string SurveyField = "survey";
    public const string ProvinceField = "province";
    public const string ClusterField = "cluster";
    public const string SheetsField = "sheets";

    private const int LargestForm = 16 * 1024;
    private const string UsualSheets = "30";

    public static void MapOrderSheets(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Printing, Show).RequireAuthorization(StaffPolicies.PrintSheets);
        routes.MapPost(PagePaths.Printing, Make).RequireAuthorization(StaffPolicies.PrintSheets).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Show(
        string? survey, HttpContext context, Catalogue catalogue, PrintRuns runs, TimeProvider clock, CancellationToken cancellationToken)
    {
        var known = string.IsNullOrEmpty(survey) ? catalogue.CurrentAt(clock.GetUtcNow()) : catalogue.FindSurvey(survey);
        return known is null
            ? QueryFault.NotOneOf(context, SurveyField, catalogue.Surveys.Select(it => it.Code))
            : await Page(context, known, new PrintingForm("", "", UsualSheets, false), [], runs, cancellationToken);
    }

    private static async Task<IResult> Make(
        HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, PrintRuns runs, SamplePlans plans, CancellationToken cancellationToken)
    {
        if (await Forms.Read(context, antiforgery) is not { } sent || catalogue.FindSurvey(sent[SurveyField].ToString()) is not { } survey)
        {
            return TypedResults.BadRequest();
        }

        var english = PageLanguage.IsEnglish(context);
        var form = new PrintingForm(sent[ProvinceField].ToString(), sent[ClusterField].ToString().Trim(), sent[SheetsField].ToString().Trim(),
            sent[PrintSheets.CodesField].ToString() == PrintSheets.Checked);
        if (form.Codes && !context.May(StaffPolicies.Invite))
        {
            return await PrintSheets.RefuseCodes(context);
        }

        var errors = FindErrors(survey, form, out var count);
        if (errors.Count == 0 && form.Cluster.Length > 0
            && await plans.ClustersOf(survey.Code, form.Province, cancellationToken) is { } planned && !planned.Contains(form.Cluster))
        {
            // Sheets of such a village would be refused when they are sent.
            errors[ClusterField] = PrintingWords.NotPlanned;
        }

        if (form.Codes && context.RequestServices.GetRequiredService<Invitations>().Codes is null)
        {
            errors[PrintSheets.CodesField] = InvitationsWords.NoSecret;
        }

        if (errors.Count > 0)
        {
            return await Page(context, survey, form, errors.ToDictionary(it => it.Key, it => it.Value.In(english)), runs, cancellationToken);
        }

        var target = $"{survey.Code}/{form.Province}";
        var (outcome, run) = await runs.Make(new PrintOrder(survey, form.Province, form.Cluster, count), ProvinceCounts.ScopeOf(context), context.Staff()!.Name,
            id => context.Record(AuditActions.PrintSheets, target, $"New run {id}: {count} sheets{(form.Cluster.Length == 0 ? "" : $", village {form.Cluster}")}."),
            cancellationToken);
        return outcome switch
        {
            PrintOutcome.Made => TypedResults.LocalRedirect(PrintSheets.AddressOf(run!, form.Codes)),
            PrintOutcome.UsedUp => await Page(context, survey, form,
                new Dictionary<string, string> { [ProvinceField] = PrintingWords.UsedUp.In(english) }, runs, cancellationToken),
            _ => await PrintSheets.Refuse(context, $"POST {context.Request.Path} {target}"),
        };
    }

    private static Dictionary<string, LocalizedText> FindErrors(Survey survey, PrintingForm form, out int count)
    {
        var errors = new Dictionary<string, LocalizedText>();
        if (survey.Geography.Find(form.Province) is null)
        {
            errors[ProvinceField] = PrintingWords.UnknownProvince;
        }

        if (form.Cluster.Length > 0 && !ClusterCode.IsValid(form.Cluster))
        {
            errors[ClusterField] = PrintingWords.WrongCluster;
        }

        if (!int.TryParse(form.Sheets, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > PrintRuns.MostSheets)
        {
            errors[SheetsField] = PrintingWords.WrongCount;
        }

        return errors;
    }

    private static async Task<IResult> Page(HttpContext context, Survey survey, PrintingForm form, Dictionary<string, string> errors,
        PrintRuns runs, CancellationToken cancellationToken)
    {
        var provinces = ProvinceCounts.ScopeOf(context).In(survey.Geography);
        var mine = provinces.Select(it => it.Code).ToHashSet();
        var made = (await runs.List(survey.Code, null, cancellationToken)).Where(run => mine.Contains(run.Province)).ToList();
        return new RazorComponentResult<PrintingPage>(new
        {
            View = new PrintingChoice(survey, provinces, made, form, errors, context.May(StaffPolicies.Invite),
                context.RequestServices.GetRequiredService<Invitations>().Codes is not null, PageLanguage.IsEnglish(context)),
        })
        {
            StatusCode = errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
