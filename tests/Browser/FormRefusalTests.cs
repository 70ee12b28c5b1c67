using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>The form when the server does not take what is sent, or when its script cannot run.</summary>
public sealed class FormRefusalTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Api = "**/api/v1/responses";

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(502)]
    public async Task A_busy_server_is_asked_again_under_the_same_id(int status)
    {
        var visitor = await Visitor();
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
        var visitor = await Visitor();
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
    public async Task While_a_response_before_hangs_on_its_way_the_buttons_go_on()
    {
        var visitor = await Visitor();
        // Without its deadline what hangs, hangs for good.
        await visitor.Page.AddInitScriptAsync("const wait = window.setTimeout; window.setTimeout = (what, time) => (time < 30000 ? wait(what, time) : 0);");
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 503));
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.RouteAsync(Api, _ => Task.CompletedTask);

        await visitor.AnswerFromStart();

        Assert.Contains(await visitor.Records(), it => it["state"]!.GetValue<string>() == "waiting");
    }

    [Fact]
    public async Task An_answer_that_the_server_does_not_take_is_shown_where_it_is()
    {
        var visitor = await Visitor();
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
        var visitor = await Visitor();
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
        var visitor = await Visitor();
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
        var visitor = await Visitor();
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 409));

        await visitor.AnswerFromStart();
        await visitor.Send();

        await visitor.Says("hiện không nhận phiếu");
        var record = (await visitor.Records()).Single();
        Assert.Equal("waiting", record["state"]!.GetValue<string>());
        Assert.Equal(4, record["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_finished_and_was_refused_stays_however_old_and_whoever_comes_next()
    {
        var visitor = await Visitor();
        await Answering(visitor, 422, "invitation", "is not known");
        await visitor.AnswerFromStart(level: 2);
        await visitor.Page.Locator("#send").ClickAsync();
        await visitor.Page.Locator("#faults").WaitForAsync();
        await visitor.Page.UnrouteAllAsync();

        await visitor.MakeOlder(TimeSpan.FromDays(8));
        await visitor.Open("/");
        await visitor.Page.Locator("#continue").WaitForAsync();

        var record = (await visitor.Records()).Single();
        Assert.Equal("refused", record["state"]!.GetValue<string>());
        Assert.Equal(2, record["answers"]!["P01"]!.GetValue<int>());
        await visitor.Page.Locator("#continue").ClickAsync();
        await visitor.At(visitor.PathOf("kiem-tra"));
        await visitor.Send();
        await visitor.Says("Đã được tính");
    }

    [Fact]
    public async Task Starting_again_takes_nothing_that_others_have_finished()
    {
        var visitor = await Visitor();
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 503, retryAfter: "3600"));
        await visitor.AnswerFromStart(level: 2);
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(5);
        await visitor.GoOn();

        await visitor.Open("/");
        await visitor.Page.Locator("#restart").ClickAsync();
        await visitor.Page.Locator("#restart-sure").ClickAsync();
        await visitor.Page.Locator("#agree").WaitForAsync();

        Assert.Equal(2, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_database_that_fails_once_does_not_end_the_tries()
    {
        var visitor = await Visitor();
        await visitor.Page.AddInitScriptAsync("""
            const begin = IDBDatabase.prototype.transaction;
            window.failures = 0;
            IDBDatabase.prototype.transaction = function (...how) {
              if (!window.fails) return begin.apply(this, how);
              window.failures++;
              throw new Error("No room.");
            };
            """);
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 503));
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");
        await visitor.Page.EvaluateAsync("window.fails = true; window.dispatchEvent(new Event('online'))");
        await visitor.Page.WaitForFunctionAsync("() => window.failures > 0");
        await visitor.Page.UnrouteAllAsync();

        await visitor.Page.EvaluateAsync("window.fails = false");

        await visitor.Says("Đã được tính");
    }

    [Fact]
    public async Task Who_did_not_hear_that_it_was_taken_hears_so_even_when_the_survey_closed_since()
    {
        var visitor = await Visitor();
        var before = await FormVisitor.Counted(chromium.Local);
        var tries = 0;
        await visitor.Page.RouteAsync(Api, async route =>
        {
            if (tries++ > 0)
            {
                await Refuse(route, 409);
                return;
            }

            await route.FetchAsync();
            await FormVisitor.AwaitCounted(chromium.Local, before + 1);
            await route.AbortAsync();
        });

        await visitor.AnswerFromStart();
        await visitor.Send();

        // Tried again by the page of the receipt.
        await visitor.Says("Đã được tính");
        Assert.True(tries > 1);
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    [Fact]
    public async Task Nothing_answered_cannot_be_sent()
    {
        var visitor = await Visitor();
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
        var visitor = await Visitor();
        await visitor.Open("/");
        await visitor.Page.Locator("#answers button:not([type=button])").First.ClickAsync();

        await visitor.Page.Locator("#faults a[href='#province']").WaitForAsync();
        await visitor.Page.Locator("#faults a[href='#consent']").ClickAsync();

        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.activeElement.id === 'consent'"));
    }

    [Fact]
    public async Task A_script_that_cannot_be_read_leaves_the_form_to_the_server()
    {
        var visitor = await Visitor();
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

    [Fact]
    public async Task Clearing_leaves_nothing_on_the_device()
    {
        var visitor = await chromium.NewVisitor();
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

    // Requests of pages that a worker looks after cannot be answered by the test, so these have none.
    private Task<FormVisitor> Visitor() => chromium.NewVisitor(change: it => it.ServiceWorkers = ServiceWorkerPolicy.Block);

    private static async Task Answering(FormVisitor visitor, int status, string path, string message) => await visitor.Page.RouteAsync(Api, route =>
        Refuse(route, status, JsonSerializer.Serialize(new { errors = new Dictionary<string, string[]> { [path] = [message] } })));

    private static Task Refuse(IRoute route, int status, string body = "{}", string? retryAfter = null) => route.FulfillAsync(new RouteFulfillOptions
    {
        Status = status,
        ContentType = "application/problem+json",
        Body = body,
        Headers = retryAfter is null ? [] : new Dictionary<string, string> { ["Retry-After"] = retryAfter },
    });
}
