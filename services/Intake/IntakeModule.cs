using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>Adds intake to a host: taking responses and sending them on in packs.</summary>
public static class IntakeModule
{
    /// <summary>
    /// Registers what the routes need. The host registers the catalogue, a clock and <see cref="PublishPack"/>, and gives the path of the
    /// schedule in the setting <c>Schedule</c>.
    /// </summary>
    public static IHostApplicationBuilder AddIntake(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PackSenderOptions>().BindConfiguration("Packs")
            .Validate(options => options is { InFlight: > 0, MostWaiting: > 0 }, "Packs:InFlight and Packs:MostWaiting must be at least 1.")
            .ValidateOnStart();
        services.AddSingleton(it => new ResponseRules.Book(it.GetRequiredService<Catalogue>()));
        services.AddSingleton(it => new ScheduleFile(
            builder.Configuration["Schedule"] ?? throw new InvalidOperationException("The setting Schedule is missing: the path of the schedule file."),
            it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>(), it.GetRequiredService<ILogger<ScheduleFile>>()));
        services.AddSingleton<PackSender>();
        services.AddHostedService(it => it.GetRequiredService<PackSender>());
        services.AddHealthChecks()
            .AddCheck<ScheduleFile>("schedule", tags: ["ready"])
            .AddCheck<SendingCheck>("packs", tags: ["ready"]);
        return builder;
    }

    /// <summary>Maps the routes.</summary>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder routes)
    {
        // Read now, so that a wrong file stops the start rather than the first response.
        _ = routes.ServiceProvider.GetRequiredService<ScheduleFile>();
        routes.MapSubmitResponse();
        return routes;
    }

    private sealed class SendingCheck(PackSender sender) : IHealthCheck
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(sender.FailingFor < Patience
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded("Packs cannot be confirmed, so responses are answered with 503. See the log for the reason; "
                    + "sending goes on by itself once the receiving side answers."));
    }
}
