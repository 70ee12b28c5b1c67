using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Intake.Batches;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Typing;

/// <summary>
/// Takes what the script of the typing page sends: a file like any other, from a form of a page and with the session's cookie, answered as programs are.
/// </summary>
internal static class SendTyped
{
    private static readonly UploadChoices Choices = new(DryRun: false, AllOrNothing: false, AcceptConflicts: false, AsFile: false);

    public static void MapSendTyped(this IEndpointRouteBuilder routes) =>
        routes.MapPost(PagePaths.Typing, Handle).RequireAuthorization(StaffPolicies.SendBatches).TakesFile(routes);

    private static Task<Results<Ok<BatchReport>, FileStreamHttpResult, ProblemHttpResult>> Handle(
        HttpContext http, Uploads uploads, FormTokens tokens, IOptions<BatchesOptions> options) =>
        SendBatch.Answer(http, uploads, options.Value, new UploadWay(
            [Forms.TokenField], (_, _) => Choices, PageLanguage.IsEnglish(http) ? AnswerLanguage.English : AnswerLanguage.Vietnamese, form => tokens.AreRight(http, form)));
}
