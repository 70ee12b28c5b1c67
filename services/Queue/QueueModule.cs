using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SipasSurvey.Queue;

/// <summary>Adds the connection to the broker to a host.</summary>
public static class QueueModule
{
    /// <summary>
    /// Registers <see cref="BrokerLink"/>, which connects by itself, and its health check. Register it before what publishes, so that it
    /// is stopped after that.
    /// </summary>
    public static IServiceCollection AddBrokerLink(this IServiceCollection services, BrokerAddress address, string process)
    {
        services.AddSingleton(it => new BrokerLink(address, process, it.GetRequiredService<ILogger<BrokerLink>>()));
        services.AddHostedService(it => it.GetRequiredService<BrokerLink>());
        services.AddHealthChecks().AddCheck<BrokerLink>("broker", tags: ["ready"]);
        // What readiness says was logged when it came about; not again at every look.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error));
        return services;
    }
}
