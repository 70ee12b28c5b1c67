using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;

namespace SipasSurvey.Intake.Form;

/// <summary>
/// Adds the citizens' form to a host with intake. It is complete without script and keeps no state on the server; it needs neither the database nor the staff store.
/// </summary>
public static class FormModule
{
    /// <summary>Registers what the pages need. The host registers <see cref="IntakeModule.AddIntake"/> too, and where the keys are kept that seal cookies.</summary>
    public static IHostApplicationBuilder AddForm(this IHostApplicationBuilder builder)
    {
        builder.AddPageFrame();
        builder.Services.AddDataProtection();
        builder.Services.AddSingleton<OpenSurveys>().AddSingleton<DraftCookie>().AddSingleton<OwnForms>().AddSingleton<FormDesk>();
        return builder;
    }

    /// <summary>Maps the pages, in both languages.</summary>
    public static IEndpointRouteBuilder MapForm(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription().AllowAnonymous().RunsScripts().WithMetadata(new RequestSizeLimitAttribute(FormDesk.LargestForm));
        foreach (var paths in CitizenPaths.Both)
        {
            pages.MapBegin(paths);
            pages.MapAnswerElement(paths);
            pages.MapDescribeRespondent(paths);
            pages.MapCheckAnswers(paths);
            pages.MapSendForm(paths);
            pages.MapClearDevice(paths);
            pages.MapShowPrivacy(paths);
        }

        routes.MapFormScripts();
        return routes;
    }
}
