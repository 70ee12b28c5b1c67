using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace SipasSurvey.Figures.Batches;

/// <summary>Reading paper batches: what became of them, and sheets in conflict.</summary>
internal static class BatchesModule
{
    public const string Tag = "Batches";

    public static void AddBatches(this IServiceCollection services) => services
        .AddSingleton<BatchList>().AddSingleton<ConflictList>()
        .AddHostedService<SharedSerialsMarking>();

    public static void MapBatches(this IEndpointRouteBuilder routes)
    {
        ListBatches.Map(routes);
        ShowBatch.Map(routes);
        ListConflicts.Map(routes);
    }
}
