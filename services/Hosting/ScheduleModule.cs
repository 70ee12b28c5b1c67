using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting;

/// <summary>Adds the schedule of surveys to a host.</summary>
public static class ScheduleModule
{
    /// <summary>
    /// Registers <see cref="ScheduleFile"/> and its health check; once, however many parts of a host do. The host registers the catalogue and a
    /// clock. The setting <c>Schedule</c> names the file; without it, the one that is shipped is read and cannot be changed.
    /// </summary>
    public static IHostApplicationBuilder AddSchedule(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(service => service.ServiceType == typeof(ScheduleFile)))
        {
            return builder;
        }

        builder.Services.AddSingleton(it => new ScheduleFile(
            builder.Configuration["Schedule"] is { Length: > 0 } path ? path : ScheduleFile.ShippedPath,
            it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>(), it.GetRequiredService<ILogger<ScheduleFile>>()));
        builder.Services.AddHealthChecks().AddCheck<ScheduleFile>("schedule", tags: ["ready"]);
        return builder;
    }
}
