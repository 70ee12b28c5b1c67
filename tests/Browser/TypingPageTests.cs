using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>Sheets typed by number keys, with a connection and without.</summary>
public sealed class TypingPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Path = "staff/intake/typing";

    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task A_sheet_is_typed_by_keys_alone_and_counted(int width)
    {
        var (page, strangers) = await chromium.NewPage(width);
        await chromium.SignIn(page, "surveyTeam");
        await page.GotoAsync(Path);
        await SetUp(page, "t1");

        var before = await Counted();
        await page.Locator("#serial").FocusAsync();
        await page.Keyboard.TypeAsync($"A-{width}");
        await page.Keyboard.PressAsync("Enter");
        await TypeCells(page, "4");
        await Chromium.Screenshot(page, $"typing-{width}");
        await page.Keyboard.PressAsync("Enter");

        Assert.True(await page.EvaluateAsync<bool>("document.activeElement.id === 'serial'"), "The next sheet begins at its serial.");
        await Expect(page, "Chưa gửi: 1");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), "The page scrolls sideways.");
        var violations = await Axe.Complaints(page);
        Assert.True(violations.Length == 0, string.Join('\n', violations));
        await page.Locator("#send").ClickAsync();
        await Expect(page, "Chưa gửi: 0 · Đã gửi: 1");
        await chromium.Local.Await("api/v1/figures/sipas-2024?channel=official", figures => figures["nation"]!["n"]!.GetValue<int>() == before + 1);
        Assert.Empty(strangers);
    }

    [Fact]
    public async Task Without_a_connection_sheets_stay_on_the_device_the_page_opens_and_everything_is_sent_afterwards()
    {
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");
        await page.GotoAsync(Path);
        await page.EvaluateAsync("navigator.serviceWorker.ready");
        await SetUp(page, "t2");
        var before = await Counted();

        await page.Context.SetOfflineAsync(true);
        await Type(page, "B-1", "5");
        await page.Locator("#send").ClickAsync();
        await page.Locator("#message").GetByText("Phiếu vẫn còn trên máy").WaitForAsync();
        await page.ReloadAsync();
        await Expect(page, "Chưa gửi: 1");
        await Type(page, "B-2", "3");
        await Expect(page, "Chưa gửi: 2");
        await page.Context.SetOfflineAsync(false);
        await page.Locator("#send").ClickAsync();

        await Expect(page, "Chưa gửi: 0 · Đã gửi: 2");
        await chromium.Local.Await("api/v1/figures/sipas-2024?channel=official", figures => figures["nation"]!["n"]!.GetValue<int>() == before + 2);
    }

    [Fact]
    public async Task What_is_mistyped_is_told_at_once()
    {
        var (page, _) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");
        await page.GotoAsync(Path);
        await SetUp(page, "t3");

        await page.Locator("#serial").FillAsync("SP00000016");
        await page.Locator("#serial").PressAsync("Enter");
        await page.Locator("#message").GetByText("chữ số kiểm tra").WaitForAsync();
        await page.Locator("#serial").FillAsync("sp 0000 0015");
        await page.Locator("#serial").PressAsync("Enter");
        await page.Keyboard.TypeAsync("7");

        await page.Locator("#message").GetByText("chỉ nhận 1, 2, 3, 4, 5, 9").WaitForAsync();
        Assert.Equal("", await page.Locator("[name=P01]").InputValueAsync());
    }

    private static async Task SetUp(IPage page, string team)
    {
        await page.Locator("#survey").SelectOptionAsync("sipas-2024");
        await page.Locator("#province").SelectOptionAsync("10");
        if (await page.Locator("#team").IsEditableAsync())
        {
            await page.Locator("#team").FillAsync(team);
        }

        await page.Locator("#team").DispatchEventAsync("change");
    }

    private static async Task Type(IPage page, string serial, string level)
    {
        await page.Locator("#serial").FocusAsync();
        await page.Keyboard.TypeAsync(serial);
        await page.Keyboard.PressAsync("Enter");
        await TypeCells(page, level);
        await page.Keyboard.PressAsync("Enter");
    }

    // One key a cell, and the focus goes on by itself to the button at the end.
    private static async Task TypeCells(IPage page, string key)
    {
        var items = await page.Locator("#cells input[name^=P], #cells input[name^=S]").CountAsync();
        var all = await page.Locator("#cells input").CountAsync();
        await page.Keyboard.TypeAsync(string.Concat(Enumerable.Repeat(key, items)));
        await page.Keyboard.TypeAsync(string.Concat(Enumerable.Repeat("1", all - items)));
    }

    private static Task Expect(IPage page, string counts) => page.Locator("#counts").GetByText(counts).WaitForAsync();

    private async Task<int> Counted() => (await chromium.Local.Get("api/v1/figures/sipas-2024?channel=official"))["nation"]!["n"]!.GetValue<int>();
}
