using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Figures.Sample;
using SipasSurvey.Pages;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;

namespace SipasSurvey.Figures.Pages.Sample;

/// <summary>What the page of the plan of the sample shows.</summary>
/// <param name="Choice">Survey, province, language.</param>
/// <param name="Plans">The plans in force of the reader's provinces, by province.</param>
/// <param name="Notices">What became of a file that was sent; empty when none was, or it was refused.</param>
/// <param name="Refusals">Why a file was refused; empty when none was.</param>
/// <param name="Faults">Its cells that are wrong.</param>
public sealed record SampleView(FieldWorkChoice Choice, IReadOnlyList<SamplePlan> Plans, IReadOnlyList<LocalizedText> Notices, IReadOnlyList<LocalizedText> Refusals,
    IReadOnlyList<CellFault> Faults)
{
    /// <summary>The plan of a province; null when it has none.</summary>
    public SamplePlan? Of(Province province) => Plans.FirstOrDefault(it => it.Province == province.Code);
}

/// <summary>The plan of the sample: what is in force, and sending a file that replaces it.</summary>
internal static class SamplePages
{
    public const string FileField = "file";

    // Besides the file, a form has a token and two codes.
    private const int LargestForm = SampleUpload.MostBytes + (16 * 1024);

    public static void MapSamplePage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Sample, Show).RequireAuthorization(StaffPolicies.PlanSample);
        routes.MapPost(PagePaths.Sample, Replace).RequireAuthorization(StaffPolicies.PlanSample).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> Show(
        string? survey, string? province, HttpContext context, Catalogue catalogue, SamplePlans plans, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (choice, refusal) = await FieldWorkChoice.Read(context, catalogue, clock, survey, province);
        return choice is null ? refusal! : await Page(choice, plans, null, [], cancellationToken);
    }

    private static async Task<IResult> Replace(
        HttpContext context, IAntiforgery antiforgery, Catalogue catalogue, SamplePlans plans, SampleUpload upload, TimeProvider clock, CancellationToken cancellationToken)
    {
        // Kestrel refuses to read it further on.
        if (context.Request.ContentLength > LargestForm)
        {
            return ErrorPages.Page(StatusCodes.Status413PayloadTooLarge, SampleWords.TooLarge.In(PageLanguage.IsEnglish(context)));
        }

        if (await Forms.Read(context, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        var (choice, refusal) = await FieldWorkChoice.Read(
            context, catalogue, clock, form[FieldWorkChoice.SurveyField].ToString(), form[FieldWorkChoice.ProvinceField].ToString());
        if (choice is null)
        {
            return refusal!;
        }

        if (form.Files.GetFile(FileField) is not { FileName.Length: > 0 } file)
        {
            return await Page(choice, plans, null, [SampleWords.NoFile], cancellationToken);
        }

        if (file.Length > SampleUpload.MostBytes)
        {
            return await Page(choice, plans, null, [SampleWords.TooLarge], cancellationToken);
        }

        var outcome = await upload.Take(
            context, choice.Survey, choice.Province, Path.GetFileName(file.FileName), stream => file.CopyToAsync(stream, cancellationToken), cancellationToken);
        return await Page(choice, plans, outcome, RefusalsOf(outcome, choice.Survey), cancellationToken);
    }

    private static List<LocalizedText> RefusalsOf(SampleOutcome outcome, Survey survey)
    {
        var refusals = new List<LocalizedText>();
        if (outcome.WholeFault is { } whole)
        {
            refusals.Add(whole);
        }

        if (outcome.NotYours.Count > 0)
        {
            refusals.Add(SampleWords.NotYours(outcome.NotYours.Select(it => survey.Geography.Find(it)!)));
        }

        if (outcome.Faults.Count > 0)
        {
            refusals.Add(SampleWords.Faults);
        }

        if (outcome.FaultsLeftOut > 0)
        {
            refusals.Add(SampleWords.LeftOut(outcome.FaultsLeftOut));
        }

        return refusals;
    }

    private static async Task<IResult> Page(
        FieldWorkChoice choice, SamplePlans plans, SampleOutcome? outcome, List<LocalizedText> refusals, CancellationToken cancellationToken)
    {
        var inForce = await plans.List(choice.Survey.Code, [.. choice.Provinces.Select(it => it.Code)], cancellationToken);
        List<LocalizedText> notices = [.. (outcome?.Replaced ?? []).Select(SampleWords.Describe)];
        if (outcome is { Replaced.Count: > 0, IgnoredColumns.Count: > 0 })
        {
            var ignored = string.Join(", ", outcome.IgnoredColumns);
            notices.Add(new LocalizedText($"{SampleWords.Ignored.Vi}: {ignored}.", $"{SampleWords.Ignored.En}: {ignored}."));
        }

        return new RazorComponentResult<SamplePage>(new { View = new SampleView(choice, inForce, notices, refusals, outcome?.Faults ?? []) })
        {
            StatusCode = refusals.Count == 0 ? StatusCodes.Status200OK
                : outcome is { NotYours.Count: > 0 } ? StatusCodes.Status403Forbidden : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
