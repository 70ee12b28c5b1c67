using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace SipasSurvey.Figures;

/// <summary>Adds the query API to a host.</summary>
public static class FiguresModule
{
    /// <summary>Registers what the routes need. The host registers the catalogue and the figure store.</summary>
    public static IHostApplicationBuilder AddFigures(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapFigures(this IEndpointRouteBuilder routes) => routes;
}
