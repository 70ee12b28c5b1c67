using Microsoft.Playwright;
using static SipasSurvey.BrowserTests.FormSteps;

namespace SipasSurvey.BrowserTests;

/// <summary>The citizens' form in a browser that runs no script: it is complete like this, and whatever a script adds comes on top.</summary>
public sealed class FormPagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<int, int, string, ColorScheme, ForcedColors> Looks => new()
    {
        { 360, 640, "phone", ColorScheme.Light, ForcedColors.None },
        { 1280, 800, "desk", ColorScheme.Light, ForcedColors.None },
        { 360, 640, "dark", ColorScheme.Dark, ForcedColors.None },
        { 360, 640, "forced", ColorScheme.Light, ForcedColors.Active },
        // 1280 pixels at 400 %.
        { 320, 256, "zoom", ColorScheme.Light, ForcedColors.None },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Every_page_and_state_on_the_whole_way_is_accessible_fits_its_screen_and_asks_nobody_else(
        int width, int height, string look, ColorScheme scheme, ForcedColors colors)
    {
        var (page, strangers) = await NewPage(width, height, scheme, colors);
        var (judge, _) = await NewPage(width, height, scheme, colors, script: true);
        await judge.RouteAsync("**/*.js", route => route.AbortAsync());
        var number = 0;
        async Task Look(string what) => await AssertGood(page, judge, $"form-{look}-{number++:00}-{what}");

        await page.GotoAsync("");
        await Look("start");
        await page.Locator("#answers button").ClickAsync();
        await page.Locator("#faults").WaitForAsync();
        await Look("start-faults");
        await Begin(page);
        await Look("element");
        await page.GotoAsync("");
        await Look("resume");
        await page.Locator("#continue").ClickAsync();
        await page.WaitForURLAsync("**/khao-sat/PA");
        await AnswerEverything(page, async element => await Look(element));
        await Look("about");
        await page.Locator("[name=age][value=over-60]").CheckAsync();
        await Continue(page);
        await Look("check");
        await Send(page);
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$", await page.Locator("#receipt").InnerTextAsync());
        await Look("receipt");
        await page.Locator("#lookup").ClickAsync();
        await page.GetByText("Đã tính, ngày").WaitForAsync();
        await Look("lookup");
        await page.GotoAsync("");
        await Look("start-after-sending");
        foreach (var path in new[] { "khao-sat/xoa", "quyen-rieng-tu", "phieu", "phieu?code=abc", "phieu/0000-0000-0000-0000", "khong-co", "en", "en/quyen-rieng-tu" })
        {
            await page.GotoAsync(path);
            await Look(path.Replace('/', '-').Replace('?', '-'));
        }

        Assert.Empty(strangers);
    }

    private static async Task AnswerEverything(IPage page, Func<string, Task> look)
    {
        while (await page.Locator("body").GetAttributeAsync("data-element") is { } element)
        {
            if (element is "PD" or "SA")
            {
                foreach (var question in await page.Locator("fieldset").AllAsync())
                {
                    await question.Locator("input").Nth(3).CheckAsync();
                }

                await look(element);
            }

            await Continue(page);
        }
    }

    // Axe is a script itself, so it looks at what the page has become in another one, which runs scripts, but not those of the page.
    private static async Task AssertGood(IPage page, IPage judge, string what)
    {
        await Chromium.Screenshot(page, what);
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{what} scrolls sideways.");
        var html = await page.ContentAsync();
        await judge.RouteAsync("**/judged", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/html; charset=utf-8", Body = html }));
        await judge.GotoAsync("judged");
        var violations = await Axe.Complaints(judge);
        Assert.True(violations.Length == 0, $"{what}\n" + string.Join('\n', violations));
    }

    private Task<(IPage Page, List<string> Strangers)> NewPage(int width, int height, ColorScheme scheme = ColorScheme.Light, ForcedColors colors = ForcedColors.None, bool script = false) =>
        chromium.NewPage(width, options =>
        {
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            (options.JavaScriptEnabled, options.ColorScheme, options.ForcedColors, options.ReducedMotion) = (script, scheme, colors, ReducedMotion.Reduce);
        });
}
