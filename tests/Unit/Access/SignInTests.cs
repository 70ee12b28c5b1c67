using System.Net;

namespace SipasSurvey.UnitTests.Access;

public sealed class SignInTests
{
    private const string Figures = "/staff/figures/sipas-2024";

    [Fact]
    public async Task A_page_leads_to_signing_in_and_back()
    {
        await using var site = await StaffSite.Start();
        var browser = site.Open();

        var away = await browser.Get($"{Figures}?channel=open");
        Assert.Equal(HttpStatusCode.Found, away.StatusCode);
        Assert.Equal("/staff/sign-in?return=%2Fstaff%2Ffigures%2Fsipas-2024%3Fchannel%3Dopen", away.Headers.Location!.ToString());

        var back = await browser.SignIn(site.Ministry, $"{Figures}?channel=open");
        Assert.Equal($"{Figures}?channel=open", back.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_from_plain_http_once_there_is_https(string scheme, bool secure)
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Open(scheme).SignIn(site.Ministry);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), it => it.StartsWith("sipas-staff=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(site.Ministry, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_wrong_with_a_key_the_message_is_the_same()
    {
        await using var site = await StaffSite.Start();
        var pages = new List<string>();
        foreach (var key in new[] { "", "x", site.Ministry[..^1], site.Ministry + site.SurveyTeam })
        {
            var browser = site.Open();
            var answer = await browser.SignIn(key);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            pages.Add(page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("<form", StringComparison.Ordinal)]);
        }

        Assert.Single(pages.Distinct());
        Assert.Contains("Khóa không đúng", pages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    [InlineData("/\t/elsewhere.example/")]
    [InlineData("\\\\elsewhere.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("elsewhere.example")]
    [InlineData("~/staff")]
    [InlineData("/tỉnh")]
    [InlineData("")]
    public async Task Signing_in_leads_to_no_other_site(string back)
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Open().SignIn(site.Ministry, back);

        Assert.Equal("/staff", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_form_that_is_not_ours_signs_nobody_in_or_out()
    {
        await using var site = await StaffSite.Start();
        var stranger = site.Open();

        Assert.Equal(HttpStatusCode.BadRequest, (await Enter(stranger, ("key", site.Ministry))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Enter(stranger, ("key", site.Ministry), ("form-token", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await stranger.Get(Figures)).StatusCode);

        var fields = Enumerable.Range(0, 2_000).Select(i => ($"f{i}", "")).ToArray();
        Assert.Equal(HttpStatusCode.BadRequest, (await Enter(stranger, fields)).StatusCode);

        var browser = await site.SignedIn(site.Ministry);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/staff/sign-out")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(site.Ministry);

        var answer = await browser.Post("/staff/sign-out", ("form-token", await browser.Token("/staff")));

        Assert.Equal("/staff", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
    }

    private static Task<HttpResponseMessage> Enter(StaffSite.Browser browser, params (string, string)[] fields) =>
        browser.Post("/staff/sign-in", fields);
}
