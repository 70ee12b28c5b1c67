using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>Every page of the dashboard on a desk and on a phone.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardPagesTests(DashboardDemo demo)
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}";
    private const string Chosen = "rule=score&channel=all&geography=vn34";

    public static TheoryData<string, string> All => new()
    {
        { "overview", Root },
        { "ranking", $"staff/figures/{DashboardDemo.Survey}" },
        { "nation", $"{Root}/units/nation" },
        { "province", $"{Root}/units/10" },
        { "item", $"{Root}/indicators/P07" },
        { "comparison", $"{Root}/comparison" },
        { "comparison-provinces", $"{Root}/comparison?unit=10&unit=01&unit=nation&unit=79&unit=48" },
        { "comparison-years", $"{Root}/comparison?{Chosen}&unit=15&year=2024&year=2025" },
        { "queries", $"{Root}/queries" },
        { "report-nation", $"{Root}/reports/nation" },
        { "report-province", $"{Root}/reports/10" },
    };

    public static TheoryData<string, string> Others => new()
    {
        { "composite", $"{Root}/indicators/sipas" },
        { "comparison-two", $"{Root}/comparison?unit=10&unit=01" },
        { "overview-chosen", $"{Root}?{Chosen}" },
        { "ranking-chosen", $"staff/figures/{DashboardDemo.Survey}?{Chosen}" },
        { "province-chosen", $"{Root}/units/15?{Chosen}" },
        { "item-chosen", $"{Root}/indicators/S16?{Chosen}" },
        { "queries-chosen", $"{Root}/queries?{Chosen}&by=age&province=15&indicator=S16" },
        { "report-chosen", $"{Root}/reports/15?{Chosen}" },
        { "province-newer", $"staff/dashboard/{DashboardDemo.Newer}/units/15?channel=all" },
    };

    [Theory]
    [MemberData(nameof(All))]
    public Task A_page_fits_every_screen_is_accessible_and_asks_nobody_else(string name, string path) => Look(name, path, "vi", 1280, 360);

    [Theory]
    [MemberData(nameof(Others))]
    public Task So_it_is_with_everything_chosen_otherwise(string name, string path) => Look(name, path, "vi", 360);

    [Theory]
    [InlineData("overview-en", $"{Root}?lang=en")]
    [InlineData("ranking-en", $"staff/figures/{DashboardDemo.Survey}?lang=en")]
    [InlineData("province-en", $"{Root}/units/10?lang=en")]
    [InlineData("item-en", $"{Root}/indicators/P07?lang=en")]
    [InlineData("comparison-en", $"{Root}/comparison?unit=10&unit=01&unit=nation&lang=en")]
    [InlineData("queries-en", $"{Root}/queries?lang=en")]
    [InlineData("report-en", $"{Root}/reports/10?lang=en")]
    public Task So_it_is_in_English(string name, string path) => Look(name, path, "en", 360);

    [Theory]
    [InlineData("overview", Root)]
    [InlineData("province", $"{Root}/units/10")]
    public async Task Charts_can_be_read_in_the_dark_and_in_colours_of_ones_own(string name, string path)
    {
        foreach (var (look, change) in new (string, Action<BrowserNewContextOptions>)[]
        {
            ("dark", it => it.ColorScheme = ColorScheme.Dark),
            ("forced", it => (it.ColorScheme, it.ForcedColors) = (ColorScheme.Dark, ForcedColors.Active)),
        })
        {
            await using var visit = await demo.Visit(1280, change);
            await visit.Open(path);
            await Chromium.Screenshot(visit.Page, $"{name}-{look}");

            // Their colours stay as they are, on white, whatever the page has around them.
            Assert.Equal("rgb(22, 32, 43)", await visit.Page.Locator("svg.chart text").First.EvaluateAsync<string>("it => getComputedStyle(it).fill"));
            Assert.Equal("rgb(255, 255, 255)", await visit.Page.Locator(".chart-scroll").First.EvaluateAsync<string>("it => getComputedStyle(it).backgroundColor"));

            // Axe computes contrast from the page's own colours, which forced ones are not.
            if (look == "dark")
            {
                await visit.AssertAccessible();
            }
        }
    }

    private async Task Look(string name, string path, string language, params int[] judged)
    {
        await using var visit = await demo.Visit(1280);
        await visit.Open(path);
        foreach (var width in new[] { 1280, 360 })
        {
            await visit.Page.SetViewportSizeAsync(width, 900);
            await Chromium.Screenshot(visit.Page, $"{name}-{width}");
            await visit.AssertFits(language);
            if (judged.Contains(width))
            {
                await visit.AssertAccessible();
            }
        }

        visit.AssertQuiet();
    }
}
