using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SipasSurvey.Pages;

namespace SipasSurvey.BrowserTests;

/// <summary>What the dashboard does better with a script, and with a pointer.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardScriptTests(DashboardDemo demo)
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}";
    private const string Running = $"staff/dashboard/{DashboardDemo.Newer}/units/nation?channel=all";
    private const string Version = "() => document.getElementById('figures').dataset.version";

    // A little more than the page waits.
    private const int Wait = 21_000;

    [Theory]
    [InlineData(Root, "map", 20)]
    [InlineData($"{Root}/units/10", "levels-policy", 20)]
    [InlineData($"{Root}/indicators/P07?lang=en", "provinces", 5)]
    public async Task A_chart_is_saved_as_a_picture_twice_its_size(string path, string chart, int colours)
    {
        await using var visit = await demo.Visit(1280);
        await visit.Open(path);
        var link = visit.Page.Locator($"a[data-chart='{chart}']");
        var drawn = await visit.Page.Locator($"figure:has(a[data-chart='{chart}']) svg.chart").GetAttributeAsync("viewBox");

        var download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Locator($"a[data-chart='{chart}'] + button").ClickAsync());

        var png = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal($"{chart}.png", download.SuggestedFilename);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.True(png.Length > 20_000, $"It has {png.Length} bytes.");
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) > 2 * double.Parse(drawn!.Split(' ')[2], CultureInfo.InvariantCulture));
        Assert.True(await Colours(visit.Page, png) >= colours, "It is nearly empty.");
        Keep($"chart-{chart}.png", png);
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_new_response_appears_by_itself_and_the_reader_stays_where_he_is()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await page.Clock.InstallAsync();
        await visit.Open(Running);
        await page.EvaluateAsync("() => { window.notLoadedAgain = true; }");
        var (version, asOf) = (await page.EvaluateAsync<string>(Version), await page.Locator(".as-of").InnerTextAsync());
        await page.Locator(".tabs a").First.FocusAsync();
        await page.EvaluateAsync("() => scrollTo(0, 700)");

        var responses = await Respond();
        await AwaitNewer(page, version);

        var now = await page.Locator(".as-of").InnerTextAsync();
        Assert.Contains($"{Vietnamese.Count(responses)} phiếu", now, StringComparison.Ordinal);
        Assert.NotEqual(asOf, now);
        Assert.Equal(700, await page.EvaluateAsync<int>("() => scrollY"));
        Assert.Equal("Tổng quan", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        Assert.True(await page.EvaluateAsync<bool>("() => window.notLoadedAgain === true"));
        // The new charts can be saved too.
        Assert.Equal(await page.Locator("a[data-chart]").CountAsync(), await page.Locator("a[data-chart] + button").CountAsync());
        visit.AssertQuiet();
    }

    [Fact]
    public async Task A_page_that_was_opened_before_the_first_response_shows_it_by_itself()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await page.Clock.InstallAsync();
        await visit.Open($"staff/dashboard/{DashboardDemo.Empty}?channel=all");
        Assert.Equal(0, await page.Locator(".as-of").CountAsync());
        await Chromium.Screenshot(page, "overview-empty");
        await visit.AssertFits("vi");
        await visit.AssertAccessible();

        await demo.Respond(DashboardDemo.Empty, "01", 4);
        await demo.Local.Await($"api/v1/figures/{DashboardDemo.Empty}", it => it["nation"]!["n"]!.GetValue<int>() == 1);
        await AwaitNewer(page, "none");

        await page.Locator("#map").WaitForAsync();
        Assert.Contains("1 phiếu", await page.Locator(".as-of").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_wait_while_a_reader_is_inside_them()
    {
        await using var visit = await demo.Visit(1280);
        var page = visit.Page;
        await page.Clock.InstallAsync();
        await visit.Open(Running);
        var version = await page.EvaluateAsync<string>(Version);
        await page.Locator("#elements summary").ClickAsync();
        await Respond();

        // With the focus inside, then with a table open: nothing is even asked for.
        var asked = 0;
        page.Request += (_, _) => asked++;
        await page.Clock.FastForwardAsync(Wait);
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await page.Clock.FastForwardAsync(Wait);
        Assert.Equal(version, await page.EvaluateAsync<string>(Version));
        Assert.Equal(0, asked);

        await page.Locator("#elements summary").ClickAsync();
        await page.EvaluateAsync("() => document.activeElement.blur()");
        await AwaitNewer(page, version);
    }

    [Fact]
    public async Task A_pointer_on_a_province_shows_its_value_and_its_border()
    {
        await using var visit = await demo.Visit(1280);
        await visit.Open(Root);
        var shape = visit.Page.Locator("#map a.province[aria-label^='Lào Cai:'] path");
        await shape.ScrollIntoViewIfNeededAsync();
        var before = await shape.EvaluateAsync<string>("it => getComputedStyle(it).strokeWidth");

        // Its outline is no box: a point that is inside it.
        var (x, y) = await Inside(shape);
        await visit.Page.Mouse.MoveAsync((float)x, (float)y);

        Assert.Matches(new Regex(@"^Lào Cai: \d+,\d\d$"),
            await visit.Page.EvaluateAsync<string>("at => document.elementFromPoint(at.x, at.y).querySelector('title').textContent", new { x, y }));
        Assert.NotEqual(before, await shape.EvaluateAsync<string>("it => getComputedStyle(it).strokeWidth"));
    }

    private static async Task<(double X, double Y)> Inside(ILocator shape)
    {
        var at = await shape.EvaluateAsync<double[]>("""
            it => {
                const box = it.getBoundingClientRect();
                for (let x = box.left + 1; x < box.right; x += 2)
                    for (let y = box.top + 1; y < box.bottom; y += 2)
                        if (document.elementFromPoint(x, y) === it && document.elementFromPoint(x + 2, y + 2) === it) return [x + 1, y + 1];
            }
            """);
        return (at[0], at[1]);
    }

    // The pages' figures may be a second behind the API's, so the page may find nothing new at first and come again.
    private static async Task AwaitNewer(IPage page, string version)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(20); ;)
        {
            await page.Clock.FastForwardAsync(Wait);
            try
            {
                await page.WaitForFunctionAsync("before => document.getElementById('figures').dataset.version !== before", version, new PageWaitForFunctionOptions { Timeout = 500 });
                return;
            }
            catch (TimeoutException) when (DateTime.UtcNow < deadline)
            {
                // It comes again.
            }
        }
    }

    private async Task<int> Respond()
    {
        var address = $"api/v1/figures/{DashboardDemo.Newer}";
        var before = (await demo.Local.Get(address))["nation"]!["n"]!.GetValue<int>();
        await demo.Respond(DashboardDemo.Newer, "01", 4);
        return (await demo.Local.Await(address, it => it["nation"]!["n"]!.GetValue<int>() == before + 1))["nation"]!["n"]!.GetValue<int>();
    }

    // On an empty page, as ours run no scripts but their own.
    private static async Task<int> Colours(IPage page, byte[] png)
    {
        var other = await page.Context.NewPageAsync();
        return await other.EvaluateAsync<int>("""
            async picture => {
                const image = new Image();
                image.src = 'data:image/png;base64,' + picture;
                await image.decode();
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.width, image.height];
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                return new Set(new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer)).size;
            }
            """, Convert.ToBase64String(png));
    }

    private static void Keep(string name, byte[] file)
    {
        if (Environment.GetEnvironmentVariable("SIPAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            File.WriteAllBytes(Path.Combine(folder, name), file);
        }
    }
}
