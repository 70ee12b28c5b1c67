using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.Intake;

/// <summary>Adds intake to a host: taking responses and sending them on in packs.</summary>
public static class IntakeModule
{
    /// <summary>
    /// Registers what the routes need. The host registers the catalogue, a clock and <see cref="PublishPack"/> before (so that they are stopped
    /// after Intake, which finishes its packs), and may give the path of the schedule in the setting <c>Schedule</c>.
    /// </summary>
    public static IHostApplicationBuilder AddIntake(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<PackSenderOptions>("Packs")
            .Validate(options => options.LongestPause >= options.FirstPause, "Setting Packs:LongestPause must be at least as long as Packs:FirstPause.");
        services.AddSingleton(it => new ResponseRules.Book(it.GetRequiredService<Catalogue>()));
        builder.AddSchedule();
        builder.AddSettings<FormOptions>("Form");
        services.AddRequestRate().AddSingleton<PlainResponses>();
        services.AddInvitations(builder.Configuration).AddSingleton<InvitationCheck>().AddSingleton<ResponseLimits>().AddSingleton<Reception>();
        services.AddSingleton<MissingSecret>().AddHostedService(it => it.GetRequiredService<MissingSecret>());
        services.AddSingleton<IntakeMetrics>();
        services.AddSingleton(it => new PackSender(it.GetRequiredService<PublishPack>(), it.GetRequiredService<IOptions<PackSenderOptions>>(),
            it.GetRequiredService<TimeProvider>(), it.GetRequiredService<IntakeMetrics>(), it.GetRequiredService<ILogger<PackSender>>()));
        services.AddHostedService(it => it.GetRequiredService<PackSender>());
        services.AddHealthChecks().AddCheck<PackSender>("packs", tags: ["ready"]).AddCheck<MissingSecret>("invitations", tags: ["ready"]);
        return builder;
    }

    /// <summary>For a host without Figures, which describes the whole public origin: registers the description of Intake's routes.</summary>
    public static IHostApplicationBuilder AddIntakeDescription(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOpenApi(ApiDescription.Version, options => options.DescribeApi());
        return builder;
    }

    /// <summary>Maps the routes.</summary>
    /// <exception cref="DataFileException">The schedule is missing or wrong, so the host cannot start.</exception>
    public static IEndpointRouteBuilder MapIntake(this IEndpointRouteBuilder routes)
    {
        // Read now, so that a wrong file stops the start rather than the first response.
        _ = routes.ServiceProvider.GetRequiredService<ScheduleFile>();
        routes.MapSubmitResponse();
        return routes;
    }
}
