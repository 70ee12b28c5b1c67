using System.Net;
using Microsoft.AspNetCore.DataProtection;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>What the browser keeps between two pages, and what becomes of it when it is not what it was.</summary>
public sealed class DraftTests
{
    [Fact]
    public async Task The_cookie_says_nothing_to_anybody_and_no_script_reads_it()
    {
        await using var host = await FormHost.Start();
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent([KeyValuePair.Create("consent", "1"), KeyValuePair.Create("province", "15")]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");

        using var answer = await client.SendAsync(request);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Matches("^sipas-draft=[A-Za-z0-9_-]+; max-age=604800; path=/; samesite=lax; httponly$", cookie.ToLowerInvariant().Replace(cookie.Split('=')[1].Split(';')[0].ToLowerInvariant(), cookie.Split('=')[1].Split(';')[0], StringComparison.Ordinal));
        Assert.DoesNotContain("sipas-2026", cookie, StringComparison.Ordinal);
        Assert.True(cookie.Length < 1_000, $"{cookie.Length} bytes travel with each request.");
    }

    [Fact]
    public async Task Behind_TLS_the_cookie_comes_by_TLS_alone_and_from_this_host_alone()
    {
        await using var host = await FormHost.Start(("PublicAddress", "https://sipas.example"));
        using var citizen = new Citizen(host);

        var page = await citizen.FillFrom("/", ("Origin", "https://sipas.example"), ("consent", "1"), ("province", "15"));

        Assert.Equal(200, page.Status);
        var cookie = Assert.Single(citizen.Cookies.GetAllCookies(), it => it.Name == "__Host-sipas-draft");
        Assert.True(cookie.Secure && cookie.HttpOnly);
    }

    [Theory]
    [InlineData("changed")]
    [InlineData("made up")]
    [InlineData("of another purpose")]
    public async Task What_is_not_ours_is_no_draft(string what)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        var value = citizen.Draft!.Value;
        Replace(citizen, what switch
        {
            "changed" => value[..^5] + (value[^5] == 'A' ? 'B' : 'A') + value[^4..],
            "made up" => "d1|0|0",
            _ => host.Part<IDataProtectionProvider>().CreateProtector("another purpose").Protect("d1|x"),
        });

        await IsBlank(citizen);
    }

    [Fact]
    public async Task A_draft_is_kept_for_seven_days_after_the_last_page()
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        host.Clock.Advance(TimeSpan.FromDays(6));
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        host.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal("server", (await citizen.Open("/khao-sat/PA")).Body("draft"));

        host.Clock.Advance(TimeSpan.FromSeconds(1));

        await IsBlank(citizen);
    }

    [Theory]
    [InlineData("sipas-1999", "15", "000000000000000000000000000000000000000", "00000", "0")]
    [InlineData("sipas-2026", "10", "000000000000000000000000000000000000000", "00000", "0")]
    [InlineData("sipas-2026", "15", "00000000000000000000000000000000000000", "00000", "0")]
    [InlineData("sipas-2026", "15", "000000000000000000000000000000000000006", "00000", "0")]
    [InlineData("sipas-2026", "15", "000000000000000000000000000000000000000", "30000", "0")]
    [InlineData("sipas-2026", "15", "000000000000000000000000000000000000000", "00000", "-1")]
    public async Task A_draft_of_another_version_or_survey_than_there_is_here_is_none(string survey, string province, string answers, string respondent, string reached)
    {
        await using var host = await FormHost.Start();
        using var citizen = new Citizen(host);
        await citizen.Begin();
        var now = host.Clock.GetUtcNow().ToUnixTimeSeconds();
        Replace(citizen, host.Part<IDataProtectionProvider>().CreateProtector("SipasSurvey.Intake.Form.Draft")
            .Protect($"d1|{Guid.NewGuid():N}|{now}|{survey}|{province}|{now}||{answers}|{respondent}|{reached}|0"));

        await IsBlank(citizen);
    }

    [Fact]
    public async Task Another_process_goes_on_with_a_draft_when_it_has_the_same_keys()
    {
        await using var host = await FormHost.Start();
        await using var other = await FormHost.Start(("DataProtectionKeys", host.Keys));
        using var citizen = new Citizen(host);
        await citizen.Begin();
        await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        using var elsewhere = new Citizen(other);
        elsewhere.Cookies.Add(other.Address, new Cookie(citizen.Draft!.Name, citizen.Draft.Value, "/"));

        Assert.True((await elsewhere.Open("/khao-sat/PA")).IsChecked("P01", "5"));
        Assert.Equal("/khao-sat/da-gui", (await elsewhere.Fill("/khao-sat/gui")).Path);
    }

    private static async Task IsBlank(Citizen citizen)
    {
        var page = await citizen.Open("/khao-sat/PA");
        Assert.Equal((200, "none"), (page.Status, page.Body("draft")));
        var refused = await citizen.Fill("/khao-sat/PA", ("P01", "5"));
        Assert.Equal((409, "notice"), (refused.Status, refused.Body("page")));
        Assert.Equal(409, (await citizen.Fill("/khao-sat/gui")).Status);
        Assert.Empty(citizen.Host.Received);
    }

    private static void Replace(Citizen citizen, string value) => citizen.Cookies.Add(citizen.Host.Address, new Cookie(citizen.Draft!.Name, value, "/"));
}
