using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Hosting;
using SipasSurvey.Intake.Typing;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Batches;

/// <summary>Adds to a host with intake what survey teams send: paper batches, their withdrawal, corrected sheets, decisions.</summary>
public static class BatchesModule
{
    /// <summary>Registers what routes and pages need. The host registers staff access and <see cref="IntakeModule.AddIntake"/>, too. Settings: <see cref="BatchesOptions"/>.</summary>
    public static IHostApplicationBuilder AddBatches(this IHostApplicationBuilder builder)
    {
        builder.AddSettings<BatchesOptions>("Batches");
        builder.Services.AddSingleton<UploadFolder>().AddSingleton<UploadPlaces>().AddSingleton<BatchPublishing>().AddSingleton<Uploads>().AddSingleton<FormTokens>()
            .AddSingleton<OwnBatches>().AddSingleton<ChangeSending>().AddSingleton<WithdrawalSending>().AddSingleton<WithdrawBatch>().AddSingleton<CorrectSheet>().AddSingleton<DecideConflict>()
            .AddHostedService(it => it.GetRequiredService<WithdrawalSending>());
        builder.AddPageFrame();
        return builder;
    }

    /// <summary>Maps routes and pages.</summary>
    /// <exception cref="IOException">The folder for files that are worked on cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder for files that are worked on may not be written.</exception>
    public static IEndpointRouteBuilder MapBatches(this IEndpointRouteBuilder routes)
    {
        // Made now, so that a wrong folder stops the start rather than the first file; and what a killed process left there is gone.
        _ = routes.ServiceProvider.GetRequiredService<UploadFolder>();
        routes.MapSendBatch();
        WithdrawBatch.Map(routes);
        CorrectSheet.Map(routes);
        DecideConflict.Map(routes);

        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapUploadPage();
        pages.MapChangePages();
        pages.MapTypeSheets();
        pages.MapSendTyped();
        return routes;
    }
}
