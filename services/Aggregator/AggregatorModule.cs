using SipasSurvey.Domain;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.Aggregator;

/// <summary>Adds the aggregator to a host: storing packs and keeping the running figures.</summary>
public static class AggregatorModule
{
    /// <summary>Registers the workers. The host registers the catalogue, the entry store and the transport with <see cref="PackConsumer"/>.</summary>
    public static IHostApplicationBuilder AddAggregator(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Fills>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Fills>());
        builder.Services.AddSingleton<RunningFigures>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunningFigures>());
        builder.Services.AddHealthChecks().AddCheck<RunningFigures>("figures", tags: ["ready"]);
        return builder;
    }

    /// <summary>Registers the stores of an embedded database.</summary>
    public static IServiceCollection AddSqlite(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new SqliteDatabase(connectionString));
        services.AddSingleton<IEntryStore>(it => new SqliteEntryStore(
            it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>(), it.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IFigureStore>(it => new SqliteFigureStore(it.GetRequiredService<SqliteDatabase>(), it.GetRequiredService<Catalogue>()));
        return services;
    }
}
