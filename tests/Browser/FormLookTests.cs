using Microsoft.Playwright;
using static SipasSurvey.BrowserTests.FormLook;
using static SipasSurvey.BrowserTests.FormRefusals;

namespace SipasSurvey.BrowserTests;

/// <summary>The form as its script shows it, for who has chosen dark pages, colours of their own, or no movement.</summary>
public sealed class FormLookTests(Chromium chromium) : IClassFixture<Chromium>
{
    public static TheoryData<string, ColorScheme, ForcedColors, ReducedMotion> Looks => new()
    {
        { "dark", ColorScheme.Dark, ForcedColors.None, ReducedMotion.NoPreference },
        { "forced", ColorScheme.Light, ForcedColors.Active, ReducedMotion.NoPreference },
        { "forced-dark", ColorScheme.Dark, ForcedColors.Active, ReducedMotion.NoPreference },
        { "still", ColorScheme.Light, ForcedColors.None, ReducedMotion.Reduce },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task What_is_gone_on_with_was_refused_or_waits_is_accessible(string look, ColorScheme scheme, ForcedColors colors, ReducedMotion motion)
    {
        await using var visitor = await chromium.NewVisitor(change: it =>
            (it.ServiceWorkers, it.ColorScheme, it.ForcedColors, it.ReducedMotion) = (ServiceWorkerPolicy.Block, scheme, colors, motion));
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Answer(4);
        await visitor.Says("Đã lưu trên máy này");

        await visitor.Open("/");
        await visitor.Page.Locator("#continue").WaitForAsync();
        await AssertGood(visitor, $"form-{look}-resume");
        await visitor.Page.Locator("#restart").ClickAsync();
        await visitor.Page.Locator("#restart-sure").WaitForAsync();
        await AssertGood(visitor, $"form-{look}-restart");
        await visitor.Page.Locator("#continue").ClickAsync();
        await visitor.At(visitor.PathOf("PA"));
        await visitor.Page.Locator("input[name=P01][value='4']:checked").WaitForAsync();
        await AssertGood(visitor, $"form-{look}-resumed");

        await visitor.GoOn();
        await visitor.AnswerAll();
        await Answering(visitor, 422, "answers.P07", "is no level");
        await visitor.Page.Locator("#send").ClickAsync();
        await visitor.Page.Locator("#faults a").WaitForAsync();
        await AssertGood(visitor, $"form-{look}-faults");

        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.RouteAsync(Api, route => route.AbortAsync());
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");
        await AssertGood(visitor, $"form-{look}-waiting");
        await visitor.Page.UnrouteAllAsync();
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 503, retryAfter: "3600"));
        await visitor.Page.EvaluateAsync("window.dispatchEvent(new Event('online'))");
        await visitor.Says("Máy chủ đang bận");
        await AssertGood(visitor, $"form-{look}-busy");
    }

    [Fact]
    public async Task A_page_that_is_not_accessible_is_found_out()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Open("/");
        await visitor.Page.EvaluateAsync("document.querySelector('main').append(document.createElement('img'))");

        Assert.StartsWith("image-alt: ", Assert.Single(await Axe.Complaints(visitor.Page)), StringComparison.Ordinal);
        Assert.Empty(await Axe.Complaints(visitor.Page, "image-alt"));
    }

    [Theory]
    [InlineData(ReducedMotion.NoPreference, true)]
    [InlineData(ReducedMotion.Reduce, false)]
    public async Task Nothing_moves_for_who_wants_no_movement(ReducedMotion motion, bool moves)
    {
        await using var visitor = await chromium.NewVisitor(change: it => it.ReducedMotion = motion);
        await visitor.Open("/");
        await visitor.Begin();

        var moving = await visitor.Page.EvaluateAsync<bool>("""
            [...document.querySelectorAll("*")].map(it => getComputedStyle(it)).some(it => it.animationName !== "none" || it.transitionDuration.split(", ").some(time => time !== "0s"))
            """);

        Assert.Equal(moves, moving);
    }
}
