using static SipasSurvey.BrowserTests.FormRefusals;

namespace SipasSurvey.BrowserTests;

/// <summary>The form on a device whose clock is wrong, and is set right.</summary>
public sealed class FormClockTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData(null)]
    [InlineData("60")]
    public async Task What_was_finished_while_the_clock_was_days_ahead_is_sent_once_it_is_right(string? retryAfter)
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        var before = await FormVisitor.Counted(chromium.Local);
        await visitor.Page.AddInitScriptAsync("""
            const now = Date.now;
            Date.now = () => now() + Number(sessionStorage.ahead || 0);
            """);
        await visitor.Open("/");
        await visitor.Page.EvaluateAsync("sessionStorage.ahead = 3 * 24 * 60 * 60 * 1000");
        await visitor.Page.RouteAsync(Api, route => retryAfter is null ? route.AbortAsync() : Refuse(route, 503, retryAfter: retryAfter));
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says(retryAfter is null ? "Đang chờ mạng" : "Máy chủ đang bận");

        await visitor.Page.EvaluateAsync("sessionStorage.ahead = 0");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.ReloadAsync();

        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }
}
