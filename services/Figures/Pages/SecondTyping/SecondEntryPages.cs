using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.SecondTyping;

/// <summary>What the page of second entry shows.</summary>
/// <param name="Choice">Survey, province, language. Without a province nothing else is shown.</param>
/// <param name="Agreement">How well the entries agree; null without a province.</param>
/// <param name="Recent">The latest comparisons.</param>
/// <param name="Serials">Serials of these, as far as they were printed.</param>
/// <param name="Sample">Serials to type again, chosen at random; null for who does not type.</param>
public sealed record SecondEntryView(FieldWorkChoice Choice, SecondEntryAgreement? Agreement, IReadOnlyList<SecondEntry> Recent,
    IReadOnlyDictionary<Guid, SheetSerial> Serials, IReadOnlyList<SheetSerial>? Sample);

/// <summary>What the form for a second entry shows.</summary>
/// <param name="Choice">Survey, province, language.</param>
/// <param name="Draft">What stands in it.</param>
/// <param name="Errors">What is wrong with it, by field; empty when nothing is, or nothing was sent.</param>
public sealed record SecondEntryFormView(FieldWorkChoice Choice, SecondEntryDraft Draft, IReadOnlyDictionary<string, LocalizedText> Errors);

/// <summary>Second entry of a sample of sheets: typing, comparing, and how well the two entries agree.</summary>
internal static class SecondEntryPages
{
    public const string FormPath = $"{PagePaths.SecondEntry}/sheet";

    // All cells of a sheet by name have about 3,000 bytes.
    private const int LargestForm = 32 * 1024;

    private static readonly ProblemKind InvalidSheet =
        new("/problems/invalid-second-entry", StatusCodes.Status422UnprocessableEntity, "The sheet cannot be compared like this", HasErrors: true);

    public static void MapSecondEntryPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.SecondEntry, Show).RequireAuthorization(StaffPolicies.ReadBatches);
        routes.MapGet(FormPath, ShowForm).RequireAuthorization(StaffPolicies.SendBatches);
        routes.MapPost(PagePaths.SecondEntry, Compare).RequireAuthorization(StaffPolicies.SendBatches).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Show(
        string? survey, string? province, HttpContext context, Catalogue catalogue, SecondEntryOverview overview, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        if (choice is null)
        {
            return refusal!;
        }

        // Who works for one province need not choose it.
        choice = choice is { Province: null, Provinces: [var only] } ? choice with { Province = only } : choice;
        return new RazorComponentResult<SecondEntryPage>(new { View = await overview.Find(choice, context.May(StaffPolicies.SendBatches), cancellationToken) });
    }

    private static async Task<IResult> ShowForm(string? survey, string? province, string? serial, HttpContext context, Catalogue catalogue, TimeProvider clock)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        return choice is null ? refusal!
            : Form(choice, SecondEntryDraft.Empty(choice.Survey.Code, choice.Province?.Code ?? "", choice.Team ?? "", serial ?? ""), new Dictionary<string, LocalizedText>(), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Compare(HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, SecondEntryComparison comparison, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        if (await Read(context, antiforgery, cancellationToken) is not { } draft)
        {
            return TypedResults.BadRequest();
        }

        var (result, refused) = await comparison.Compare(context, draft, cancellationToken);
        var english = PageLanguage.IsEnglish(context);
        if (WantsJson(context.Request))
        {
            return result is not null ? TypedResults.Ok(result) : Problem(refused!, english);
        }

        // It was judged already; what is shown around it is the reader's own.
        var survey = catalogue.FindSurvey(draft.Survey) ?? catalogue.CurrentAt(clock.GetUtcNow());
        var provinces = context.Staff()!.Provinces.In(survey.Geography);
        var choice = new FieldWorkChoice(survey, provinces.FirstOrDefault(it => it.Code == draft.Province), provinces, FieldWorkChoice.TeamOf(context), english);
        return result is not null
            ? new RazorComponentResult<SecondEntryResultPage>(new { Choice = choice, Result = result })
            : Form(choice, draft, refused!.Errors, refused.Status);
    }

    private static async Task<SecondEntryDraft?> Read(HttpContext context, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        if (context.Request.HasFormContentType)
        {
            return await Forms.Read(context, antiforgery) is { } form ? SecondEntryDraft.Of(form) : null;
        }

        return context.Request.HasJsonContentType() && await antiforgery.IsRequestValidAsync(context)
            ? await SecondEntryDraft.Read(context.Request.Body, cancellationToken)
            : null;
    }

    private static bool WantsJson(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(it => it.MediaType.Equals(MediaTypeNames.Application.Json, StringComparison.OrdinalIgnoreCase))
        && !request.Headers[HeaderNames.Accept].ToString().Contains(MediaTypeNames.Text.Html, StringComparison.OrdinalIgnoreCase);

    private static ProblemHttpResult Problem(SecondEntryRefusal refusal, bool english) => (InvalidSheet with { Status = refusal.Status }).Because(
        string.Join(' ', refusal.Errors.Values.Select(it => it.In(english)).Distinct()), refusal.Errors.ToDictionary(it => it.Key, it => new[] { it.Value.In(english) }));

    private static RazorComponentResult<SecondEntryFormPage> Form(
        FieldWorkChoice choice, SecondEntryDraft draft, IReadOnlyDictionary<string, LocalizedText> errors, int status) =>
        new(new { View = new SecondEntryFormView(choice, draft, errors) }) { StatusCode = status };
}
