using Microsoft.Playwright;
using Xunit.Abstractions;

namespace SipasSurvey.BrowserTests;

/// <summary>What the form costs on a cheap connection, and that it works on a slow one.</summary>
public sealed class FormBudgetTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const int FirstVisit = 60_000;
    private const int FollowingPage = 20_000;

    [Fact]
    public async Task The_first_visit_with_all_that_is_kept_for_later_is_below_60_KB_over_the_wire()
    {
        using var link = new SlowLink(chromium.Local.Http.BaseAddress!);
        await using var visitor = await chromium.NewVisitor(change: it => it.BaseURL = link.Address);

        await visitor.Open("/");
        await visitor.Kept();

        Assert.InRange(link.Received, 1, FirstVisit);
        output.WriteLine($"first visit, pages for later included: {link.Received} bytes");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_following_page_is_below_20_KB_over_the_wire(bool hasWorker)
    {
        using var link = new SlowLink(chromium.Local.Http.BaseAddress!);
        await using var visitor = await chromium.NewVisitor(change: it =>
        {
            it.BaseURL = link.Address;
            it.ServiceWorkers = hasWorker ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block;
        });
        await visitor.Open("/");
        if (hasWorker)
        {
            await visitor.Kept();
        }

        await visitor.Begin();
        while (await visitor.Page.Locator("body").GetAttributeAsync("data-page") != "check")
        {
            var before = link.Received;
            await visitor.Answer(4);
            await visitor.GoOn();
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            output.WriteLine($"{visitor.Path}, {(hasWorker ? "kept" : "not kept")}: {link.Received - before} bytes");
            Assert.InRange(link.Received - before, 0, FollowingPage);
        }
    }

    [Fact]
    public async Task The_start_page_itself_is_below_60_KB_as_the_browser_counts_it()
    {
        await using var visitor = await chromium.NewVisitor(change: it => it.ServiceWorkers = ServiceWorkerPolicy.Block);
        var session = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        var bytes = 0.0;
        session.Event("Network.loadingFinished").OnEvent += (_, it) => bytes += it!.Value.GetProperty("encodedDataLength").GetDouble();
        await session.SendAsync("Network.enable");

        await visitor.Open("/");
        await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        Assert.InRange(bytes, 1, FirstVisit);
        output.WriteLine($"start page with style sheet, script and icon: {bytes} bytes");
    }

    [Fact]
    public async Task At_400_kbit_a_second_and_400_ms_of_latency_the_whole_form_is_answered_and_sent()
    {
        using var link = new SlowLink(chromium.Local.Http.BaseAddress!, bytesPerSecond: 50_000, TimeSpan.FromMilliseconds(400));
        var before = await FormVisitor.Counted(chromium.Local);
        await using var visitor = await chromium.NewVisitor(change: it => it.BaseURL = link.Address);
        visitor.Page.SetDefaultTimeout(120_000);

        await visitor.Page.GotoAsync("/", new PageGotoOptions { WaitUntil = WaitUntilState.Commit });
        await visitor.Page.Locator("#answers button:not([type=button])").First.WaitForAsync();
        await visitor.TakenOver();
        await visitor.Begin();
        await visitor.AnswerAll(oneByOne: true);
        await visitor.Send();

        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }
}
