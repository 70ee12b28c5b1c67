using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Pages;

/// <summary>
/// The browsable reference of the API, made from its OpenAPI description. Everything it loads is part of this program; it asks no other
/// server for anything.
/// </summary>
internal static class ApiReference
{
    public static readonly Asset Script = new(typeof(ApiReference).Assembly, "api-reference", "js", "text/javascript; charset=utf-8");

    public static void MapApiReference(this IEndpointRouteBuilder routes) => routes.MapSwaggerUI(PagePaths.ApiReference[1..], options =>
    {
        options.IndexStream = () => new MemoryStream(Asset.Read(typeof(ApiReference).Assembly, "api-reference.html"));
        options.HeadContent =
            $"""
            <link rel="stylesheet" href="{Asset.StyleSheet.Path}">
            <script defer src="{Script.Path}"></script>
            """;
    }).AllowAnonymous();
}
