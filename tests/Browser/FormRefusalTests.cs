using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static SipasSurvey.BrowserTests.FormRefusals;

namespace SipasSurvey.BrowserTests;

/// <summary>The form when the server does not take what is sent, or when its script cannot run.</summary>
public sealed class FormRefusalTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(502)]
    public async Task A_busy_server_is_asked_again_under_the_same_id(int status)
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var before = await FormVisitor.Counted(chromium.Local);
        var ids = new List<string>();
        await visitor.Page.RouteAsync(Api, async route =>
        {
            ids.Add(JsonNode.Parse(route.Request.PostData!)!["id"]!.GetValue<string>());
            await (ids.Count == 1 ? Refuse(route, status, retryAfter: "1") : route.ContinueAsync());
        });

        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");
        Assert.NotNull((await visitor.Records()).Single()["answers"]);

        await visitor.Says("Đã được tính");
        Assert.Equal([ids[0], ids[0]], ids);
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task A_server_that_asks_for_a_pause_gets_it()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var tries = 0;
        await visitor.Page.RouteAsync(Api, route =>
        {
            tries++;
            return Refuse(route, 503, retryAfter: "3600");
        });
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");

        await visitor.Page.ReloadAsync();
        await visitor.Says("Máy chủ đang bận");
        await visitor.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await visitor.Says("Máy chủ đang bận");

        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task An_answer_that_the_server_does_not_take_is_shown_where_it_is()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await Answering(visitor, 422, "answers.P07", "is no level");

        await visitor.AnswerFromStart();
        await visitor.Page.Locator("#send").ClickAsync();

        var link = visitor.Page.Locator("#faults a");
        await link.WaitForAsync();
        await Chromium.Screenshot(visitor.Page, "form-refused-360");
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.activeElement.id === 'faults'"));
        await link.ClickAsync();
        await visitor.At(visitor.PathOf("PC"));
        await visitor.Page.Locator("input[name=P07][value='4']:checked").WaitForAsync();
    }

    [Fact]
    public async Task A_refused_invitation_is_corrected_on_the_start_page_and_the_answers_stay()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await Answering(visitor, 422, "invitation", "is not known");

        // Nor does an answer come to whether the code is right.
        await visitor.Page.RouteAsync("**/", route => route.Request.Method == "POST" ? route.AbortAsync() : route.ContinueAsync());
        await visitor.Open("/#m=abcd-efgh-jkmn-pqrs-tvwx");
        Assert.Equal("ABCD-EFGH-JKMN-PQRS-TVWX", await visitor.Page.Locator("#invitation").InputValueAsync());
        Assert.Equal("", await visitor.Page.EvaluateAsync<string>("location.hash"));
        await visitor.Begin();
        await visitor.AnswerAll();
        await visitor.Page.Locator("#send").ClickAsync();
        await visitor.Page.Locator("#faults a").ClickAsync();
        await visitor.At("/");
        await visitor.Page.Locator("#invitation").FillAsync("");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.Locator("#answers button").ClickAsync();
        await visitor.At(visitor.PathOf("kiem-tra"));
        await visitor.Send();

        await visitor.Says("Đã được tính");
    }

    [Fact]
    public async Task A_mistyped_code_is_told_on_the_start_page()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/#m=abcd-efgh-jkmn-pqrs-tvwx");
        await visitor.Page.Locator("#province").SelectOptionAsync("01");
        await visitor.Page.Locator("#consent").CheckAsync();
        await visitor.Page.Locator("#begin").ClickAsync();

        await visitor.Page.Locator("#invitation-fault").GetByText("Mã mời không đúng").WaitForAsync();

        Assert.Equal("/", visitor.Path);
        Assert.Empty(await visitor.Records());
        Assert.Empty(await visitor.Page.Context.CookiesAsync());
    }

    [Fact]
    public async Task A_survey_that_closed_meanwhile_says_so_and_the_answers_stay()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 409));

        await visitor.AnswerFromStart();
        await visitor.Send();

        await visitor.Says("hiện không nhận phiếu");
        var record = (await visitor.Records()).Single();
        Assert.Equal("waiting", record["state"]!.GetValue<string>());
        Assert.Equal(4, record["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task Nothing_answered_cannot_be_sent()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        await visitor.Begin();
        while (!visitor.Path.EndsWith("kiem-tra", StringComparison.Ordinal))
        {
            await visitor.GoOn();
        }

        await visitor.Page.Locator("#send").ClickAsync();

        await visitor.Page.Locator("#faults").GetByText("Chưa có câu trả lời nào").WaitForAsync();
        Assert.Equal("draft", (await visitor.Records()).Single()["state"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_missing_on_the_start_page_is_said_with_a_link_to_it()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        await visitor.Page.Locator("#answers button:not([type=button])").First.ClickAsync();

        await visitor.Page.Locator("#faults a[href='#province']").WaitForAsync();
        await visitor.Page.Locator("#faults a[href='#consent']").ClickAsync();

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.activeElement.id === 'consent'"));
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_leaves_the_form_to_the_server()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Page.RouteAsync("**/*.js", route => route.FulfillAsync(new RouteFulfillOptions { ContentType = "text/javascript", Body = "a ?. ?? {" }));

        await visitor.Page.GotoAsync("/");
        await visitor.Page.Locator("#province").SelectOptionAsync("01");
        await visitor.Page.Locator("#consent").CheckAsync();
        for (var pages = 0; await visitor.Page.Locator("#send").CountAsync() == 0; pages++)
        {
            Assert.True(pages < 30, "There is no page to send from.");
            await visitor.Answer(4);
            await visitor.Page.Locator("#answers button:not([type=button])").First.ClickAsync();
            await visitor.Page.WaitForLoadStateAsync();
        }

        await visitor.Page.Locator("#send").ClickAsync();
        await visitor.Page.Locator("#receipt").WaitForAsync();

        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }
}
