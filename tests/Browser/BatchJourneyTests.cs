using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The way of a survey team, from the empty template to figures that are withdrawn and come back.</summary>
public sealed class BatchJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Upload = "staff/intake/upload?survey=sipas-2024";

    [Fact]
    public async Task From_the_template_to_figures_and_back()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-journey-").FullName;
        var (page, strangers) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");

        // Three sheets, one of them with a level that there is not.
        await page.GotoAsync(Upload);
        await Look(page, "upload");
        var template = await Download(page, () => page.Locator("a[href*='template.xlsx']").ClickAsync(), $"{folder}/phieu.xlsx");
        using (var workbook = new Workbook(template))
        {
            workbook.Fill([Sheet(workbook, "1", "5"), Sheet(workbook, "2", "7"), Sheet(workbook, "3", "3")]);
        }

        // The marked copy says where, and nothing was taken.
        var marked = await Download(page, () => Submit(page, template, "mark"), $"{folder}/marked.xlsx");
        string[] cells;
        using (var workbook = new Workbook(marked))
        {
            cells = [.. workbook.Commented];
        }

        Assert.NotEmpty(cells);
        Assert.All(cells, cell => Assert.EndsWith("3", cell, StringComparison.Ordinal));
        Assert.Equal(0, await Counted());

        // Sent with the error in it: two are taken, one is refused and named.
        await page.GotoAsync(Upload);
        await Submit(page, template, "send");
        await page.Locator("#result").WaitForAsync();
        await Look(page, "report");
        Assert.Equal(cells.Length, await page.Locator("main table tbody tr").CountAsync());
        Assert.Contains("7", await page.Locator("main table tbody tr").First.InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("main a[href*='/staff/batches/']").First.ClickAsync();
        var first = new Uri(page.Url).Segments[^1];
        await Await(2);
        await page.ReloadAsync();
        await Look(page, "batch");

        // The marked copy, corrected and sent: the two are there already, the third is new.
        using (var workbook = new Workbook(marked))
        {
            foreach (var cell in cells)
            {
                workbook.Set(cell, "4");
            }
        }

        await page.GotoAsync(Upload);
        await Submit(page, marked, "send");
        await page.Locator("main a[href*='/staff/batches/']").First.ClickAsync();
        var second = new Uri(page.Url).Segments[^1];
        await Await(3);
        var batch = await chromium.Local.Get($"api/v1/batches/{second}");
        Assert.Equal((1, 2), ((int)batch["counted"]!, (int)batch["duplicate"]!));

        // Without the first batch, the second holds all three; without both, there is none; sent again, they are back.
        await Withdraw(page, first);
        await chromium.Local.Await($"api/v1/batches/{second}", it => (int)it["counted"]! == 3);
        await Withdraw(page, second);
        await Await(0);
        await Look(page, "withdrawn");
        await page.GotoAsync(Upload);
        await Submit(page, marked, "send");
        await page.Locator("#result").WaitForAsync();
        await Await(3);

        await page.GotoAsync("staff/batches?survey=sipas-2024");
        await Look(page, "batches");
        Assert.Empty(strangers);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Two_versions_of_a_sheet_are_seen_side_by_side_and_one_is_chosen()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-journey-").FullName;
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");
        for (var version = 1; version <= 2; version++)
        {
            // Of six sheets one differs: a sixth, which is less than a fifth.
            var rows = Enumerable.Range(1, 6).Select(number => $"K{number},{(number == 1 && version == 2 ? 1 : 5)}{string.Concat(Enumerable.Repeat(",4", 38))}");
            var path = $"{folder}/v{version}.csv";
            await File.WriteAllLinesAsync(path, ["serial," + string.Join(',', Items()), .. rows]);
            await page.GotoAsync("staff/intake/upload?survey=sipas-2025");
            await Submit(page, path, "send", province: "01");
            await page.Locator("#result").WaitForAsync();
        }

        await chromium.Local.Await("api/v1/reconciliation/sipas-2025", it => (int)it["conflict"]! == 1);
        await page.GotoAsync("staff/conflicts?survey=sipas-2025");
        await Look(page, "conflicts");
        var form = page.Locator("form[action*='/decision']").Last;
        await form.Locator("[type=radio]").Last.CheckAsync();
        await form.Locator("[name=reason]").FillAsync("Đã xem lại phiếu giấy");
        await form.Locator("button[type=submit]").ClickAsync();

        await chromium.Local.Await("api/v1/figures/sipas-2025/01?channel=official", it => (int)it["indicators"]![0]!["levels"]![0]! == 1);
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> Items() =>
        Enumerable.Range(1, 23).Select(number => $"P{number:00}").Concat(Enumerable.Range(1, 16).Select(number => $"S{number:00}"));

    private static List<string> Sheet(Workbook workbook, string serial, string level) =>
        [.. workbook.Header.Select((heading, column) => column == 0 ? serial : heading.Length > 3 && heading[0] is 'P' or 'S' && char.IsAsciiDigit(heading[1]) ? level : "")];

    private static async Task Submit(IPage page, string file, string action, string province = "10")
    {
        if (await page.Locator("#province option").CountAsync() > 1)
        {
            await page.Locator("#province").SelectOptionAsync(province);
        }

        if (await page.Locator("#team").IsEditableAsync())
        {
            await page.Locator("#team").FillAsync("t1");
        }

        await page.Locator("#file").SetInputFilesAsync(file);
        await page.Locator($"button[name=action][value={action}]").ClickAsync();
    }

    private static async Task<string> Download(IPage page, Func<Task> action, string path)
    {
        var download = await page.RunAndWaitForDownloadAsync(action);
        await download.SaveAsAsync(path);
        return path;
    }

    private static async Task Withdraw(IPage page, string batch)
    {
        await page.GotoAsync($"staff/intake/batches/{batch}/withdrawal");
        await page.Locator("[name=reason]").FillAsync("Gửi nhầm tệp");
        await page.Locator("main button[type=submit]").Last.ClickAsync();
        await page.WaitForURLAsync(url => url.EndsWith($"/staff/batches/{batch}", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
    }

    // As a person would, on a desk and on a phone.
    private static async Task Look(IPage page, string name)
    {
        foreach (var width in new[] { 360, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await Chromium.Screenshot(page, $"{name}-{width}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways at {width}.");
        }

        var violations = await Axe.Complaints(page);
        Assert.True(violations.Length == 0, $"{name}: {string.Join('\n', violations)}");
    }

    private async Task<int> Counted() => (await chromium.Local.Get("api/v1/figures/sipas-2024?channel=official"))["nation"]!["n"]!.GetValue<int>();

    private Task<JsonNode> Await(int counted) => chromium.Local.Await("api/v1/figures/sipas-2024?channel=official", figures => figures["nation"]!["n"]!.GetValue<int>() == counted);
}
