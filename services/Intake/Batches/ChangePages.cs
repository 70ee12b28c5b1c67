using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Batches;

/// <summary>The pages for withdrawing a batch and correcting a sheet, and where the page of conflicts sends a decision.</summary>
internal static class ChangePages
{
    // A whole sheet has about 1,500 bytes.
    private const int LargestForm = 16 * 1024;

    public static void MapChangePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.WithdrawalOf("{id}"), AskWithdrawal).RequireAuthorization(StaffPolicies.SendBatches);
        routes.MapPost(PagePaths.WithdrawalOf("{id}"), Withdraw).RequireAuthorization(StaffPolicies.SendBatches).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        routes.MapGet(PagePaths.CorrectionOf("{id}"), AskCorrection).RequireAuthorization(StaffPolicies.SendBatches);
        routes.MapPost(PagePaths.CorrectionOf("{id}"), Correct).RequireAuthorization(StaffPolicies.SendBatches).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        routes.MapPost(PagePaths.DecisionOf("{id}"), Decide).RequireAuthorization(StaffPolicies.SendBatches).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
    }

    private static async Task<IResult> AskWithdrawal(string id, HttpContext http, OwnBatches batches) =>
        await batches.Find(http, id) is { } batch ? Page(new WithdrawalView(batch, "", null, null), StatusCodes.Status200OK) : TypedResults.NotFound();

    private static async Task<IResult> Withdraw(string id, HttpContext http, IAntiforgery antiforgery, OwnBatches batches, WithdrawBatch withdrawing)
    {
        if (await Forms.Read(http, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        if (await batches.Find(http, id) is not { } batch)
        {
            return TypedResults.NotFound();
        }

        var given = form[ChangeReason.Field].ToString();
        return !ChangeReason.TryRead(given, out var reason)
            ? Page(new WithdrawalView(batch, given, http.Say(BatchWords.WrongReason), null), StatusCodes.Status422UnprocessableEntity)
            : await withdrawing.Withdraw(http, batch, reason) ? new SeeOther(PagePaths.BatchOf(batch.Id))
            : Page(new WithdrawalView(batch, given, null, http.Say(BatchWords.NotSafe)), StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> AskCorrection(string id, string? serial, HttpContext http, OwnBatches batches, Catalogue catalogue) =>
        await batches.Find(http, id) is { } batch
            ? Page(new CorrectionView(batch, catalogue.FindSurvey(batch.Opening.Survey)!, new Dictionary<string, string> { [CorrectSheet.SerialPath] = serial ?? "" },
                new Dictionary<string, string>()), StatusCodes.Status200OK)
            : TypedResults.NotFound();

    private static async Task<IResult> Correct(
        string id, HttpContext http, IAntiforgery antiforgery, OwnBatches batches, Catalogue catalogue, CorrectSheet correcting)
    {
        if (await Forms.Read(http, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        if (await batches.Find(http, id) is not { } batch)
        {
            return TypedResults.NotFound();
        }

        var sheet = new CorrectionForm(catalogue.FindSurvey(batch.Opening.Survey)!, form);
        var faults = new SortedDictionary<string, string[]>(StringComparer.Ordinal);
        var correction = await correcting.Read(batch, sheet.Serial, sheet.ToJson(), faults, http.RequestAborted);
        return correction is null ? Page(sheet.ViewOf(batch, sheet.ErrorsOf(http, batch, faults.Keys)), StatusCodes.Status422UnprocessableEntity)
            : batch.Withdrawal is not null ? Page(sheet.ViewOf(batch, []), StatusCodes.Status409Conflict)
            : await correcting.Correct(http, correction) ? new SeeOther(PagePaths.BatchOf(batch.Id))
            : Page(sheet.ViewOf(batch, new() { [""] = http.Say(BatchWords.NotSafe) }), StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Decide(string id, HttpContext http, IAntiforgery antiforgery, DecideConflict deciding)
    {
        if (await Forms.Read(http, antiforgery) is not { } form)
        {
            return TypedResults.BadRequest();
        }

        if (!ResponseId.TryParse(id, out var sheet))
        {
            return TypedResults.NotFound();
        }

        return !deciding.TryRead(form[DecideConflict.EntryField], out var content) ? Refuse(StatusCodes.Status422UnprocessableEntity, BatchWords.WrongEntry)
            : !ChangeReason.TryRead(form[ChangeReason.Field], out var reason) ? Refuse(StatusCodes.Status422UnprocessableEntity, BatchWords.WrongReason)
            : !await deciding.MayDecide(http, content) ? Refuse(StatusCodes.Status403Forbidden, BatchWords.NotYourProvince)
            : await deciding.Decide(http, sheet, content, reason) ? new SeeOther($"{PagePaths.Conflicts}?survey={content.Survey}")
            : Refuse(StatusCodes.Status503ServiceUnavailable, BatchWords.NotSafe);

        RazorComponentResult<ErrorPage> Refuse(int status, LocalizedText words) => ErrorPages.Page(status, http.Say(words));
    }

    private static RazorComponentResult<WithdrawalPage> Page(WithdrawalView view, int status) => new(new { View = view }) { StatusCode = status };

    private static RazorComponentResult<CorrectionPage> Page(CorrectionView view, int status) => new(new { View = view }) { StatusCode = status };
}
