using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.WebEncoders;
using SipasSurvey.Figures.Pages;
using SipasSurvey.Hosting;

namespace SipasSurvey.Figures;

/// <summary>Adds the staff's pages to a host: start page, signing in, figures, API reference, error pages.</summary>
public static class PagesModule
{
    /// <summary>
    /// Registers what the pages need. The host registers the catalogue, the figure store, staff access, and any number of
    /// <see cref="RunningPart"/> and <see cref="ILoadingProgress"/>.
    /// </summary>
    public static IHostApplicationBuilder AddPages(this IHostApplicationBuilder builder)
    {
        DatabaseOutage.Register(builder.Services);
        builder.Services.AddRazorComponents();
        builder.Services.AddHealthChecks();
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "sipas-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.FormFieldName = SignIn.TokenField;
            options.SuppressXFrameOptionsHeader = true;
        });

        // Vietnamese letters as they are, not as numeric entities: smaller, and readable in the page's source.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        builder.AddSettings<PagesOptions>("Pages");
        return builder;
    }

    /// <summary>
    /// Answers errors of pages with pages. Call it after <c>UseSecurityHeaders</c> and before rate limits, authentication and
    /// authorization, whose refusals it words.
    /// </summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app) => app.UseErrorPages();

    /// <summary>Maps the pages, the stylesheet and the API reference.</summary>
    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/", () => TypedResults.LocalRedirect(PagePaths.Staff)).AllowAnonymous();
        Asset.MapAll(pages);
        pages.MapApiReference();
        pages.MapStart();
        pages.MapSignIn();
        pages.MapFiguresPage();
        return routes;
    }
}
