using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.WebEncoders;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.Pages;

/// <summary>Adds to a host what all pages share, whichever process shows them: frame, stylesheet, forms, error pages.</summary>
public static class PageFrameModule
{
    /// <summary>
    /// Registers what pages need; any part of a host may call it. The host registers the catalogue, a clock, staff access, and a
    /// <see cref="StaffPage"/> for each page that only it has.
    /// </summary>
    public static IHostApplicationBuilder AddPageFrame(this IHostApplicationBuilder builder)
    {
        StaffOutage.Register(builder.Services);
        builder.Services.TryAddSingleton<StaffPages>();
        builder.Services.AddRazorComponents();
        builder.Services.AddAntiforgery(options =>
        {
            PublicOrigin.Of(builder.Configuration).Protect(options.Cookie, "sipas-form");
            options.Cookie.SameSite = SameSiteMode.Strict;
            (options.FormFieldName, options.HeaderName) = (Forms.TokenField, Forms.TokenField);
            options.SuppressXFrameOptionsHeader = true;
        });

        // Vietnamese letters as they are, not as numeric entities: smaller, and readable in the page's source.
        builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        return builder;
    }

    /// <summary>
    /// Answers errors of pages with pages. Call it after <c>UseSecurityHeaders</c> and before rate limits, authentication and
    /// authorization, whose refusals it words.
    /// </summary>
    public static IApplicationBuilder UsePages(this IApplicationBuilder app) => app.UseErrorPages().UseWhen(ErrorPages.WantsPage, pages => pages.Use(PageLanguage.Keep));

    /// <summary>Maps the stylesheet. Call it once in each host that has pages.</summary>
    public static IEndpointRouteBuilder MapPageFrame(this IEndpointRouteBuilder routes)
    {
        Asset.StyleSheet.Map(routes);
        return routes;
    }
}
