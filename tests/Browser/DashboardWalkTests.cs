using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests.Local;
using SipasSurvey.Pages;

namespace SipasSurvey.BrowserTests;

/// <summary>A walk from the overview over all kinds of pages, along their links: what they say is what the API answers.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardWalkTests(DashboardDemo demo) : IAsyncLifetime
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}";
    private const string Api = $"api/v1/figures/{DashboardDemo.Survey}";
    private const string Cells = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))";
    private static readonly string[] Columns = ["sipas", "policy", "service"];

    private JsonNode _list = null!;

    private LocalProcess Local => demo.Local;

    public async Task InitializeAsync() => _list = await Local.Get($"{Api}?channel=official");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task From_the_overview_to_the_ranking_and_five_provinces_all_figures_are_those_of_the_API()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await visit.Open(Root);
        await AssertHeadline(page, _list["nation"]!);

        await page.Locator(".tabs a[href*='/staff/figures/']").ClickAsync();
        foreach (var province in _list["provinces"]!.AsArray())
        {
            var row = page.Locator($"tr[data-unit='{province!["province"]}']");
            var cells = (await row.EvaluateAllAsync<string[][]>(Cells))[0];
            string[] expected = [Vietnamese.Count(province["n"]!.GetValue<long>()), .. Columns.Select(it => Percentage(province[it]!["satisfied"]))];
            Assert.True(expected.All(cells.Contains), $"{province["name"]}: {string.Join(' ', cells)} lack one of {string.Join(' ', expected)}");
        }

        foreach (var code in new[] { "01", "10", "48", "79", "96" })
        {
            await page.Locator($"tr[data-unit='{code}'] a").ClickAsync();
            await page.Locator("#elements").WaitForAsync();
            await AssertUnit(page, code);
            await page.GoBackAsync();
        }
    }

    [Fact]
    public async Task From_the_nation_to_three_indicators_all_figures_are_those_of_the_API()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await visit.Open(Root);
        await page.Locator(".tabs a[href*='/units/nation']").ClickAsync();
        await page.Locator("#elements").WaitForAsync();
        await AssertUnit(page, "nation");

        foreach (var code in new[] { "service", "PA", "S16" })
        {
            await page.Locator($"tr[data-indicator='{code}'] th a").ClickAsync();
            await page.Locator("#provinces-title").WaitForAsync();
            var values = await Local.Get($"{Api}/values?indicator={code}&channel=official");
            foreach (var value in values["rows"]!.AsArray())
            {
                var cells = (await page.Locator($"tr[data-unit='{value!["unit"]}']").EvaluateAllAsync<string[][]>(Cells))[0];
                Assert.Equal([Vietnamese.Count(value["n"]!.GetValue<long>()), Percentage(value["satisfied"])], cells[2..4]);
            }

            await AssertGroups(page.Locator("table.breakdown"), "nation", code);
            await page.GoBackAsync();
        }
    }

    [Fact]
    public async Task A_comparison_and_the_reports_say_the_same_again()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await visit.Open(Root);
        await page.Locator(".tabs a[href*='/comparison']").ClickAsync();
        string[] units = ["nation", "01", "10"];
        foreach (var unit in units)
        {
            await page.Locator($"input[name=unit][value='{unit}']").CheckAsync();
        }

        await page.Locator("button", new PageLocatorOptions { HasText = "So sánh các tỉnh" }).ClickAsync();
        await page.Locator("table.comparison").First.WaitForAsync();
        var rows = await Rows(page, "table.comparison tr[data-indicator]");
        var figures = new List<Dictionary<string, JsonNode>>();
        foreach (var unit in units)
        {
            figures.Add(await Indicators(unit));
        }

        Assert.Equal(figures[0].Keys.Order(), rows.Keys.Order());
        Assert.All(rows, row => Assert.Equal(figures.SelectMany(it => (string[])[Percentage(it[row.Key]["satisfied"]), Vietnamese.Count(it[row.Key]["n"]!.GetValue<long>())]), row.Value[1..]));

        for (var i = 0; i < units.Length; i++)
        {
            await page.Locator("table.comparison").First.Locator("thead a").Nth(i).ClickAsync();
            await page.Locator("a[href*='/reports/']").ClickAsync();
            await page.Locator("main.report").WaitForAsync();
            var report = await Rows(page, "table.all tr[data-indicator]");
            Assert.Equal(figures[i].Keys.Order(), report.Keys.Order());
            Assert.All(report, row => Assert.Equal([Vietnamese.Count(figures[i][row.Key]["n"]!.GetValue<long>()), Percentage(figures[i][row.Key]["satisfied"])], row.Value[1..3]));
            await page.GoBackAsync();
            await page.GoBackAsync();
        }
    }

    private async Task AssertUnit(IPage page, string unit)
    {
        await AssertHeadline(page, unit == "nation" ? _list["nation"]! : _list["provinces"]!.AsArray().First(it => it!["province"]!.GetValue<string>() == unit)!);
        var figures = await Indicators(unit);
        var rows = await Rows(page, "tr[data-indicator]");
        Assert.Equal(figures.Keys.Order(), rows.Keys.Order());
        Assert.All(rows, row => Assert.Equal([Vietnamese.Count(figures[row.Key]["n"]!.GetValue<long>()), Percentage(figures[row.Key]["satisfied"])], row.Value[1..3]));
        for (var i = 0; i < Columns.Length; i++)
        {
            await AssertGroups(page.Locator("table.breakdown").Nth(i), unit, Columns[i]);
        }
    }

    private static async Task AssertHeadline(IPage page, JsonNode unit)
    {
        foreach (var column in Columns)
        {
            Assert.Equal(Percentage(unit[column]!["satisfied"]), await page.Locator($".big[data-indicator='{column}']").InnerTextAsync());
        }

        Assert.Contains(Vietnamese.Count(unit["n"]!.GetValue<long>()), await page.Locator(".glance .big").AllInnerTextsAsync());
    }

    // By every dimension; what the API hides the page hides.
    private async Task AssertGroups(ILocator table, string unit, string indicator)
    {
        foreach (var dimension in new[] { "gender", "age", "education", "occupation", "ethnicity" })
        {
            var values = (await Local.Get($"{Api}/values?by={dimension}&province={unit}&indicator={indicator}&channel=official"))["rows"]!.AsArray();
            var rows = await table.Locator($"tbody[data-dimension='{dimension}'] tr[data-category]").EvaluateAllAsync<string[][]>(Cells);
            Assert.Equal(
                values.Select(it => it!["n"] is { } n ? (Vietnamese.Count(n.GetValue<long>()), Percentage(it["satisfied"])) : ("ẩn", "ẩn")),
                rows.Select(row => (row[1], row[2])));
        }
    }

    private async Task<Dictionary<string, JsonNode>> Indicators(string unit) =>
        (await Local.Get($"{Api}/{unit}?channel=official"))["indicators"]!.AsArray().ToDictionary(it => it!["code"]!.GetValue<string>(), it => it!);

    private static async Task<Dictionary<string, string[]>> Rows(IPage page, string selector)
    {
        var rows = page.Locator(selector);
        var codes = await rows.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.indicator)");
        return codes.Zip(await rows.EvaluateAllAsync<string[][]>(Cells)).ToDictionary(it => it.First, it => it.Second);
    }

    private static string Percentage(JsonNode? value) => Vietnamese.Percentage(value is null ? null : SatisfactionIndex.Round(value.GetValue<decimal>()));
}
