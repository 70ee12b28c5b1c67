using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.SignIn;

namespace SipasSurvey.UnitTests.Access;

public sealed class StaffCookieTests
{
    private const string Figures = "/staff/figures/sipas-2024";

    [Fact]
    public async Task The_cookie_reads_the_API_and_never_writes_through_it()
    {
        await using var site = await StaffSite.Start();
        var team = await site.SignedIn(StaffRoles.SurveyTeam);

        Assert.Equal(HttpStatusCode.OK, (await team.Get("/api/v1/for-staff")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await team.Get("/api/v1/for-ministry")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await team.Post("/api/v1/for-team")).StatusCode);
    }

    [Fact]
    public async Task The_API_sends_nobody_to_a_page()
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Open().Get("/api/v1/for-ministry");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Who_may_not_see_a_page_is_told_in_which_role_they_came()
    {
        await using var site = await StaffSite.Start();
        var team = await site.SignedIn(StaffRoles.SurveyTeam);

        var answer = await team.Get(Figures);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Tài khoản này không mở được trang", page, StringComparison.Ordinal);
        Assert.Contains("Vai trò của bạn là <strong>Tổ khảo sát</strong>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);

        site.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
        site.Clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
        site.Clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
    }

    [Fact]
    public async Task A_busy_session_ends_after_a_working_day_all_the_same()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);
        for (var hours = 0.0; hours < 9.5; hours += 0.25)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(15));
            Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
        }

        site.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(HttpStatusCode.OK, (await browser.Get(Figures)).StatusCode);
        site.Clock.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
        Assert.Empty(await site.Get<StaffSessions>().List(null, default));
    }

    [Fact]
    public async Task A_session_is_prolonged_once_in_a_tenth_of_its_idle_time_and_not_by_each_request()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);
        var began = site.Clock.GetUtcNow();

        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.Get(Figures);
        Assert.Equal(began, (await Session(site)).UsedAt);

        site.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.Get(Figures);
        Assert.Equal(began.AddMinutes(4), (await Session(site)).UsedAt);
        Assert.Equal(began.AddMinutes(34), (await Session(site)).EndsAt);
    }

    [Fact]
    public async Task A_session_that_somebody_ended_opens_nothing_from_the_next_request_on()
    {
        await using var site = await StaffSite.Start();
        var browser = await site.SignedIn(StaffRoles.MinistryAnalyst);

        await site.Get<StaffSessions>().End((await Session(site)).Id, default);

        Assert.Equal(HttpStatusCode.Found, (await browser.Get(Figures)).StatusCode);
        Assert.Contains("href=\"/staff/sign-in\"", await browser.Read("/staff"), StringComparison.Ordinal);
    }

    private static async Task<StaffSession> Session(StaffSite site) => Assert.Single(await site.Get<StaffSessions>().List(null, default));
}
