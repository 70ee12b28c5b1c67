using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace SipasSurvey.Hosting;

/// <summary>What whoever runs the service looks at: health and metrics.</summary>
public static class Operations
{
    // OpenTelemetry's own; what the operator says wins.
    private const string NameSetting = "OTEL_SERVICE_NAME";

    // None of them takes a method by itself, so without this they would answer all.
    private static readonly HttpMethodMetadata OnlyGet = new([HttpMethods.Get]);

    /// <summary>Registers metrics; health checks are registered by what they look at. Metrics name the process, e.g. <c>SIPAS Intake</c>.</summary>
    public static IHostApplicationBuilder AddOperations(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks();
        var name = builder.Configuration[NameSetting] ?? builder.Environment.ApplicationName.Replace("SipasSurvey.", "SIPAS ", StringComparison.Ordinal);
        builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(name, autoGenerateServiceInstanceId: false)).WithMetrics(metrics => metrics
            .AddMeter("SipasSurvey.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter());
        return builder;
    }

    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>, open to all: they show no survey data.</summary>
    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = Write }).WithMetadata(OnlyGet);
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = Write }).WithMetadata(OnlyGet);
        routes.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(OnlyGet);
        return routes;
    }

    // Degraded answers 200 (the framework's default): the process can still work, and the description says what to do.
    private static Task Write(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, new
        {
            status = report.Status.ToString(),
            checks = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new { status = entry.Value.Status.ToString(), description = entry.Value.Description }),
        }, JsonSerializerOptions.Web, context.RequestAborted);
    }
}
