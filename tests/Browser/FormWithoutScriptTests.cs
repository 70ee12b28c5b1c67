using Microsoft.Playwright;
using static SipasSurvey.BrowserTests.FormSteps;

namespace SipasSurvey.BrowserTests;

/// <summary>The form in a browser that runs no script, by keyboard and thumb, back and forth.</summary>
public sealed class FormWithoutScriptTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task The_keyboard_alone_is_enough()
    {
        var (page, _) = await NewPage(360, 640);
        await page.GotoAsync("");

        await Reach(page, "#province");
        await page.Keyboard.TypeAsync("Lào");
        await Reach(page, "#consent");
        await page.Keyboard.PressAsync("Space");
        // Enter goes on from anywhere in the form.
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/khao-sat/PA");
        await Reach(page, "[name=P01]");
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.True(await page.Locator("[name=P01][value='3']").IsCheckedAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/khao-sat/PB");
        await page.GotoAsync("khao-sat/SA");
        await Reach(page, "[name=S01]");
        await page.Keyboard.PressAsync("Enter");
        // Not the button that skips.
        await page.WaitForURLAsync("**/khao-sat/SB");
        await page.GotoAsync("khao-sat/kiem-tra");
        await Reach(page, "#send");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForURLAsync("**/khao-sat/da-gui");
    }

    [Fact]
    public async Task Back_and_forward_show_what_was_answered_and_after_sending_that_it_was_sent()
    {
        var (page, _) = await NewPage(360, 640);
        await page.GotoAsync("");
        await Begin(page);
        await page.Locator("[name=P01][value='5']").CheckAsync();
        await Continue(page);
        await page.Locator("[name=P03][value='2']").CheckAsync();
        await Continue(page);

        await page.GoBackAsync();
        Assert.True(await page.Locator("[name=P03][value='2']").IsCheckedAsync());
        await page.GoBackAsync();
        Assert.True(await page.Locator("[name=P01][value='5']").IsCheckedAsync());
        await page.GoForwardAsync();
        await page.GoForwardAsync();
        Assert.EndsWith("/khao-sat/PC", page.Url, StringComparison.Ordinal);
        await page.GotoAsync("khao-sat/kiem-tra");
        await Send(page);
        var receipt = await page.Locator("#receipt").InnerTextAsync();
        await page.GoBackAsync();
        Assert.Equal(receipt, await page.Locator("#receipt").InnerTextAsync());
        await page.ReloadAsync();
        Assert.Equal(receipt, await page.Locator("#receipt").InnerTextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("khao-sat/PD")]
    [InlineData("khao-sat/ong-ba")]
    [InlineData("khao-sat/kiem-tra")]
    public async Task What_can_be_pressed_is_large_enough_for_a_thumb(string path)
    {
        var (page, _) = await NewPage(320, 640);
        await page.GotoAsync("");
        await Begin(page);
        await page.GotoAsync(path);

        // The whole label of a choice can be pressed. Links within a sentence are as high as its line.
        var small = await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll("a, button, select, label:has(input), summary, input:not([type=radio], [type=checkbox])")]
              .filter(it => !it.closest("[aria-hidden], [hidden]") && it.className !== "skip" && it.checkVisibility() && !(it.tagName === "A" && getComputedStyle(it).display === "inline"))
              .filter(it => { const box = it.getBoundingClientRect(); return box.height < 44 || box.width < 44; }).map(it => it.outerHTML)
            """);
        Assert.Empty(small);
    }

    // Tab until it has the focus.
    private static async Task Reach(IPage page, string selector)
    {
        for (var i = 0; i < 200; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator($"{selector}:focus").CountAsync() > 0)
            {
                return;
            }
        }

        Assert.Fail($"Nobody reaches {selector} by Tab.");
    }

    private Task<(IPage Page, List<string> Strangers)> NewPage(int width, int height, ColorScheme scheme = ColorScheme.Light, ForcedColors colors = ForcedColors.None, bool script = false) =>
        chromium.NewPage(width, options =>
        {
            options.ViewportSize = new ViewportSize { Width = width, Height = height };
            (options.JavaScriptEnabled, options.ColorScheme, options.ForcedColors, options.ReducedMotion) = (script, scheme, colors, ReducedMotion.Reduce);
        });
}
