using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Administration;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Paper;
using SipasSurvey.Figures.Query;
using SipasSurvey.Figures.Sample;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Pages;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.Figures;

/// <summary>Adds the query API to a host.</summary>
public static class FiguresModule
{
    internal const string Tag = "Figures";

    /// <summary>Figures are for the one who asked, and asked for anew each time: the entity tag makes that cheap.</summary>
    internal const string CacheControl = "private, no-cache";

    /// <summary>What has no version to ask for, or is nobody else's business, is kept nowhere.</summary>
    internal const string NoStore = "no-store";

    /// <summary>Registers what the routes need. The host registers the catalogue, a clock, the figure store, the batch store and staff access.</summary>
    public static IHostApplicationBuilder AddFigures(this IHostApplicationBuilder builder)
    {
        DatabaseOutage.Register(builder.Services);
        StaffOutage.Register(builder.Services);
        builder.AddSchedule();
        builder.Services.AddSingleton<SampleUpload>();
        builder.Services.TryAddSingleton<SurveySnapshots>();
        builder.Services.AddBatches();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestLineSize = ValueParameters.LongestLine);
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
    /// For a host without Intake: describes the routes that Intake serves under the same public origin, and tells who comes here with a response
    /// or a batch that the origin is set up wrongly.
    /// </summary>
    public static IEndpointRouteBuilder MapResponsesElsewhere(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SubmitResponseDescription.Path, Refuse).AllowAnonymous().DescribeSubmitResponse();
        routes.MapPost(SendBatchDescription.Path, Refuse).RequireAuthorization(StaffPolicies.SendBatches).DescribeSendBatch();
        routes.MapPost(BatchChangeDescriptions.WithdrawalPath, Refuse).RequireAuthorization(StaffPolicies.SendBatches).DescribeWithdrawBatch();
        routes.MapPut(BatchChangeDescriptions.SheetPath, Refuse).RequireAuthorization(StaffPolicies.SendBatches).DescribeCorrectSheet();
        routes.MapPost(BatchChangeDescriptions.DecisionPath, Refuse).RequireAuthorization(StaffPolicies.SendBatches).DescribeDecideConflict();
        return routes;

        static ProblemHttpResult Refuse(HttpContext http) => Problems.TakenElsewhere.Because(
            $"Nothing was stored. Whoever runs this service leads {http.Request.Method} {http.Request.Path} to Intake; this process only answers questions.");
    }

    /// <summary>Maps the routes.</summary>
    /// <exception cref="DataFileException">The schedule is missing or wrong, so the host cannot start.</exception>
    public static IEndpointRouteBuilder MapFigures(this IEndpointRouteBuilder routes)
    {
        // Read now, so that a wrong file stops the start rather than the first question.
        _ = routes.ServiceProvider.GetRequiredService<ScheduleFile>();
        ListProvinceFigures.Map(routes);
        ListValues.Map(routes);
        ShowUnitFigures.Map(routes);
        ShowResponseState.Map(routes);
        Reconcile.Map(routes);
        ShowCounts.Map(routes);
        routes.MapSample();
        DownloadTemplate.Map(routes);
        routes.MapBatches();
        routes.MapAdministration();
        return routes;
    }
}
