using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace SipasSurvey.Figures.Pages;

/// <summary>
/// The browsable reference of the API, made from its OpenAPI description. Everything it loads is part of this program; it asks no other
/// server for anything. It is the only page with scripts.
/// </summary>
internal static class ApiReference
{
    public static void MapApiReference(this IEndpointRouteBuilder routes) => routes.MapSwaggerUI(PagePaths.ApiReference[1..], options =>
    {
        options.IndexStream = () => new MemoryStream(Asset.Read("api-reference.html"));
        options.HeadContent =
            $"""
            <link rel="stylesheet" href="{Asset.StyleSheet.Path}">
            <script defer src="{Asset.ApiReferenceScript.Path}"></script>
            """;
    }).AllowAnonymous();
}
