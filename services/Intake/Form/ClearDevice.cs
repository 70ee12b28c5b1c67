using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>Removes everything of the form from the device, for who shares it or begins again. What was sent stays sent.</summary>
internal static class ClearDevice
{
    public static void MapClearDevice(this IEndpointRouteBuilder routes, CitizenPaths paths)
    {
        routes.MapGet(paths.Clear, Ask);
        routes.MapPost(paths.Clear, Clear);
    }

    private static RazorComponentResult<ClearPage> Ask(HttpContext http, DraftCookie cookie)
    {
        var brought = cookie.Read(http);
        FormDesk.AllowKeeping(http, brought);
        return new(new { Paths = CitizenPaths.Of(http.Request.Path), brought.Draft, Receipt = brought.Sent is { } sent ? ResponseId.Receipt(sent) : null });
    }

    private static async Task<IResult> Clear(HttpContext http, FormDesk desk, DraftCookie cookie)
    {
        var (fields, refusal) = await desk.Read(http);
        if (fields is null)
        {
            return refusal!;
        }

        cookie.Clear(http);
        return new SeeOther(CitizenPaths.Of(http.Request.Path).Start);
    }
}
