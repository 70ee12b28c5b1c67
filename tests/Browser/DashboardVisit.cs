using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>A page of the dashboard, and all that its browser complained about.</summary>
internal sealed class DashboardVisit : IAsyncDisposable
{
    private readonly List<string> _strangers;
    private readonly List<string> _complaints = [];

    public DashboardVisit(IPage page, List<string> strangers)
    {
        (Page, _strangers) = (page, strangers);
        // What the policy for content forbids is also said on the console.
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add($"{page.Url}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    /// <summary>Goes to an address that has to be there.</summary>
    public async Task Open(string path)
    {
        var answer = await Page.GotoAsync(path);
        Assert.True(answer!.Ok, $"{path}: {answer.Status}");
    }

    /// <summary>The page is in this language, has one title, fits the screen, and what is wider than it scrolls in a region that the keyboard reaches and that has a name.</summary>
    public async Task AssertFits(string language)
    {
        Assert.Equal(language, await Page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await Page.Locator("h1").CountAsync());
        var wide = await Page.EvaluateAsync<string[]>("""
            [document.documentElement, ...document.querySelectorAll('body *')]
                .filter(it => it.scrollWidth > it.clientWidth + 1 && it.clientWidth > 0 && !it.matches('select') && getComputedStyle(it).overflowX !== 'visible'
                    && !(it.matches('.scroll, .report, .chart-scroll') && it.tabIndex === 0 && (it.ariaLabel || it.hasAttribute('aria-labelledby'))) || it === document.documentElement && it.scrollWidth > it.clientWidth)
                .map(it => it.cloneNode().outerHTML)
            """);
        Assert.True(wide.Length == 0, $"{Page.Url} at {Page.ViewportSize!.Width} is too wide: {string.Join(' ', wide)}");
    }

    /// <summary>Axe finds nothing.</summary>
    public async Task AssertAccessible()
    {
        var violations = await Axe.Complaints(Page);
        Assert.True(violations.Length == 0,
            $"{Page.Url} at {Page.ViewportSize!.Width}: {string.Join('\n', violations)}");
    }

    /// <summary>No other address was asked, and the browser has nothing to complain about.</summary>
    public void AssertQuiet()
    {
        Assert.Empty(_strangers);
        Assert.Empty(_complaints);
    }
}
