using System.Net;
using System.Web;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.IntegrationTests.SignIn;

/// <summary>Signing in at a provider that is not ours and runs in another process.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class SignInElsewhereTests
{
    private const string Page = "staff/figures/sipas-2024";

    [Fact]
    public async Task The_whole_way_in_and_out_again()
    {
        await using var site = await SignInSite.Start();
        using var visitor = new Visitor(site.Figures[0].Http.BaseAddress!);

        var toProvider = (await visitor.Get($"staff/sign-in?return=/{Page}")).Headers.Location!;
        var asked = HttpUtility.ParseQueryString(toProvider.Query);
        Assert.StartsWith(site.Provider.Address, toProvider.ToString(), StringComparison.Ordinal);
        Assert.Equal(("code", "S256", "openid profile"), (asked["response_type"], asked["code_challenge_method"], asked["scope"]));
        Assert.NotEmpty(asked["nonce"]!);

        var page = await visitor.SignIn(Page, "analyst");
        Assert.Equal((HttpStatusCode.OK, $"/{Page}"), (page.StatusCode, page.RequestMessage!.RequestUri!.AbsolutePath));
        Assert.Contains("Phân tích, Bộ Nội vụ", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var left = await visitor.SignOut();
        Assert.Equal(HttpStatusCode.OK, left.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Get(Page)).StatusCode);
        var there = Assert.Single(left.Headers.GetValues("Refresh")).Split("url=", 2)[1];
        Assert.NotEmpty(HttpUtility.ParseQueryString(new Uri(there).Query)["id_token_hint"]!);
        var arrived = await visitor.Follow(await visitor.Get(there));
        Assert.Equal("/staff", arrived.RequestMessage!.RequestUri!.AbsolutePath);

        // The provider asks again who it is.
        Assert.Contains("Who are you?", await (await visitor.Follow(await visitor.Get(Page))).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // The form to sign out stands on the start page, which shows the counts.
        Assert.Equal([AuditActions.SignOut, AuditActions.Reconcile, AuditActions.ReadFigures, AuditActions.SignIn], (await site.Trail()).Select(it => it.Action));
        Assert.All(await site.Trail(), it => Assert.Equal(("id-of-analyst", "analyst", "ministryAnalyst"), (it.ActorId, it.Actor, it.Role)));
        Assert.DoesNotContain("eyJ", site.Figures[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_way_back_that_is_not_the_visitors_own_or_was_used_before_is_refused()
    {
        await using var site = await SignInSite.Start();
        var figures = site.Figures[0];
        using var visitor = new Visitor(figures.Http.BaseAddress!);
        using var thief = new Visitor(figures.Http.BaseAddress!);
        var callback = await visitor.Callback(Page, "analyst");
        var others = await thief.Callback(Page, "team");

        // Of another browser; changed; and another one's code with a state of one's own, which PKCE refuses.
        await IsRefused(thief, callback);
        await IsRefused(visitor, callback.Replace("state=", "state=x", StringComparison.Ordinal));
        await IsRefused(thief, WithCodeOf(others, callback));

        Assert.Equal(HttpStatusCode.Found, (await thief.Get(Page)).StatusCode);

        using var quick = new Visitor(figures.Http.BaseAddress!);
        var once = await quick.Callback(Page, "analyst");
        Assert.Equal(HttpStatusCode.OK, (await quick.Follow(await quick.Get(once))).StatusCode);
        await IsRefused(quick, once);
        Assert.Contains("A sign-in was refused: state", figures.Output, StringComparison.Ordinal);
        Assert.Contains("A sign-in was refused: refused by the provider", figures.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(HttpUtility.ParseQueryString(new Uri(callback).Query)["code"]!, figures.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody", "has none of the roles")]
    [InlineData("both", "has more than one of the roles")]
    [InlineData("lost", "'vn34/99' is no province")]
    public async Task Whom_the_provider_gives_no_place_here_is_refused_without_the_reason_and_it_is_in_the_trail(string who, string reason)
    {
        await using var site = await SignInSite.Start();
        using var visitor = new Visitor(site.Figures[0].Http.BaseAddress!);

        var page = await visitor.SignIn(Page, who);

        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal("/staff/sign-in", page.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("Chưa đăng nhập được", text, StringComparison.Ordinal);
        Assert.DoesNotContain(reason, WebUtility.HtmlDecode(text), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.Get(Page)).StatusCode);
        var entry = Assert.Single(await site.Trail());
        Assert.Equal((AuditActions.SignIn, AuditOutcome.Refused, $"id-of-{who}"), (entry.Action, entry.Outcome, entry.ActorId));
        Assert.Contains(reason, entry.Detail, StringComparison.Ordinal);
        Assert.Contains("A sign-in was refused: role", site.Figures[0].Output, StringComparison.Ordinal);
        Assert.DoesNotContain(who, site.Figures[0].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_good_at_every_process_and_signing_in_again_gives_a_new_one()
    {
        await using var site = await SignInSite.Start(processes: 2);
        using var visitor = new Visitor(site.Figures[0].Http.BaseAddress!);
        await visitor.SignIn(Page, "analyst");
        using var elsewhere = new Visitor(site.Figures[1].Http.BaseAddress!);
        elsewhere.Cookies.Add(visitor.Cookies.GetAllCookies());
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.Get(Page)).StatusCode);

        // In a second window, from which it was left open, the same browser comes back from the provider once more.
        using var planted = new Visitor(site.Figures[0].Http.BaseAddress!);
        var callback = await planted.Callback(Page, "analyst");
        planted.Cookies.Add(visitor.Cookies.GetCookies(site.Figures[0].Http.BaseAddress!).Single(it => it.Name == "sipas-staff"));
        Assert.Equal(HttpStatusCode.OK, (await planted.Follow(await planted.Get(callback))).StatusCode);

        Assert.Equal(HttpStatusCode.Found, (await visitor.Get(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.Get(Page)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await planted.Get(Page)).StatusCode);
    }

    private static async Task IsRefused(Visitor visitor, string callback)
    {
        var answer = await visitor.Get(callback);
        Assert.Equal("/staff/sign-in?refused=1", answer.Headers.Location!.ToString());
    }

    private static string WithCodeOf(string own, string other)
    {
        var parameters = HttpUtility.ParseQueryString(new Uri(own).Query);
        parameters["code"] = HttpUtility.ParseQueryString(new Uri(other).Query)["code"];
        return new UriBuilder(own) { Query = parameters.ToString() }.ToString();
    }
}
