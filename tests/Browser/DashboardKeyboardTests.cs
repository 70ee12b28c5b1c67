using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The dashboard without a pointer.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardKeyboardTests(DashboardDemo demo)
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}";

    // What can be reached, in the order of the page; of a group of checkboxes each can. What a closed <details> holds cannot.
    private const string Reachable = """
        () => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')].filter(it => it.checkVisibility())
        """;

    // Whether the one with the focus looks other than without it, and is on the screen.
    private const string Seen = """
        () => {
            const at = document.activeElement;
            const parts = [at, ...at.querySelectorAll('path')];
            const look = () => parts.map(getComputedStyle).map(it => [it.outlineStyle, it.outlineWidth, it.boxShadow, it.stroke, it.strokeWidth, it.left].join()).join();
            const focused = look();
            const box = at.getBoundingClientRect();
            const on = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            at.blur();
            const seen = look() !== focused;
            at.focus({ preventScroll: true });
            return on && seen ? null : `${at.outerHTML.slice(0, 200)} ${on ? 'looks the same without the focus' : 'is not on the screen'}`;
        }
        """;

    [Theory]
    [InlineData(Root, 1280)]
    [InlineData($"staff/figures/{DashboardDemo.Survey}", 360)]
    [InlineData($"{Root}/units/10", 360)]
    [InlineData($"{Root}/indicators/P07", 1280)]
    [InlineData($"{Root}/comparison", 1280)]
    [InlineData($"{Root}/comparison?unit=10&unit=01", 360)]
    [InlineData($"{Root}/queries", 360)]
    [InlineData($"{Root}/reports/10", 360)]
    public async Task The_keyboard_reaches_everything_in_the_order_of_the_page_and_shows_where_it_is(string path, int width)
    {
        await using var visit = await demo.Visit(width);
        await visit.Open(path);
        var count = await visit.Page.EvaluateAsync<int>($"({Reachable})().length");

        for (var i = 0; i < count; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");

            Assert.Null(await visit.Page.EvaluateAsync<string?>(
                $"() => {{ const all = ({Reachable})(); const at = all.indexOf(document.activeElement); return at === {i} ? null : `{i}. was to be ${{all[{i}]?.outerHTML.slice(0, 150)}}, and is ${{document.activeElement.outerHTML.slice(0, 150)}}`; }}"));
            Assert.Null(await visit.Page.EvaluateAsync<string?>(Seen));
        }
    }

    [Fact]
    public async Task Every_province_of_the_map_has_its_name_and_its_value_and_leads_to_its_page()
    {
        await using var visit = await demo.Visit(1280);
        var provinces = (await demo.Local.Get($"api/v1/figures/{DashboardDemo.Survey}?channel=official"))["provinces"]!.AsArray();
        await visit.Open(Root);

        var names = await visit.Page.Locator("#map a.province").EvaluateAllAsync<string[]>("all => all.map(it => it.getAttribute('aria-label'))");
        Assert.Equal(provinces.Count, names.Length);
        Assert.All(provinces, it => Assert.Contains(names, name => Regex.IsMatch(name, $@"^{Regex.Escape(it!["name"]!.GetValue<string>())}: \d+,\d\d$")));

        foreach (var (name, code) in new[] { ("Lào Cai", "10"), ("Đà Nẵng", "48") })
        {
            await visit.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new Regex($"^{name}: ") }).And(visit.Page.Locator("a.province")).FocusAsync();
            await visit.Page.Keyboard.PressAsync("Enter");
            await visit.Page.WaitForURLAsync(new Regex($"/units/{code}\\?"));
            Assert.StartsWith(name, await visit.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
            await visit.Page.GoBackAsync();
        }
    }

    [Fact]
    public async Task Tabs_and_choices_lead_on_with_what_was_chosen()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await visit.Open(Root);

        await Press(page.Locator(".choices a", new PageLocatorOptions { HasText = "Tất cả các kênh" }));
        await page.WaitForURLAsync(new Regex("channel=all"));
        await Press(page.Locator(".choices a[href*='geography=vn34']"));
        await page.WaitForURLAsync(new Regex("channel=all.*geography=vn34"));
        Assert.Equal(34, await page.Locator("#map a.province").CountAsync());

        foreach (var tab in new[] { "Bảng xếp hạng", "Cả nước", "So sánh", "Lấy dữ liệu", "Tổng quan" })
        {
            await Press(page.Locator(".tabs a", new PageLocatorOptions { HasTextString = tab }));
            await page.Locator(".tabs a[aria-current=page]", new PageLocatorOptions { HasTextString = tab }).WaitForAsync();
            Assert.Matches("channel=all.*geography=vn34", page.Url);
        }
    }

    [Fact]
    public async Task Provinces_and_years_are_chosen_for_comparison()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await visit.Open($"{Root}/comparison");

        foreach (var unit in new[] { "nation", "01", "10" })
        {
            await page.Locator($"input[name=unit][value='{unit}']").FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(new Regex("unit=nation&unit=01&unit=10"));
        Assert.Equal(["Cả nước", "Hà Nội", "Lào Cai"], await page.Locator("table.comparison").First.Locator("thead a").AllInnerTextsAsync());

        await Press(page.Locator("details.compare > summary"));
        await page.Locator("#unit-over-years").FocusAsync();
        for (var i = 0; i < 34 && await page.Locator("#unit-over-years").InputValueAsync() != "15"; i++)
        {
            await page.Keyboard.PressAsync("ArrowDown");
        }

        foreach (var year in new[] { "2024", "2025" })
        {
            await page.Locator($"input[name=year][value='{year}']").FocusAsync();
            await page.Keyboard.PressAsync("Space");
        }

        await Press(page.Locator("button", new PageLocatorOptions { HasText = "So sánh các năm" }));
        await page.WaitForURLAsync(new Regex("unit=15&year=2024&year=2025"));
        Assert.Equal(["2024", "2025"], (await page.Locator("table.comparison").First.Locator("thead a").AllInnerTextsAsync()).Order());
    }

    [Theory]
    [InlineData($"staff/figures/{DashboardDemo.Survey}", ".scroll:has(table.figures)")]
    [InlineData($"{Root}/units/10", ".scroll:has(table.figures)")]
    [InlineData($"{Root}/comparison?unit=10&unit=01&unit=nation&unit=79&unit=48", ".scroll:has(table.comparison)")]
    [InlineData($"{Root}/reports/10", "main.report")]
    public async Task What_is_wider_than_a_phone_is_moved_with_the_arrows(string path, string region)
    {
        await using var visit = await demo.Visit(360);
        await visit.Open(path);
        await visit.Page.Locator(region).First.FocusAsync();

        await visit.Page.Keyboard.PressAsync("ArrowRight");

        await visit.Page.WaitForFunctionAsync("() => document.activeElement.scrollLeft > 0");
    }

    [Fact]
    public async Task A_chart_is_downloaded_and_its_table_opened()
    {
        await using var visit = await demo.Visit(1280);
        var figure = visit.Page.Locator("#elements");
        await visit.Open($"{Root}/units/10");

        var svg = await visit.Page.RunAndWaitForDownloadAsync(() => Press(figure.Locator("a[data-chart]")));
        var png = await visit.Page.RunAndWaitForDownloadAsync(() => Press(figure.Locator("button")));
        await Press(figure.Locator("summary"));
        await figure.Locator("table").WaitForAsync();

        Assert.Equal($"{DashboardDemo.Survey}-vn63-10-elements.svg", svg.SuggestedFilename);
        Assert.EndsWith("elements.png", png.SuggestedFilename, StringComparison.Ordinal);
    }

    private static async Task Press(ILocator at)
    {
        await at.FocusAsync();
        await at.PressAsync("Enter");
    }
}
