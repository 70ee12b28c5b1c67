using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>Steps through the form in a browser that runs no script.</summary>
internal static class FormSteps
{
    public static async Task Begin(IPage page)
    {
        await page.Locator("#province").SelectOptionAsync("15");
        await page.Locator("#consent").CheckAsync();
        await Continue(page);
    }

    // A click does not wait for the page that it leads to.
    public static async Task Continue(IPage page)
    {
        var next = await page.Locator("body").GetAttributeAsync("data-next");
        await page.Locator("#answers button").First.ClickAsync();
        await page.WaitForURLAsync($"**{next}");
    }

    public static async Task Send(IPage page)
    {
        await page.Locator("#send").ClickAsync();
        await page.WaitForURLAsync("**/khao-sat/da-gui");
    }
}
