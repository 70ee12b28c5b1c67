using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// The scripts of the form: the one of its pages, and the worker that keeps pages on the device. Both are put together from files of wwwroot, of which they
/// share some.
/// </summary>
internal static class FormScripts
{
    private const string Type = "text/javascript; charset=utf-8";

    /// <summary>The script of all pages of the form.</summary>
    public static readonly Asset OfPages =
        new(ScriptFiles.Enclose(FormWords.ToScript() + Join("form-words", "form-store", "form-send", "form-view", "form-invitation", "form-start", "form-finish", "form")), "form", "js", Type, CitizenPaths.Files);

    private static readonly string OfWorker = Join("form-store", "form-send", "form-worker");

    public static void MapFormScripts(this IEndpointRouteBuilder routes)
    {
        OfPages.Map(routes);
        FormEdition? last = null;

        // Browsers ask for it at each visit, and take it for a new one when it differs in a byte.
        routes.MapGet(CitizenPaths.Worker, async (HttpRequest request) => (await Current(request)).Worker.Answer(request, "no-cache"))
            .AllowAnonymous().RunsScripts().ExcludeFromDescription();
        routes.MapGet(CitizenPaths.Files + "/assets/pages-{language}.{hash}.json", async Task<IResult> (string language, HttpRequest request) =>
            (await Current(request)).Pages.TryGetValue(language, out var pages) && pages.Path == request.Path ? pages.Answer(request, Asset.ForGood) : TypedResults.NotFound())
            .AllowAnonymous().ExcludeFromDescription();

        // Made anew when a survey opens or closes; two requests at that moment make it twice.
        async Task<FormEdition> Current(HttpRequest request)
        {
            var services = request.HttpContext.RequestServices;
            var (schedule, surveys) = (services.GetRequiredService<ScheduleFile>().Current, services.GetRequiredService<OpenSurveys>());
            return last is { } known && known.Fits(schedule, surveys) ? known : last = await FormEdition.Make(services, schedule, surveys);
        }
    }

    /// <summary>The worker, behind lines that say what it keeps.</summary>
    public static Asset WorkerOf(string kept) => new(ScriptFiles.Enclose(kept + OfWorker), "form-worker", "js", Type);

    private static string Join(params string[] files) => ScriptFiles.Join(typeof(FormScripts).Assembly, files);
}
