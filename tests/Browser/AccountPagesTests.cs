using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The pages of accounts, and signing in the whole way.</summary>
public sealed class AccountPagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(null, "account/sign-in", 360)]
    [InlineData(null, "account/sign-in", 1280)]
    [InlineData("auditor", "account/password", 360)]
    [InlineData("auditor", "account/password", 1280)]
    [InlineData("administrator", "staff/accounts", 360)]
    [InlineData("administrator", "staff/accounts", 1280)]
    [InlineData("administrator", "staff/accounts/new", 360)]
    [InlineData("administrator", "staff/accounts/new", 1280)]
    public async Task A_page_fits_its_screen_is_accessible_and_asks_nobody_else(string? user, string path, int width)
    {
        var (page, strangers) = await chromium.NewPage(width);
        if (user is not null)
        {
            await chromium.SignIn(page, user);
        }

        await page.GotoAsync(path);

        Assert.EndsWith(path, new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
        await AssertGood(page, path, width);
        Assert.Empty(strangers);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task An_administrator_makes_an_account_and_looks_at_it(int width)
    {
        var (page, strangers) = await chromium.NewPage(width);
        await chromium.SignIn(page, "administrator");
        await page.GotoAsync("staff/accounts/new");
        await page.Locator("#user").FillAsync($"to.khao.sat.{width}");
        await page.Locator("#name").FillAsync("Nguyễn Thị Ánh");
        await page.Locator("#role").SelectOptionAsync("surveyTeam");
        await page.Locator("input[value='vn34/15']").CheckAsync();
        await page.Locator("#team").FillAsync("a b");
        await page.Locator("main button[type=submit]").ClickAsync();
        Assert.Equal(1, await page.Locator("[role=alert] a").CountAsync());
        await AssertGood(page, "new-account-refused", width);

        await page.Locator("#team").FillAsync("T-01");
        await page.Locator("main button[type=submit]").ClickAsync();
        Assert.Matches("^[0-9a-z-]{24}$", await page.Locator("#one-time-password").InnerTextAsync());
        await AssertGood(page, "one-time-password", width);

        await page.Locator("main a").Last.ClickAsync();
        Assert.True(await page.Locator("input[value='vn34/15']").IsCheckedAsync());
        await AssertGood(page, "account", width);
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Wrong_passwords_are_answered_on_the_page_and_then_with_a_pause()
    {
        var (page, _) = await chromium.NewPage(360);
        await page.GotoAsync("staff/sign-in");
        var answer = "";
        // The pauses grow, so that also a slow browser comes into one.
        for (var attempt = 0; attempt < 12 && !answer.Contains("giây", StringComparison.Ordinal); attempt++)
        {
            await page.Locator("#user").FillAsync("nobody-here");
            await page.Locator("#password").FillAsync("wrong");
            await page.Locator("main button[type=submit]").ClickAsync();
            Assert.Equal("nobody-here", await page.Locator("#user").InputValueAsync());
            Assert.Equal("", await page.Locator("#password").InputValueAsync());
            answer = await page.Locator("[role=alert]").InnerTextAsync();
        }

        Assert.Contains("giây", answer, StringComparison.Ordinal);
        await AssertGood(page, "sign-in-pause", 360);
    }

    private static async Task AssertGood(IPage page, string what, int width)
    {
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{what} scrolls sideways at {width}.");
        var violations = await Axe.Complaints(page);
        Assert.True(violations.Length == 0, string.Join('\n', violations));
    }
}
