using System.Net;

namespace SipasSurvey.UnitTests.Access;

public sealed class SecurityHeadersTests
{
    private const string Strict =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/staff", 200)]
    [InlineData("/staff/sign-in", 200)]
    [InlineData("/staff/figures/sipas-2024", 302)]
    [InlineData("/staff/broken", 500)]
    [InlineData("/nowhere", 404)]
    [InlineData("/api/nowhere", 404)]
    [InlineData("/api/v1/for-ministry", 401)]
    public async Task Every_answer_has_them_errors_too(string path, int status)
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Open().Get(path);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(Strict, Header(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
        Assert.Contains("geolocation=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore ?? !path.StartsWith("/staff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_API_reference_may_run_our_scripts_and_nothing_inline_or_from_elsewhere()
    {
        await using var site = await StaffSite.Start();
        var browser = site.Open();

        var answer = await browser.Get("/api-reference/index.html");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal($"{Strict}; script-src 'self'; connect-src 'self'", Header(answer, "Content-Security-Policy"));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("//", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        var script = page.Split("<script defer src=\"").Select(it => it.Split('"')[0])
            .Single(it => it.StartsWith("/assets/", StringComparison.Ordinal));
        Assert.Contains("validatorUrl: null", await browser.Read(script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_keep_the_stylesheet_for_good_because_its_address_changes_with_it()
    {
        await using var site = await StaffSite.Start();
        var browser = site.Open();
        var page = await browser.Read("/staff");
        var path = page.Split("<link rel=\"stylesheet\" href=\"")[1].Split('"')[0];

        var answer = await browser.Get(path);

        Assert.Matches("^/assets/staff\\.[0-9a-f]{16}\\.css$", path);
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", Header(answer, "Cache-Control"), StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
