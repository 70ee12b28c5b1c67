using System.Net;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class SecurityHeadersTests
{
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'";
    private const string Page = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    [Theory]
    [InlineData("GET", "/", 302)]
    [InlineData("HEAD", "/api/seen", 200)]
    [InlineData("GET", "/nowhere", 404)]
    [InlineData("DELETE", "/api/seen", 405)]
    [InlineData("GET", "/staff/broken", 500)]
    [InlineData("GET", "/health/ready", 200)]
    [InlineData("GET", "/metrics", 200)]
    public async Task Every_answer_has_them_errors_too(string method, string path, int status)
    {
        await using var host = await DoorHost.Start();

        using var answer = await host.Send(new HttpMethod(method), path);

        Assert.Equal(status, (int)answer.StatusCode);
        HasAll(answer);
        Assert.Equal(Nothing, Header(answer, "Content-Security-Policy"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task So_has_a_body_that_is_too_large_and_a_sender_that_is_too_busy()
    {
        await using var host = await DoorHost.Start(("Limits:RequestsPerMinute", "1"), ("Limits:Loopback", "true"));

        using var tooLarge = await host.Send(HttpMethod.Post, "/api/read", new ByteArrayContent(new byte[64 * 1024 + 1]));
        using var tooBusy = await host.Get("/api/seen");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, tooLarge.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, tooBusy.StatusCode);
        HasAll(tooLarge);
        HasAll(tooBusy);
    }

    [Fact]
    public async Task A_page_loads_our_style_and_images_and_its_forms_lead_to_us()
    {
        await using var host = await DoorHost.Start();

        using var page = await host.Get("/staff");
        using var reference = await host.Get("/api-reference/index.html");

        HasAll(page);
        Assert.Equal(Page, Header(page, "Content-Security-Policy"));
        Assert.Equal($"{Page}; script-src 'self'; worker-src 'self'; connect-src 'self'", Header(reference, "Content-Security-Policy"));
    }

    [Fact]
    public async Task What_may_be_kept_says_so_and_a_staff_page_never_is()
    {
        await using var host = await DoorHost.Start();

        using var kept = await host.Get("/api/kept");
        using var page = await host.Get("/staff/kept");

        Assert.Equal("no-cache, private", kept.Headers.CacheControl!.ToString());
        Assert.Equal("no-store", page.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Only_what_came_by_TLS_is_told_to_come_by_TLS_alone()
    {
        await using var host = await DoorHost.Start(("Proxies", "127.0.0.1"));

        using var clear = await host.Get("/staff");
        using var tls = await host.Get("/staff", ("X-Forwarded-Proto", "https"));

        Assert.False(clear.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("max-age=31536000", Header(tls, "Strict-Transport-Security"));
    }

    private static void HasAll(HttpResponseMessage answer)
    {
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("geolocation=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
