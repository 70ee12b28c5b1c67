using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.WebEncoders;
using SipasSurvey.Hosting;
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
        AddCompression(builder.Services);
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
    public static IApplicationBuilder UsePages(this IApplicationBuilder app) => app.UseWhen(IsForCitizens, pages => pages.UseResponseCompression())
        .UseErrorPages().UseWhen(context => ErrorPages.WantsPage(context) && !IsForCitizens(context), pages => pages.Use(PageLanguage.Keep));

    /// <summary>Maps the stylesheets. Call it once in each host that has pages.</summary>
    public static IEndpointRouteBuilder MapPageFrame(this IEndpointRouteBuilder routes)
    {
        Asset.StyleSheet.Map(routes);
        Asset.CitizenStyleSheet.Map(routes);
        return routes;
    }

    // Compressed also over TLS: no page for citizens holds a secret that somebody could guess from its length, as there are no tokens in them.
    private static void AddCompression(IServiceCollection services)
    {
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }

    private static bool IsForCitizens(HttpContext context) => CitizenPaths.Include(context.Request.Path);
}
