using static SipasSurvey.BrowserTests.FormRefusals;

namespace SipasSurvey.BrowserTests;

/// <summary>What somebody has finished stays on the device until the server has it, whoever comes next, and is in nobody's way.</summary>
public sealed class FormKeptTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task While_a_response_before_hangs_on_its_way_the_buttons_go_on()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
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
    public async Task What_is_finished_and_was_refused_stays_however_old_and_whoever_comes_next()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
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
        await using var visitor = await chromium.NewVisitorWithoutWorker();
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

    [Theory]
    [InlineData(0)]
    [InlineData(403)]
    [InlineData(503)]
    public async Task That_everything_is_removed_is_said_only_when_the_cookie_is_gone_too(int status)
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Open(visitor.PathOf("xoa"));
        await visitor.Page.RouteAsync("**/khao-sat/xoa", route => status == 0 ? route.AbortAsync() : Refuse(route, status));

        await visitor.Page.Locator("#clear").ClickAsync();
        await visitor.Says("Chưa xóa được cookie");

        Assert.Empty(await visitor.Records());
        Assert.Equal(visitor.PathOf("xoa"), visitor.Path);
        // It stays said when somebody comes back to the page.
        await visitor.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        await visitor.Says("Chưa xóa được cookie");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.Locator("#clear").ClickAsync();
        await visitor.At("/");
    }

    [Fact]
    public async Task Who_did_not_hear_that_it_was_taken_hears_so_even_when_the_survey_closed_since()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
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
}
