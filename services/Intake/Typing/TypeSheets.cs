using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Intake.Typing;

/// <summary>
/// Typing sheets one at a time (nhập phiếu). The page's script keeps them in the browser and sends them as small batches, the same way as any file, so the
/// server knows nothing of typing.
/// </summary>
internal static class TypeSheets
{
    /// <summary>Where the script is that keeps the page for when there is no connection. Not with a hash: browsers know a worker by its address.</summary>
    public const string WorkerPath = $"{PagePaths.Intake}/typing-worker.js";

    public static readonly Asset Script = new(
        ScriptFiles.Enclose(ScriptFiles.Join(typeof(TypeSheets).Assembly, "typing-store", "typing-cells", "typing-sheet", "typing-kept", "typing-send", "typing")),
        "typing", "js", "text/javascript; charset=utf-8", PagePaths.Intake);

    private static readonly byte[] Worker = Asset.Read(typeof(TypeSheets).Assembly, "typing-worker.js");

    public static void MapTypeSheets(this IEndpointRouteBuilder routes)
    {
        Script.Map(routes);
        routes.MapGet(PagePaths.Typing, Show).RequireAuthorization(StaffPolicies.SendBatches).RunsScripts();

        // It says nothing about anybody; browsers ask for it without a person.
        routes.MapGet(WorkerPath, () => TypedResults.Bytes(Worker, "text/javascript; charset=utf-8")).AllowAnonymous().RunsScripts();
    }

    private static RazorComponentResult<TypingPage> Show(HttpContext context, Catalogue catalogue, TimeProvider clock)
    {
        var member = context.Staff()!;
        return new RazorComponentResult<TypingPage>(new
        {
            Surveys = TypingForm.Describe(catalogue, clock, member, text => PageLanguage.Say(context, text)),
            User = member.Id,
            Team = member.OnlyTeam ?? "",
        });
    }
}
