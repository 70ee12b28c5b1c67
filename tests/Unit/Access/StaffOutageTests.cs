using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.UnitTests.Access;

/// <summary>While the staff store is away: staff are answered 503, and nobody else notices.</summary>
public sealed class StaffOutageTests : IAsyncLifetime
{
    private StaffSite _before = null!;
    private StaffSite _site = null!;
    private StaffSite.Browser _browser = null!;

    public async Task InitializeAsync()
    {
        _before = await StaffSite.Start();
        var signedIn = await _before.SignedIn(StaffRoles.MinistryAnalyst);
        var token = await signedIn.Token("/staff");
        Assert.NotEmpty(token);
        _site = await StaffSite.Start(also: it =>
        {
            it.Configuration["DataProtectionKeys"] = _before.SealingKeys;
            it.Configuration["ConnectionStrings:Staff"] = _before.StoreAway;
        });
        _browser = _site.Open();
        _browser.Cookies.Add(signedIn.Cookies.GetAllCookies());
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _before.DisposeAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("Bearer wrong")]
    [InlineData("Bearer sipas_0123456789012345678901234567890123456789012")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    public async Task A_citizen_is_answered_whatever_cookie_or_header_comes_along(string? authorization)
    {
        Assert.Equal(HttpStatusCode.Accepted, (await _browser.Post("/api/v1/for-all")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _site.Send(HttpMethod.Post, "/api/v1/for-all", authorization)).StatusCode);
        Assert.Empty(_site.Log);
    }

    [Fact]
    public async Task The_start_page_is_shown_and_says_that_it_cannot_tell_who_is_signed_in()
    {
        var answer = await _browser.Get("/staff");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Chưa kiểm tra được đăng nhập", page, StringComparison.Ordinal);
        Assert.Contains("Kho của cán bộ: Hoạt động, nhưng cần chú ý", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/staff/sign-in\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/figures/sipas-2024")]
    [InlineData("/staff/sessions")]
    [InlineData("/staff/sign-in")]
    public async Task A_page_that_needs_to_know_who_asks_answers_503_with_a_page(string path)
    {
        var answer = await _browser.Get(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("5", answer.Headers.RetryAfter!.ToString());
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Chưa đọc được kho phiên đăng nhập", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SQLite", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_problem_details_and_when_to_ask_again()
    {
        foreach (var answer in new[]
        {
            await _browser.Get("/api/v1/for-ministry"),
            await _site.Send(HttpMethod.Get, "/api/v1/for-ministry", "Bearer sipas_0123456789012345678901234567890123456789012"),
        })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("5", answer.Headers.RetryAfter!.ToString());
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal("/problems/staff-store-away", (string)problem["type"]!);
        }
    }

    [Fact]
    public async Task It_is_logged_once_a_minute_however_many_ask()
    {
        for (var i = 0; i < 5; i++)
        {
            await _browser.Get("/api/v1/for-ministry");
        }

        Assert.Single(_site.Log, line => line.Contains("Staff are answered with 503", StringComparison.Ordinal));
        _site.Clock.Advance(TimeSpan.FromSeconds(61));
        await _browser.Get("/api/v1/for-ministry");
        Assert.Equal(2, _site.Log.Count(line => line.Contains("Staff are answered with 503", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Who_signs_out_is_not_told_that_they_are_while_the_session_may_live_on()
    {
        var answer = await _browser.Submit("/staff/figures/sipas-2024", "/staff/sign-out");

        Assert.NotEqual(HttpStatusCode.Found, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }
}
