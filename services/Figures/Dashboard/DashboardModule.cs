using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Dashboard.Charts;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures.Dashboard;

/// <summary>Adds the dashboard to a host: pages and charts of figures for the Ministry.</summary>
internal static class DashboardModule
{
    /// <summary>How often a browser without script loads a page again, in seconds.</summary>
    public const int RefreshSeconds = 120;

    // Its colours of charts are also in every chart that is saved.
    public static readonly Asset Sheet = new([.. Asset.Read(typeof(DashboardModule).Assembly, "charts.css"), .. Asset.Read(typeof(DashboardModule).Assembly, "dashboard.css")],
        "dashboard", "css", "text/css; charset=utf-8");

    public static readonly Asset Script = new(typeof(DashboardModule).Assembly, "dashboard", "js", "text/javascript; charset=utf-8");

    /// <summary>Registers what the pages need.</summary>
    public static void AddDashboard(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<MapsOptions>("Maps");
        builder.Services.AddSingleton<MapAtlas>();
        builder.Services.TryAddSingleton<SurveySnapshots>();
    }

    /// <summary>Maps the pages.</summary>
    /// <exception cref="DataFileException">The shapes of a map cannot be read, so the host cannot start.</exception>
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var (atlas, catalogue) = (routes.ServiceProvider.GetRequiredService<MapAtlas>(), routes.ServiceProvider.GetRequiredService<Catalogue>());
        foreach (var geography in catalogue.Surveys.SelectMany(catalogue.GeographiesOf).Distinct())
        {
            _ = atlas.Find(geography);
        }

        Sheet.Map(routes);
        Script.Map(routes);
        var pages = routes.MapGroup("").RunsScripts();
        pages.MapOverview();
        pages.MapRanking();
        pages.MapUnit();
        pages.MapQueries();
        pages.MapIndicator();
        pages.MapComparison();
        pages.MapReport();
    }
}
