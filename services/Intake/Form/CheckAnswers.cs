using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake.Form;

/// <summary>The page that shows all answers once more before they are sent.</summary>
internal static class CheckAnswers
{
    public static void MapCheckAnswers(this IEndpointRouteBuilder routes, CitizenPaths paths) => routes.MapGet(paths.Check, Show);

    private static IResult Show(HttpContext http, FormDesk desk)
    {
        var (view, instead) = desk.Open(http);
        return view is null ? instead! : FormDesk.Page<CheckPage>(view);
    }
}
