using SipasSurvey.Figures.Pages.Start;

namespace SipasSurvey.Local.Demo;

/// <summary>Adds the simulated survey to a host.</summary>
internal static class DemoModule
{
    public static void AddDemo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<DemoLoader>();
        builder.Services.AddSingleton<ILoadingProgress>(services => services.GetRequiredService<DemoLoader>());
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoLoader>());
    }
}
