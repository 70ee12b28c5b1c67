using SipasSurvey.Hosting;

namespace SipasSurvey.Aggregator;

/// <summary>Adds the aggregator to a host: storing packs, judging batches and keeping the running figures.</summary>
public static class AggregatorModule
{
    /// <summary>The folder of data files beside the program.</summary>
    internal static string Contracts => Path.Combine(AppContext.BaseDirectory, "contracts");

    /// <summary>Registers the workers. The host registers the catalogue, the entry store and the transport with <see cref="PackConsumer"/>.</summary>
    public static IHostApplicationBuilder AddAggregator(this IHostApplicationBuilder builder)
    {
        builder.Services.AddInvitations(builder.Configuration);
        builder.Services.AddSingleton<SchemaUpgrade>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SchemaUpgrade>());
        builder.Services.AddSingleton<Fills>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Fills>());
        builder.Services.AddSingleton<BatchJudge>();
        builder.Services.AddSingleton<RunningFigures>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RunningFigures>());
        builder.Services.AddHealthChecks()
            .AddCheck<Fills>("fills", tags: ["ready"])
            .AddCheck<RunningFigures>("figures", tags: ["ready"])
            .AddCheck<BatchJudge>("batches", tags: ["ready"]);
        return builder;
    }
}
