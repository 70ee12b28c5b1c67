using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using SipasSurvey.Figures.Pages.Printing;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Pages.Inviting;

/// <summary>What the page of invitations shows.</summary>
/// <param name="Survey">The chosen survey.</param>
/// <param name="Newer">The newest survey that is open, when that is a newer one, so that letters of this one lead nowhere; null otherwise.</param>
/// <param name="Runs">Its runs, the newest first.</param>
/// <param name="Form">What stands in the form.</param>
/// <param name="Errors">What is wrong with it, by field.</param>
/// <param name="HasSecret">Whether there can be codes.</param>
/// <param name="IsEnglish">Whether its reader chose English.</param>
public sealed record InvitationsView(
    Survey Survey, Survey? Newer, IReadOnlyList<InvitationRun> Runs, InvitationsForm Form, IReadOnlyDictionary<string, string> Errors, bool HasSecret, bool IsEnglish);

/// <summary>The form for a new run, as it is filled in.</summary>
/// <param name="Province">Province code.</param>
/// <param name="Letters">Number of letters.</param>
/// <param name="Purpose">Note; may be empty.</param>
public sealed record InvitationsForm(string Province, string Letters, string Purpose);

/// <summary>Letters with invitations: making runs of them, printing them, and their codes as CSV.</summary>
internal static class InvitationsPages
{
    public const string SurveyField = "survey";
    public const string ProvinceField = "province";
    public const string LettersField = "letters";
    public const string PurposeField = "purpose";

    private const int LargestForm = 16 * 1024;
    private const string UsualLetters = "100";

    public static void MapInvitationsPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Invitations, Show).RequireAuthorization(StaffPolicies.Invite);
        routes.MapPost(PagePaths.Invitations, Make).RequireAuthorization(StaffPolicies.Invite).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        routes.MapGet($"{PagePaths.Invitations}/{{run}}", Print).RequireAuthorization(StaffPolicies.Invite);
        routes.MapGet(CsvOf("{run}"), Export).RequireAuthorization(StaffPolicies.Invite);
    }

    /// <summary>Where the codes of a run are.</summary>
    public static string CsvOf(object run) => $"{PagePaths.Invitations}/{run}/codes.csv";

    private static async Task<IResult> Show(
        string? survey, HttpContext context, Catalogue catalogue, InvitationRuns runs, Invitations invitations, TimeProvider clock, CancellationToken cancellationToken)
    {
        var known = string.IsNullOrEmpty(survey) ? catalogue.CurrentAt(clock.GetUtcNow()) : catalogue.FindSurvey(survey);
        return known is null
            ? QueryFault.NotOneOf(context, SurveyField, catalogue.Surveys.Select(it => it.Code))
            : await Page(context, known, new InvitationsForm("", UsualLetters, ""), [], runs, invitations, cancellationToken);
    }

    private static async Task<IResult> Make(
        HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, InvitationRuns runs, Invitations invitations, CancellationToken cancellationToken)
    {
        if (await Forms.Read(context, antiforgery) is not { } sent || catalogue.FindSurvey(sent[SurveyField].ToString()) is not { } survey)
        {
            return TypedResults.BadRequest();
        }

        var form = new InvitationsForm(sent[ProvinceField].ToString(), sent[LettersField].ToString().Trim(), sent[PurposeField].ToString().Trim());
        var errors = FindErrors(survey, form, invitations, out var count);
        if (errors.Count > 0)
        {
            return await Page(context, survey, form, errors, runs, invitations, cancellationToken);
        }

        var run = await runs.Make(new InvitationOrder(survey, form.Province, count, form.Purpose), context.Staff()!.Name,
            id => context.Record(AuditActions.MakeInvitations, $"{survey.Code}/{form.Province}", $"New run {id}: {count} letters."), cancellationToken);
        return run is not null
            ? TypedResults.LocalRedirect($"{PagePaths.Invitations}?survey={survey.Code}")
            : await Page(context, survey, form, new() { [ProvinceField] = InvitationsWords.UsedUp }, runs, invitations, cancellationToken);
    }

    private static async Task<IResult> Print(
        string run, HttpContext context, Catalogue catalogue, InvitationRuns runs, Invitations invitations, CancellationToken cancellationToken) =>
        await Find(run, context, catalogue, runs, invitations, "printed", cancellationToken) is var (view, refusal) && view is null
            ? refusal!
            : await InvitationsDocument.Of(view!, context.RequestServices);

    private static async Task<IResult> Export(
        string run, HttpContext context, Catalogue catalogue, InvitationRuns runs, Invitations invitations, CancellationToken cancellationToken)
    {
        var (view, refusal) = await Find(run, context, catalogue, runs, invitations, "exported", cancellationToken);
        if (view is null)
        {
            return refusal!;
        }

        // Numbers, codes and addresses of ours: nothing that needs quotes, or that a spreadsheet takes for a formula.
        var lines = view.Run.Codes(view.Codes).Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Number},{it.Code},{InvitationAddress.Of(view.Origin, it.Code)}"));
        var text = string.Join("\r\n", [.. lines.Prepend("Số thư,Mã mời,Địa chỉ"), ""]);
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)];
        return TypedResults.File(bytes, $"{CsvExport.ContentType}; charset=utf-8", $"invitations-{view.Survey.Code}-{view.Province.Code}-{view.Run.First}.csv");
    }

    // Whoever gets the codes is in the trail before they have them.
    private static async Task<(LettersView? View, IResult? Refusal)> Find(string run, HttpContext context, Catalogue catalogue, InvitationRuns runs, Invitations invitations,
        string how, CancellationToken cancellationToken)
    {
        if (!Guid.TryParseExact(run, "D", out var id) || await runs.Find(id, cancellationToken) is not { } found
            || catalogue.FindSurvey(found.Survey) is not { } survey || survey.Geography.Find(found.Province) is not { } province)
        {
            return (null, TypedResults.NotFound());
        }

        if (invitations.Codes is not { } codes)
        {
            return (null, ErrorPages.Page(StatusCodes.Status409Conflict, PageLanguage.Say(context, InvitationsWords.NoSecret)));
        }

        await context.Record(AuditActions.ReadInvitations, $"{survey.Code}/{province.Code}", $"Run {found.Id}: letters {found.First} to {found.Last} {how}.");
        return (new LettersView(found, survey, province, codes, InvitationAddress.Origin(context), PageLanguage.IsEnglish(context)), null);
    }

    private static Dictionary<string, LocalizedText> FindErrors(Survey survey, InvitationsForm form, Invitations invitations, out int count)
    {
        var errors = new Dictionary<string, LocalizedText>();
        if (survey.Geography.Find(form.Province) is null)
        {
            errors[ProvinceField] = PrintingWords.UnknownProvince;
        }

        if (!int.TryParse(form.Letters, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > InvitationRuns.MostLetters)
        {
            errors[LettersField] = InvitationsWords.WrongCount;
        }

        if (form.Purpose.Length > InvitationRuns.LongestPurpose)
        {
            errors[PurposeField] = InvitationsWords.WrongPurpose;
        }

        if (invitations.Codes is null)
        {
            errors[SurveyField] = InvitationsWords.NoSecret;
        }

        return errors;
    }

    // One that opens later is the newest then, so letters of it may be made before.
    private static Survey? NewerOpen(IServiceProvider parts, Survey survey)
    {
        var catalogue = parts.GetRequiredService<Catalogue>();
        var newest = parts.GetRequiredService<ScheduleFile>().Current.NewestOpen(catalogue, parts.GetRequiredService<TimeProvider>().GetUtcNow());
        return newest is not null && newest != survey && catalogue.Surveys.SkipWhile(it => it != survey).Contains(newest) ? newest : null;
    }

    private static async Task<IResult> Page(HttpContext context, Survey survey, InvitationsForm form, Dictionary<string, LocalizedText> errors, InvitationRuns runs,
        Invitations invitations, CancellationToken cancellationToken)
    {
        var english = PageLanguage.IsEnglish(context);
        var view = new InvitationsView(survey, NewerOpen(context.RequestServices, survey), await runs.List(survey.Code, cancellationToken), form, errors.ToDictionary(it => it.Key, it => it.Value.In(english)),
            invitations.Codes is not null, english);
        return new RazorComponentResult<InvitationsPage>(new { View = view })
        {
            StatusCode = errors.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
