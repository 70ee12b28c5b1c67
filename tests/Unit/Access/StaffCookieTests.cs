using System.Net;

namespace SipasSurvey.UnitTests.Access;

public sealed class StaffCookieTests
{
    private const string Figures = "/staff/figures/sipas-2024";

    [Fact]
    public async Task A_cookie_ends_with_the_key_that_it_was_made_with_and_only_with_that_one()
    {
        await using var site = await StaffSite.Start();
        var ministry = await site.SignedIn(site.Ministry);
        var team = await site.SignedIn(site.SurveyTeam);

        site.Replace($$"""{"surveyTeam": "{{site.SurveyTeam}}", "ministry": "a-ministry-key-of-the-tests"}""");

        Assert.Equal(HttpStatusCode.Found, (await ministry.Get(Figures)).StatusCode);
        Assert.Contains("Đăng nhập bằng khóa", await ministry.Read("/staff"), StringComparison.Ordinal);
        Assert.Contains("Tổ khảo sát", await team.Read("/staff"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_reads_the_API_and_never_writes_through_it()
    {
        await using var site = await StaffSite.Start();
        var team = await site.SignedIn(site.SurveyTeam);

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
    public async Task The_survey_team_is_told_plainly_that_figures_need_the_other_key()
    {
        await using var site = await StaffSite.Start();
        var team = await site.SignedIn(site.SurveyTeam);

        var answer = await team.Get(Figures);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Khóa này không mở được trang", page, StringComparison.Ordinal);
        Assert.Contains("Bộ Nội vụ", page, StringComparison.Ordinal);
    }
}
