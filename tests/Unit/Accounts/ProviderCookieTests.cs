using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SipasSurvey.Local.Accounts;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.UnitTests.Accounts;

/// <summary>The cookies of Local's own provider, as it hands them to a browser.</summary>
public sealed class ProviderCookieTests
{
    private static readonly Account Somebody = new() { Id = "1", UserName = "supervisor", SecurityStamp = "s" };

    [Theory]
    [InlineData(ProviderCookies.SignedIn, "sipas-provider", "/connect")]
    [InlineData(ProviderCookies.MustChoose, "sipas-choose", "/account/password")]
    [InlineData(null, "sipas-known-", "/account")]
    public async Task A_cookie_goes_only_to_the_pages_that_read_it(string? scheme, string name, string path)
    {
        foreach (var publicAddress in new[] { null, "http://sipas.test" })
        {
            var cookie = await Cookie(scheme, publicAddress);

            Assert.StartsWith(name, cookie, StringComparison.Ordinal);
            Assert.Contains($"; path={path};", cookie, StringComparison.Ordinal);
            Assert.DoesNotContain("; secure", cookie, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(ProviderCookies.SignedIn, "sipas-provider")]
    [InlineData(ProviderCookies.MustChoose, "sipas-choose")]
    [InlineData(null, "sipas-known-")]
    public async Task Behind_TLS_a_cookie_is_of_this_host_alone_for_which_it_has_to_be_for_all_paths(string? scheme, string name)
    {
        var cookie = await Cookie(scheme, "https://sipas.test");

        Assert.StartsWith($"__Host-{name}", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/;", cookie, StringComparison.Ordinal);
        Assert.Contains("; secure", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://sipas.test")]
    public void A_browser_is_known_again_for_the_account_that_it_signed_in_to(string? publicAddress)
    {
        using var services = Services(publicAddress);
        var browsers = services.GetRequiredService<KnownBrowsers>();
        var first = new DefaultHttpContext();
        browsers.Remember(first, Somebody, "this-browser");

        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];

        Assert.Equal("this-browser", browsers.Find(next, Somebody));
        Assert.Null(browsers.Find(next, new Account { Id = "2" }));
    }

    // Null is the browser that signed in before.
    private static async Task<string> Cookie(string? scheme, string? publicAddress)
    {
        await using var services = Services(publicAddress);
        var context = new DefaultHttpContext { RequestServices = services };
        if (scheme is null)
        {
            services.GetRequiredService<KnownBrowsers>().Remember(context, Somebody, null);
        }
        else
        {
            await ProviderCookies.Set(context, scheme, Somebody);
        }

        var cookie = Assert.Single(context.Response.Headers.SetCookie)!;
        Assert.Contains("; httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("; samesite=strict", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("; domain", cookie, StringComparison.Ordinal);
        return cookie;
    }

    private static ServiceProvider Services(string? publicAddress)
    {
        var services = new ServiceCollection();
        services.AddLogging().AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddSingleton(new PublicOrigin(publicAddress is null ? null : new Uri(publicAddress))).AddSingleton<KnownBrowsers>();
        ProviderCookies.Add(services);
        return services.BuildServiceProvider();
    }
}
