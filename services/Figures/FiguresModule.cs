using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures;

/// <summary>Adds the query API to a host.</summary>
public static class FiguresModule
{
    internal const string Tag = "Figures";

    /// <summary>Figures are for the one who asked, and asked for anew each time: the entity tag makes that cheap.</summary>
    internal const string CacheControl = "private, no-cache";

    /// <summary>What has no version to ask for, or is nobody else's business, is kept nowhere.</summary>
    internal const string NoStore = "no-store";

    /// <summary>Registers what the routes need. The host registers the catalogue and the figure store.</summary>
    public static IHostApplicationBuilder AddFigures(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<JsonOptions>().Configure<Catalogue>((json, catalogue) =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithHeadlines(catalogue));
        return builder;
    }

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapFigures(this IEndpointRouteBuilder routes)
    {
        ListProvinceFigures.Map(routes);
        ShowUnitFigures.Map(routes);
        ShowResponseState.Map(routes);
        Reconcile.Map(routes);
        return routes;
    }
}
