using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ZXing;
using ZXing.QrCode;

namespace SipasSurvey.BrowserTests;

/// <summary>Pages of field work, as they are on a desk, on a phone and on paper.</summary>
public sealed class FieldWorkPagesTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Query = "?survey=sipas-2026&province=15";
    private const string First = "SP00000015";

    [Theory]
    [InlineData("progress", "staff/progress", "surveyTeam")]
    [InlineData("progress-province", "staff/progress" + Query, "surveyTeam")]
    [InlineData("sample", "staff/sample" + Query, "ministry")]
    [InlineData("second-entry", "staff/second-entry" + Query, "surveyTeam")]
    [InlineData("printing", "staff/printing" + Query, "ministry")]
    public async Task A_page_fits_every_screen_is_accessible_and_speaks_two_languages(string name, string path, string role)
    {
        var (page, strangers) = await chromium.NewPage(1280);
        await chromium.SignIn(page, role);

        await page.GotoAsync(path);
        await Look(page, name, "vi");
        await page.GotoAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang=en");
        await Look(page, $"{name}-en", "en");

        Assert.Empty(strangers);
    }

    [Fact]
    public async Task The_forms_that_change_a_batch_fit_every_screen_and_are_accessible()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-field-work-");
        var (page, strangers) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "surveyTeam");
        var batch = await Send(page, folder.FullName);

        foreach (var (form, button) in new[] { ("correction", ".button"), ("withdrawal", ".button-danger") })
        {
            await page.GotoAsync($"staff/intake/batches/{batch}/{form}?lang=vi");
            await Look(page, form, "vi");

            // Without a reason: the page says so, and nothing was sent.
            await page.EvaluateAsync("document.querySelectorAll('main form').forEach(it => it.noValidate = true)");
            await page.Locator($"main form {button}").ClickAsync();
            await page.Locator(".error-summary, .field-error").First.WaitForAsync();
            await Look(page, $"{form}-refused", "vi");
            await page.GotoAsync($"staff/intake/batches/{batch}/{form}?lang=en");
            await Look(page, $"{form}-en", "en");
        }

        Assert.Empty(strangers);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Printed_sheets_fit_the_screen_take_two_pages_each_and_their_code_can_be_scanned()
    {
        const int Sheets = 3;
        var (page, strangers) = await chromium.NewPage(1280);
        await chromium.SignIn(page, "ministry");
        await page.GotoAsync("staff/printing?survey=sipas-2026");
        await page.Locator("#province").SelectOptionAsync("15");
        await page.Locator("#sheets").FillAsync($"{Sheets}");
        await page.Locator("main button[type=submit]").ClickAsync();
        await page.WaitForURLAsync(new Regex("/staff/printing/[0-9a-f-]{36}$"));
        await Look(page, "print-view", "vi");

        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await Chromium.Screenshot(page, "print-paper");
        var codes = new List<string?>();
        foreach (var code in await page.Locator(".qr").AllAsync())
        {
            codes.Add(await Scan(page, await code.ScreenshotAsync()));
        }

        var rests = await page.EvaluateAsync<float[]>("""
            [...document.querySelectorAll('.side')].map(side =>
                side.querySelector('.thanks').getBoundingClientRect().top - side.querySelector('.thanks').previousElementSibling.getBoundingClientRect().bottom)
            """);
        var pdf = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });

        Assert.Equal(Sheets * 2, codes.Count);
        Assert.All(codes, it => Assert.Matches(@"^SIPAS/sipas-2026/15/SP\d{8}$", it));
        Assert.Equal(Sheets, codes.Distinct().Count());
        Assert.Contains($"SIPAS/sipas-2026/15/{First}", codes);
        Assert.All(rests, rest => Assert.True(rest > 0, $"The last line of a side overlaps what is above it by {-rest} pixels."));
        Assert.Equal(Sheets * 2, Regex.Count(Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b"));
        Assert.Empty(strangers);
        if (Environment.GetEnvironmentVariable("SIPAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "print.pdf"), pdf);
        }

        // The run is in the list, which then is a wide table.
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await page.GotoAsync("staff/printing?survey=sipas-2026");
        await Look(page, "printing-list", "vi");
    }

    private static async Task<string> Send(IPage page, string folder)
    {
        var items = Enumerable.Range(1, 23).Select(number => $"P{number:00}").Concat(Enumerable.Range(1, 16).Select(number => $"S{number:00}"));
        var path = Path.Combine(folder, "phieu.csv");
        await File.WriteAllLinesAsync(path, ["serial," + string.Join(',', items), "F1" + string.Concat(Enumerable.Repeat(",4", 39))]);
        await page.GotoAsync("staff/intake/upload?survey=sipas-2024");
        await page.Locator("#province").SelectOptionAsync("10");
        if (await page.Locator("#team").IsEditableAsync())
        {
            await page.Locator("#team").FillAsync("t1");
        }

        await page.Locator("#file").SetInputFilesAsync(path);
        await page.Locator("button[name=action][value=send]").ClickAsync();
        await page.Locator("#result").WaitForAsync();
        var link = await page.Locator("main a[href*='/staff/batches/']").First.GetAttributeAsync("href");
        return link!.Split('/')[^1];
    }

    // The browser takes its own picture apart: what a scanner sees is what is on the screen. On an empty page, as ours run no scripts.
    private static async Task<string?> Scan(IPage page, byte[] picture)
    {
        var other = await page.Context.NewPageAsync();
        var pixels = await other.EvaluateAsync<string>("""
            async picture => {
                const image = new Image();
                image.src = 'data:image/png;base64,' + picture;
                await image.decode();
                const canvas = document.createElement('canvas');
                [canvas.width, canvas.height] = [image.width, image.height];
                const context = canvas.getContext('2d');
                context.drawImage(image, 0, 0);
                const data = context.getImageData(0, 0, image.width, image.height).data;
                let text = '';
                for (let at = 0; at < data.length; at += 4) text += String.fromCharCode(data[at + 1]);
                return image.width + ' ' + btoa(text);
            }
            """, Convert.ToBase64String(picture));
        await other.CloseAsync();
        var (width, gray) = (int.Parse(pixels.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), Convert.FromBase64String(pixels.Split(' ')[1]));
        var source = new RGBLuminanceSource(gray, width, gray.Length / width, RGBLuminanceSource.BitmapFormat.Gray8);
        return new QRCodeReader().decode(new BinaryBitmap(new ZXing.Common.HybridBinarizer(source)))?.Text;
    }

    private static async Task Look(IPage page, string name, string language)
    {
        Assert.Equal(language, await page.Locator("html").GetAttributeAsync("lang"));
        Assert.Equal(1, await page.Locator("h1").CountAsync());
        foreach (var width in new[] { 360, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            await Chromium.Screenshot(page, $"{name}-{width}");
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), $"{name} scrolls sideways at {width}.");
            var violations = await Axe.Complaints(page);
            Assert.True(violations.Length == 0, $"{name} at {width}: {string.Join('\n', violations)}");
        }
    }
}
