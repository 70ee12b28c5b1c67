using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The dashboard in a browser that runs no scripts.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardWithoutScriptTests(DashboardDemo demo)
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}";

    [Theory]
    [InlineData(Root)]
    [InlineData($"{Root}/units/nation")]
    [InlineData($"{Root}/units/10")]
    [InlineData($"{Root}/indicators/P07")]
    [InlineData($"{Root}/comparison?unit=10&unit=01&unit=nation")]
    [InlineData($"{Root}/queries?by=age&province=10&indicator=sipas")]
    [InlineData($"{Root}/reports/10")]
    public async Task A_page_says_the_same_and_loads_again_by_itself(string path)
    {
        await using var with = await demo.Visit(1280);
        await using var without = await Without();
        await with.Open(path);
        await without.Open(path);

        Assert.Equal(await Texts(with.Page), await Texts(without.Page));
        Assert.Equal(await with.Page.Locator("main svg.chart").CountAsync(), await without.Page.Locator("main svg.chart").CountAsync());
        Assert.Equal(0, await without.Page.Locator("main").GetByText("PNG").CountAsync());
        // What is printed stays as it is.
        Assert.Equal(path.Contains("/reports/", StringComparison.Ordinal) ? 0 : 1, await without.Page.Locator("meta[http-equiv=refresh]").CountAsync());
        without.AssertQuiet();
    }

    [Fact]
    public async Task Choices_are_links_and_forms_have_a_button()
    {
        await using var visit = await Without();
        var page = visit.Page;
        await visit.Open(Root);

        await page.Locator(".choices a[href*='geography=vn34']").ClickAsync();
        await page.WaitForURLAsync(new Regex("geography=vn34"));
        await page.Locator("#map a.province").First.ClickAsync(new LocatorClickOptions { Force = true });
        await page.WaitForURLAsync(new Regex("/units/.*geography=vn34"));

        await visit.Open($"{Root}/comparison");
        await page.Locator("input[name=unit][value='10']").CheckAsync();
        await page.Locator("input[name=unit][value='01']").CheckAsync();
        await page.Locator("button", new PageLocatorOptions { HasText = "So sánh các tỉnh" }).ClickAsync();
        await page.WaitForURLAsync(new Regex("unit=01&unit=10"));
        Assert.Equal(2, await page.Locator("table.comparison").First.Locator("thead a").CountAsync());

        await visit.Open($"{Root}/queries");
        await page.Locator("#province").SelectOptionAsync(["10", "01"]);
        await page.Locator("#by").SelectOptionAsync("age");
        await page.Locator("form.filters button").ClickAsync();
        await page.WaitForURLAsync(new Regex("province=01&province=10.*by=age"));
        Assert.Contains("by=age", await page.Locator(".downloads-list a").First.GetAttributeAsync("href"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Root)]
    [InlineData($"{Root}/units/10")]
    [InlineData($"{Root}/indicators/P07?lang=en")]
    [InlineData($"{Root}/comparison?unit=10&unit=01")]
    public async Task Every_chart_is_downloaded_as_a_picture_with_its_title_that_asks_for_nothing(string path)
    {
        await using var visit = await Without();
        await visit.Open(path);
        var figures = await visit.Page.Locator("figure.chart-figure").AllAsync();

        Assert.NotEmpty(figures);
        foreach (var figure in figures)
        {
            var download = await visit.Page.RunAndWaitForDownloadAsync(() => figure.Locator("a[data-chart]").ClickAsync());
            var svg = XDocument.Load(await download.PathAsync());
            var texts = string.Join(' ', svg.Root!.Elements().Where(it => it.Name.LocalName == "text").Select(it => it.Value));

            Assert.EndsWith(".svg", download.SuggestedFilename, StringComparison.Ordinal);
            Assert.StartsWith(await figure.Locator(".caption-title").InnerTextAsync(), texts, StringComparison.Ordinal);
            Assert.DoesNotContain(svg.Descendants().Attributes(), it => it.Name.LocalName is "href" or "src");
        }
    }

    private Task<DashboardVisit> Without() => demo.Visit(1280, it => it.JavaScriptEnabled = false);

    // All numbers stand in cells, in facts, or in pictures. Buttons are what a script adds.
    private static async Task<IReadOnlyList<string>> Texts(IPage page) => await page.Locator("main :is(h1, h2, th, td, dt, dd, li, p:not(.downloads, .hint), pre, svg text, svg title)").AllTextContentsAsync();
}
