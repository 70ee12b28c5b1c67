using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Domain;
using SipasSurvey.Hosting.Api;

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
        DatabaseOutage.Register(builder.Services);
        builder.Services.AddOptions<JsonOptions>().Configure<Catalogue>((json, catalogue) =>
            json.SerializerOptions.TypeInfoResolver = json.SerializerOptions.TypeInfoResolver!.WithHeadlines(catalogue));
        return builder;
    }

    /// <summary>
    /// Registers the description of the API: every route of the host, with the doc comments of this project (<see cref="ApiDescription.DescribeApi"/>
    /// says why the call stands here).
    /// </summary>
    public static IHostApplicationBuilder AddApiDescription(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(ApiDescription.Version, options => options.DescribeApi());
        return builder;
    }

    /// <summary>
    /// For a host without Intake: describes the route that Intake serves under the same public origin, and tells who comes here with a response
    /// that the origin is set up wrongly.
    /// </summary>
    public static IEndpointRouteBuilder MapResponsesElsewhere(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SubmitResponseDescription.Path, () => Problems.TakenElsewhere.Because(
                $"Nothing was stored. Whoever runs this service leads POST {SubmitResponseDescription.Path} to Intake; this process only answers questions."))
            .AllowAnonymous().DescribeSubmitResponse();
        return routes;
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
