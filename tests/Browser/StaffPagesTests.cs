using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

public sealed class StaffPagesTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        foreach (var (id, province, level) in new[] { (1, "10", 5), (2, "10", 4), (3, "01", 2) })
        {
            using var answer = await chromium.Local.Http.PostAsJsonAsync("api/v1/responses", new JsonObject
            {
                ["id"] = $"00000000-0000-4000-8000-{id:d12}",
                ["survey"] = "sipas-2024",
                ["province"] = province,
                ["answers"] = new JsonObject { ["P01"] = level },
            });
            answer.EnsureSuccessStatusCode();
        }

        await chromium.Local.Await("api/v1/figures/sipas-2024", figures => figures["nation"]!["n"]!.GetValue<int>() == 3);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("staff", 360)]
    [InlineData("staff", 1280)]
    [InlineData("staff/sign-in", 360)]
    [InlineData("staff/sign-in", 1280)]
    [InlineData("staff/figures/sipas-2024", 360)]
    [InlineData("staff/figures/sipas-2024", 1280)]
    [InlineData("staff/figures/sipas-2024?geography=vn34&rule=score&channel=all", 360)]
    [InlineData("staff/khong-co", 360)]
    public async Task A_page_fits_its_screen_is_accessible_and_asks_nobody_else(string path, int width)
    {
        var (page, strangers) = await chromium.NewPage(width);
        await chromium.SignIn(page, "ministry");

        await page.GotoAsync(path);

        Assert.Equal("vi", await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
        var violations = await Axe.Complaints(page);
        Assert.True(violations.Length == 0, string.Join('\n', violations));
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Signed_in_as_the_Ministry_one_sees_every_province_by_rank()
    {
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "ministry");

        await page.GotoAsync("staff/figures/sipas-2024?channel=all");

        // The nation, the mean of the provinces, and every province.
        var provinces = (await chromium.Local.Get("api/v1/figures/sipas-2024"))["provinces"]!.AsArray().Count;
        var rows = await page.Locator("table tbody tr").AllInnerTextsAsync();
        Assert.Equal(provinces + 2, rows.Count);
        Assert.StartsWith("–\tCả nước\t3\t", rows[0], StringComparison.Ordinal);
        Assert.Contains("chưa đủ phiếu", rows[2], StringComparison.OrdinalIgnoreCase);
        Assert.Contains(rows, row => row.ReplaceLineEndings("").Contains("Lào Cai\t2\t", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_survey_team_sees_counts_but_no_percentages()
    {
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");

        var answer = await page.GotoAsync("staff/figures/sipas-2024");

        Assert.Equal(403, answer!.Status);
        Assert.Equal(0, await page.Locator("table").CountAsync());
    }

    [Fact]
    public async Task The_keyboard_reaches_the_content_past_the_navigation()
    {
        var (page, _) = await chromium.NewPage(360);
        await page.GotoAsync("staff");

        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");

        await page.WaitForFunctionAsync("location.hash === '#main'");
    }

    [Fact]
    public async Task The_API_reference_shows_the_routes_without_asking_anybody_else()
    {
        var (page, strangers) = await chromium.NewPage(1280);

        await page.GotoAsync("api-reference");

        await page.GetByText("/api/v1/responses", new PageGetByTextOptions { Exact = true }).First.WaitForAsync();
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task The_links_of_the_figures_page_download_the_same_as_CSV_and_XLSX()
    {
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "ministry");
        await page.GotoAsync("staff/figures/sipas-2024");

        foreach (var format in (string[])["csv", "xlsx"])
        {
            var download = await page.RunAndWaitForDownloadAsync(() => page.Locator($"a[href*='format={format}']").First.ClickAsync());
            Assert.EndsWith($".{format}", download.SuggestedFilename, StringComparison.Ordinal);
            Assert.True(new FileInfo(await download.PathAsync()).Length > 1_000);
        }
    }
}
