using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Batches;

/// <summary>The page for sending a file of paper sheets (gửi lô phiếu); its answer is the report.</summary>
internal static class UploadBatch
{
    public const string ActionField = "action";
    public const string AllOrNothingField = "all-or-nothing";
    public const string AcceptConflictsField = "accept-conflicts";
    public const string Checked = "yes";
    public const string Check = "check";
    public const string Send = "send";
    public const string Mark = "mark";

    private static readonly string[] Fields = [Forms.TokenField, ActionField, AllOrNothingField, AcceptConflictsField];

    public static void MapUploadPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PagePaths.Upload, Show).RequireAuthorization(StaffPolicies.SendBatches);
        routes.MapPost(PagePaths.Upload, Take).RequireAuthorization(StaffPolicies.SendBatches).TakesFile(routes);
    }

    private static IResult Show(string? survey, HttpContext http, Catalogue catalogue, TimeProvider clock, IOptions<BatchesOptions> options)
    {
        var known = string.IsNullOrEmpty(survey) ? catalogue.CurrentAt(clock.GetUtcNow()) : catalogue.FindSurvey(survey);
        return known is null
            ? QueryFault.NotOneOf(http, UploadOrder.SurveyField, catalogue.Surveys.Select(it => it.Code))
            : Page(ViewOf(http, known, new UploadFields("", "", false, false, ""), options.Value), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Take(HttpContext http, Uploads uploads, FormTokens tokens, Catalogue catalogue, IOptions<BatchesOptions> options)
    {
        var isOurs = false;
        UploadForm? sent = null;
        var result = await uploads.Receive(http, new UploadWay(Fields, Choose, Saying.LanguageOf(http), async form => isOurs = await tokens.AreRight(http, form)));
        if (result.Marked is { } marked)
        {
            return UploadAnswers.File(http.Response, result.Order!, result.Report!, published: false, marked, Saying.LanguageOf(http));
        }

        if (result.End == UploadEnd.BrokenForm && result.Form is UnreadableForm.TooLarge or UnreadableForm.TooSlow)
        {
            var words = result.Form == UnreadableForm.TooSlow ? http.Say(BatchWords.TooSlow) : http.Say(BatchWords.TooLarge, options.Value.LargestFile / 1048576);
            return ErrorPages.Page(UploadProblems.StatusOf(result), words);
        }

        if (result.End == UploadEnd.TooManyFiles)
        {
            return ErrorPages.Page(StatusCodes.Status503ServiceUnavailable, http.Say(BatchWords.Busy));
        }

        // Without a file nobody has looked at the token, and nothing was kept or sent.
        var survey = sent?[UploadOrder.SurveyField] is { } code ? catalogue.FindSurvey(code) : null;
        return survey is null || sent is null || !(isOurs || await tokens.AreRight(http, sent))
            ? ErrorPages.Page(StatusCodes.Status400BadRequest)
            : Page(UploadWords.Tell(http, ViewOf(http, survey, FieldsOf(sent, result), options.Value), result), UploadProblems.StatusOf(result));

        UploadChoices Choose(UploadForm form, SortedDictionary<string, string[]> faults)
        {
            sent = form;
            var action = form[ActionField];
            return new UploadChoices(action != Send, form[AllOrNothingField] == Checked, form[AcceptConflictsField] == Checked, action == Mark);
        }
    }

    // Only a batch that is incomplete is gone on with: whoever comes back to this page with another file means another batch.
    private static UploadFields FieldsOf(UploadForm form, UploadResult result) => new(
        form[UploadOrder.ProvinceField] ?? "", form[UploadOrder.TeamField] ?? "", form[AllOrNothingField] == Checked, form[AcceptConflictsField] == Checked,
        result is { End: UploadEnd.Incomplete, Order: { } order } ? order.Id.ToString() : "");

    private static UploadView ViewOf(HttpContext http, Survey survey, UploadFields form, BatchesOptions options)
    {
        var member = http.Staff()!;
        return new UploadView(survey, member.Provinces.In(survey.Geography), form, member.OnlyTeam, http.May(StaffPolicies.AcceptConflicts), options.LargestFile / 1048576);
    }

    private static RazorComponentResult<UploadPage> Page(UploadView view, int status) => new(new { View = view }) { StatusCode = status };
}
