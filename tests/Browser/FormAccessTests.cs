using Microsoft.Playwright;
using static SipasSurvey.BrowserTests.FormLook;

namespace SipasSurvey.BrowserTests;

/// <summary>The form with its script, for who uses no mouse, sees little or nothing, or has an old phone.</summary>
public sealed class FormAccessTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(360)]
    [InlineData(1280)]
    public async Task Every_state_fits_its_screen_and_is_accessible(int width)
    {
        await using var visitor = await chromium.NewVisitor(change: it => it.ViewportSize = new ViewportSize { Width = width, Height = width == 360 ? 640 : 800 });
        await visitor.Open("/");
        await visitor.Kept();
        await AssertGood(visitor, $"form-start-script-{width}");
        await visitor.Page.Locator("#answers button:not([type=button])").First.ClickAsync();
        await visitor.Page.Locator("#faults").WaitForAsync();
        await AssertGood(visitor, $"form-start-faults-{width}");
        await visitor.Page.Locator("#province-filter").FillAsync("yen bai");
        await AssertGood(visitor, $"form-start-filter-{width}");
        await visitor.Page.Locator("#province-filter").FillAsync("");
        await visitor.Begin();
        await visitor.Answer(4);
        await visitor.Says("Đã lưu trên máy này");
        await AssertGood(visitor, $"form-saved-{width}");
        await visitor.GoOn();
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Says("Đang không có mạng");
        await AssertGood(visitor, $"form-offline-{width}");
        await visitor.AnswerAll();
        await AssertGood(visitor, $"form-check-script-{width}");
        await visitor.Open("/");
        await visitor.Page.Locator("#continue").WaitForAsync();
        await AssertGood(visitor, $"form-resume-{width}");
        await visitor.Page.Locator("#continue").ClickAsync();
        await visitor.At(visitor.PathOf("kiem-tra"));
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");
        await AssertGood(visitor, $"form-waiting-{width}");
        await visitor.Open(visitor.PathOf("xoa"));
        await visitor.Says("chưa gửi");
        await AssertGood(visitor, $"form-clear-unsent-{width}");
        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.Open(visitor.PathOf("da-gui"));
        await visitor.Says("Đã được tính");
        await AssertGood(visitor, $"form-counted-{width}");
        await visitor.Open("/");
        await visitor.Page.GetByText("Xem mã tra cứu").WaitForAsync();
        await AssertGood(visitor, $"form-start-after-{width}");
    }

    [Theory]
    [InlineData("tỉnh Lào Cai", "15")]
    [InlineData("Tỉnh Yên Bái", "15")]
    [InlineData("thành phố Huế", "46")]
    [InlineData("Thừa Thiên - Huế", "46")]
    [InlineData("tp hồ chí minh", "79")]
    [InlineData("TP. Hồ Chí Minh", "79")]
    [InlineData("tphcm", "79")]
    [InlineData("hcm", "79")]
    [InlineData("sài gòn", "79")]
    [InlineData("bà rịa vũng tàu", "79")]
    public async Task A_province_is_found_by_what_people_call_it(string typed, string code)
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");

        await visitor.Page.Locator("#province-filter").FillAsync(typed);

        Assert.Equal(code, await visitor.Page.Locator("#province").InputValueAsync());
    }

    [Fact]
    public async Task Where_no_province_fits_the_list_has_them_all_and_none_is_chosen()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        var all = await visitor.Page.Locator("#province option").CountAsync();

        await visitor.Page.Locator("#province-filter").FillAsync("yên bái");
        await visitor.Page.Locator("#province-filter").FillAsync("tỉnh không có");

        await visitor.Page.Locator("#province-count").GetByText("Không có tỉnh, thành phố nào phù hợp").WaitForAsync();
        Assert.Equal(all, await visitor.Page.Locator("#province option").CountAsync());
        Assert.Equal("", await visitor.Page.Locator("#province").InputValueAsync());
    }

    [Fact]
    public async Task The_keyboard_alone_leads_through_the_whole_form()
    {
        await using var visitor = await chromium.NewVisitor();
        var keyboard = visitor.Page.Keyboard;
        await visitor.Open("/");
        await Reach(visitor, "#province-filter");
        await keyboard.TypeAsync("yen bai");
        await keyboard.PressAsync("Enter");
        Assert.StartsWith("Lào Cai", await visitor.Page.Locator("#province option:checked").InnerTextAsync(), StringComparison.Ordinal);
        await Reach(visitor, "#consent");
        await keyboard.PressAsync("Space");
        await keyboard.PressAsync("Enter");
        await visitor.At(visitor.PathOf("PA"));

        while (await visitor.Page.Locator("body").GetAttributeAsync("data-page") == "element")
        {
            var next = await visitor.Page.Locator("body").GetAttributeAsync("data-next");
            var first = await visitor.Page.Locator("#answers input[type=radio]").First.GetAttributeAsync("name");
            await Reach(visitor, $"[name={first}]");
            await keyboard.PressAsync("Space");
            await keyboard.PressAsync("ArrowDown");
            // Enter in a field goes on, and never skips.
            await keyboard.PressAsync("Enter");
            await visitor.At(next!);
        }

        await Reach(visitor, "#answers button:not([type=button])");
        await keyboard.PressAsync("Enter");
        await visitor.At(visitor.PathOf("kiem-tra"));
        await Reach(visitor, "#send");
        await keyboard.PressAsync("Enter");
        await visitor.At(visitor.PathOf("da-gui"));

        await visitor.Says("Đã được tính");
    }

    [Fact]
    public async Task A_page_is_read_in_the_order_in_which_it_stands()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        var legends = await visitor.Page.Locator("#answers fieldset legend").AllInnerTextsAsync();

        var tree = await visitor.Page.Locator("main").AriaSnapshotAsync();

        var at = tree.IndexOf("heading", StringComparison.Ordinal);
        Assert.True(at >= 0, tree);
        foreach (var legend in legends)
        {
            var group = tree.IndexOf(legend[..Math.Min(legend.Length, 40)].Trim(), at, StringComparison.Ordinal);
            Assert.True(group > at, $"'{legend}' is not read after what stands before it:\n{tree}");
            at = tree.IndexOf("Rất hài lòng", group, StringComparison.Ordinal);
            Assert.True(at > group, tree);
        }

        Assert.True(tree.IndexOf("button", at, StringComparison.Ordinal) > at, tree);
    }

    [Fact]
    public async Task Typing_an_old_name_finds_the_province()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");

        await visitor.Page.Locator("#province-filter").FillAsync("yên bái");

        await visitor.Page.Locator("#province-count").GetByText("1 tỉnh, thành phố phù hợp").WaitForAsync();
        Assert.StartsWith("Lào Cai", await visitor.Page.Locator("#province option:checked").InnerTextAsync(), StringComparison.Ordinal);
    }

    // Tab by tab, as a person does who sees where the focus is.
    private static async Task Reach(FormVisitor visitor, string selector)
    {
        for (var presses = 0; !await visitor.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector); presses++)
        {
            Assert.True(presses < 200, $"The keyboard does not reach {selector} on {visitor.Path}.");
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
    }
}
