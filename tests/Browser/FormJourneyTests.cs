using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The form with its script and a connection: the whole way, and whatever people do on it.</summary>
public sealed class FormJourneyTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(false, 360)]
    [InlineData(true, 1280)]
    public async Task The_whole_form_is_answered_sent_and_counted(bool english, int width)
    {
        await using var visitor = await chromium.NewVisitor(english, it => it.ViewportSize = new ViewportSize { Width = width, Height = 800 });
        var addresses = new List<string>();
        visitor.Page.Context.Request += (_, request) => addresses.Add(request.Url);
        var before = await FormVisitor.Counted(chromium.Local);

        await visitor.AnswerFromStart(oneByOne: true);
        await visitor.Says(english ? "Saved on this device" : "Đã lưu trên máy này");
        var receipt = await visitor.Send();

        Assert.Matches("^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$", receipt);
        await visitor.Says(english ? "Counted on" : "Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
        var answer = await visitor.Page.GotoAsync($"{(english ? "en/" : "")}phieu/{receipt}");
        Assert.Equal(200, answer!.Status);
        Assert.All(addresses, address => Assert.StartsWith(chromium.Local.Http.BaseAddress!.ToString(), address, StringComparison.Ordinal));
        Assert.All(addresses, address => Assert.DoesNotMatch("P01|province=", address));
    }

    [Fact]
    public async Task What_was_answered_leaves_the_device_once_it_is_sent()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.AnswerFromStart(level: 2);
        Assert.Equal(2, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());

        await visitor.Send();

        var record = (await visitor.Records()).Single();
        Assert.Contains(record["state"]!.GetValue<string>(), (string[])["sent", "counted"]);
        Assert.Null(record["answers"]);
        Assert.Null(record["respondent"]);
        Assert.Null(record["province"]);
    }

    [Fact]
    public async Task Back_and_forward_lead_through_all_pages_and_the_answers_are_there()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        var ways = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            ways.Add(visitor.Path);
            await visitor.Answer(5);
            await visitor.GoOn();
        }

        foreach (var path in Enumerable.Reverse(ways))
        {
            await visitor.Page.GoBackAsync(new PageGoBackOptions { WaitUntil = WaitUntilState.Commit });
            await visitor.At(path);
            await visitor.Page.Locator("#answers input[value='5']:checked").First.WaitForAsync();
        }

        await visitor.Page.GoForwardAsync(new PageGoForwardOptions { WaitUntil = WaitUntilState.Commit });
        await visitor.At(ways[1]);
    }

    [Fact]
    public async Task An_answer_is_kept_as_soon_as_it_is_given()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();

        await visitor.Page.Locator("input[name=P01][value='3']").CheckAsync();
        await visitor.Says("Đã lưu trên máy này");
        await visitor.Page.ReloadAsync();

        await visitor.Page.Locator("input[name=P01][value='3']:checked").WaitForAsync();
    }

    [Fact]
    public async Task Sending_by_a_double_click_counts_once()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.AnswerFromStart();

        await visitor.Page.Locator("#send").DblClickAsync();
        await visitor.At(visitor.PathOf("da-gui"));

        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task Loading_the_receipt_again_or_going_back_from_it_sends_nothing_again()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.AnswerFromStart();
        var receipt = await visitor.Send();

        await visitor.Page.ReloadAsync();
        Assert.Equal(receipt, await visitor.Receipt());
        await visitor.Page.GoBackAsync();
        await visitor.At(visitor.PathOf("da-gui"));
        Assert.Equal(receipt, await visitor.Receipt());

        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task Two_tabs_answer_one_response_and_send_it_once()
    {
        await using var visitor = await chromium.NewVisitor();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.AnswerFromStart();
        var second = new FormVisitor(await visitor.Page.Context.NewPageAsync());
        await second.Open(second.PathOf("kiem-tra"));

        await Task.WhenAll(visitor.Page.Locator("#send").ClickAsync(), second.Page.Locator("#send").ClickAsync());
        await visitor.At(visitor.PathOf("da-gui"));
        await second.At(second.PathOf("da-gui"));

        Assert.Equal(await visitor.Receipt(), await second.Receipt());
        await visitor.Says("Đã được tính");
        await second.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task Another_person_on_the_same_device_begins_with_nothing_of_the_one_before()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.AnswerFromStart();
        var first = await visitor.Send();

        await visitor.Page.GetByText("Trả lời cho người khác trên máy này").ClickAsync();
        await visitor.At("/");
        Assert.False(await visitor.Page.Locator("#consent").IsCheckedAsync());
        Assert.Equal("", await visitor.Page.Locator("#province").InputValueAsync());
        await visitor.Begin("04");
        Assert.Equal(0, await visitor.Page.Locator("#answers input[type=radio]:checked:not([value=''])").CountAsync());
        await visitor.AnswerAll();

        Assert.NotEqual(first, await visitor.Send());
    }

    [Fact]
    public async Task Who_has_begun_goes_on_or_changes_the_province_and_nobody_agrees_for_another()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(2);
        await visitor.GoOn();
        var stoppedAt = visitor.Path;

        await visitor.Open("/");
        await visitor.Page.Locator("#continue").WaitForAsync();

        Assert.True(await visitor.Page.Locator("#consent").IsHiddenAsync());
        Assert.False(await visitor.Page.Locator("#consent").IsCheckedAsync());
        Assert.True(await visitor.Page.Locator("#intro").IsHiddenAsync());
        await visitor.Page.GetByText("Đổi tỉnh, thành phố hoặc mã mời").WaitForAsync();
        await visitor.Page.Locator("#province").SelectOptionAsync("04");
        await visitor.Page.GetByText("Lưu thay đổi").ClickAsync();
        await visitor.At(stoppedAt);
        var record = (await visitor.Records()).Single();
        Assert.Equal("04", record["province"]!.GetValue<string>());
        Assert.Equal(2, record["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task Clearing_leaves_nothing_on_the_device()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Begin();
        await visitor.Answer(3);
        await visitor.GoOn();

        await visitor.Open(visitor.PathOf("xoa"));
        await visitor.Page.Locator("#clear").ClickAsync();
        await visitor.At("/");

        Assert.Empty(await visitor.Records());
        Assert.True(await visitor.Page.Locator("#resume").IsHiddenAsync());
        Assert.Empty(await visitor.Page.Context.CookiesAsync());
    }
}
