using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake.Form;

/// <summary>What happens with the data, in plain words.</summary>
internal static class ShowPrivacy
{
    public static void MapShowPrivacy(this IEndpointRouteBuilder routes, CitizenPaths paths) => routes.MapGet(paths.Privacy, (HttpContext http) =>
    {
        http.Response.Headers.CacheControl = "private, no-cache";
        return FormDesk.Page<PrivacyPage>(CitizenPaths.Of(http.Request.Path));
    });
}
