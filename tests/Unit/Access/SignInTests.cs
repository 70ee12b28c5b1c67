using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.UnitTests.Access;

public sealed class SignInTests
{
    private const string Figures = "/staff/figures/sipas-2024";

    [Fact]
    public async Task Who_asks_for_more_than_fits_into_a_header_is_led_to_the_sign_in_without_the_way_back()
    {
        await using var site = await StaffSite.Start();
        var browser = site.Open();

        var away = await browser.Get($"{Figures}?channel={new string(',', 10_000)}");

        Assert.Equal("/staff/sign-in", away.Headers.Location!.ToString());
    }

    [Fact]
    public async Task A_page_leads_to_signing_in_and_back()
    {
        await using var site = await StaffSite.Start();
        var browser = site.Open();

        var away = await browser.Get($"{Figures}?channel=open");
        Assert.Equal(HttpStatusCode.Found, away.StatusCode);
        Assert.Equal("/staff/sign-in?return=%2Fstaff%2Ffigures%2Fsipas-2024%3Fchannel%3Dopen", away.Headers.Location!.ToString());

        await browser.SignIn(StaffRoles.MinistryAnalyst);
        var back = await browser.Get(away.Headers.Location.ToString());
        Assert.Equal($"{Figures}?channel=open", back.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
    }

    [Fact]
    public async Task Without_a_provider_the_sign_in_page_says_what_to_set()
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Open().Get("/staff/sign-in");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("SignIn__Authority", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", null, "sipas-staff", false)]
    [InlineData("https", null, "sipas-staff", true)]
    [InlineData("http", "https://sipas.test", "__Host-sipas-staff", true)]
    [InlineData("http", "http://sipas.test", "sipas-staff", false)]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_from_plain_http_once_there_is_https(
        string scheme, string? publicAddress, string name, bool secure)
    {
        await using var site = await StaffSite.Start(also: it => it.Configuration["PublicAddress"] = publicAddress);

        var answer = await site.Open(scheme).SignIn(StaffRoles.MinistryAnalyst, "who-it-is");

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), it => it.StartsWith($"{name}=", StringComparison.Ordinal));
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("domain", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("who-it-is", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "sipas-form", false)]
    [InlineData("https://sipas.test", "__Host-sipas-form", true)]
    public async Task The_cookie_of_forms_goes_to_no_other_site_at_all(string? publicAddress, string name, bool secure)
    {
        await using var site = await StaffSite.Start(also: it => it.Configuration["PublicAddress"] = publicAddress);
        var browser = site.Open(secure ? "https" : "http");
        await browser.SignIn(StaffRoles.MinistryAnalyst);

        var answer = await browser.Get("/staff");

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), it => it.StartsWith($"{name}=", StringComparison.Ordinal));
        Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(secure, cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
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
    public async Task Signing_in_or_out_leads_to_no_other_site(string back)
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);

        var answer = await browser.Get($"/staff/sign-in?return={Uri.EscapeDataString(back)}");
        Assert.Equal("/staff", answer.Headers.Location!.ToString());

        var left = await browser.Submit("/staff", "/staff/sign-out", ("return", back));
        Assert.Contains(left.Headers.Location!.ToString(), (string[])["/staff", "/staff/sign-in?return=%2Fstaff"]);
    }

    [Fact]
    public async Task A_form_that_is_not_ours_signs_nobody_out()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);
        var fields = Enumerable.Range(0, 2_000).Select(i => ($"f{i}", "")).ToArray();

        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/staff/sign-out")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/staff/sign-out", ("form-token", "x"))).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await browser.Post("/staff/sign-out", fields)).StatusCode);

        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_only_the_cookie()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);
        var stolen = site.Open();
        stolen.Cookies.Add(browser.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, (await stolen.Get(Figures)).StatusCode);

        var answer = await browser.Submit("/staff", "/staff/sign-out");

        Assert.Equal("/staff", answer.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await stolen.Get(Figures)).StatusCode);
        Assert.Empty(await site.Get<StaffSessions>().List(null, default));
    }
}
