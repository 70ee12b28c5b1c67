using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Figures.Batches;
using SipasSurvey.Figures.Dashboard;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Figures.Pages.Administration;
using SipasSurvey.Figures.Pages.Batches;
using SipasSurvey.Figures.Pages.Conflicts;
using SipasSurvey.Figures.Pages.FieldWork;
using SipasSurvey.Figures.Pages.Inviting;
using SipasSurvey.Figures.Pages.Printing;
using SipasSurvey.Figures.Pages.Progress;
using SipasSurvey.Figures.Pages.Receipts;
using SipasSurvey.Figures.Pages.Sample;
using SipasSurvey.Figures.Pages.SecondTyping;
using SipasSurvey.Figures.Pages.SignIn;
using SipasSurvey.Figures.Pages.Start;
using SipasSurvey.Figures.Sample;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Figures;

/// <summary>Adds the staff's pages to a host: start page, signing in, sessions, figures, keys, schedule, trail, API reference, error pages.</summary>
public static class PagesModule
{
    /// <summary>
    /// Registers what the pages need. The host registers the catalogue, a clock, the figure store, staff access, and any number of
    /// <see cref="RunningPart"/>, <see cref="ILoadingProgress"/> and further <see cref="StaffPage"/>.
    /// </summary>
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder builder)
    {
        DatabaseOutage.Register(builder.Services);
        builder.AddSchedule();
        builder.Services.TryAddSingleton<BatchList>();
        builder.Services.TryAddSingleton<ConflictList>();
        builder.Services.TryAddSingleton<SampleUpload>();
        builder.Services.AddSingleton<FieldWorkSerials>().AddSingleton<ProgressCache>().AddSingleton<ProgressViews>().AddSingleton<SecondEntryComparison>().AddSingleton<SecondEntryOverview>();
        builder.Services.AddInvitations(builder.Configuration);
        builder.AddPageFrame();
        builder.AddDashboard();
        builder.Services.AddHealthChecks();
        builder.AddSettings<PagesOptions>("Pages");
        return builder;
    }

    /// <summary>Maps the pages and the API reference.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        ApiReference.Script.Map(pages);
        pages.MapApiReference();
        pages.MapStart();
        pages.MapLookUpReceipt();
        pages.MapSignIn();
        pages.MapSessions();
        pages.MapDashboard();
        pages.MapKeysPage();
        pages.MapSchedulePage();
        pages.MapTrailPage();
        pages.MapBatchesPages();
        pages.MapConflictsPage();
        pages.MapProgressPage();
        pages.MapSamplePage();
        pages.MapSecondEntryPage();
        pages.MapOrderSheets();
        pages.MapPrintSheets();
        pages.MapInvitationsPages();
        return routes;
    }
}
