using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Domain;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.Storage;

/// <summary>Adds the embedded database to a host.</summary>
public static class SqliteModule
{
    /// <summary>Registers both stores and the health check of the database. The host registers the catalogue and a clock.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new SqliteDatabase(connectionString));
        services.AddSingleton<IEntryStore>(it => new SqliteEntryStore(
            it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFigureStore>(it => new SqliteFigureStore(it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>()));
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", tags: ["ready"]);
        return services;
    }

    private sealed class DatabaseCheck(IFigureStore store) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await store.FindObstacle(cancellationToken) is { } obstacle ? HealthCheckResult.Unhealthy(obstacle) : HealthCheckResult.Healthy();
    }
}
