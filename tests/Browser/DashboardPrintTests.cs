using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace SipasSurvey.BrowserTests;

/// <summary>Reports on paper.</summary>
[Collection(DashboardTests.Name)]
public sealed class DashboardPrintTests(DashboardDemo demo)
{
    private const string Root = $"staff/dashboard/{DashboardDemo.Survey}/reports";

    // Headline figures and groups; all indicators; answers by level and notes.
    private const int Pages = 3;

    // Width of A4 between the margins of the stylesheet, in pixels.
    private const int PaperWidth = 673;

    [Theory]
    [InlineData("nation", "")]
    [InlineData("10", "")]
    [InlineData("79", "")]
    [InlineData("15", "?rule=score&channel=all&geography=vn34")]
    [InlineData("10", "?lang=en")]
    public async Task A_report_has_its_heading_as_many_pages_as_it_should_and_nothing_is_cut(string unit, string query)
    {
        await using var visit = await demo.Visit(PaperWidth);
        var page = visit.Page;
        await visit.Open($"{Root}/{unit}{query}");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        Assert.False(await page.Locator(".how-to-print").IsVisibleAsync());
        Assert.Equal(["BỘ NỘI VỤ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"], await page.Locator(".heading strong").AllInnerTextsAsync());
        Assert.Matches(@"^Hà Nội, ngày \d\d tháng \d\d năm \d{4}$", await page.Locator(".place-and-date").InnerTextAsync());
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('.report *')].filter(it => {
                const box = it.getBoundingClientRect();
                return box.width > 0 && (box.left < -1 || box.right > innerWidth + 1);
            }).map(it => it.outerHTML.slice(0, 200))
            """));

        var pdf = await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true });
        if (Environment.GetEnvironmentVariable("SIPAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"report-{unit}{(query.Contains("lang", StringComparison.Ordinal) ? "-en" : query.Length > 0 ? "-chosen" : "")}.pdf"), pdf);
        }

        var text = Encoding.Latin1.GetString(pdf);
        Assert.Equal(Pages, Regex.Count(text, @"/Type\s*/Page\b"));
        // A4, as printers measure it.
        Assert.All(Regex.Matches(text, @"/MediaBox\s*\[0 0 (\S+) (\S+?)\]"), it => Assert.Equal(("595", "842"), (Rounded(it.Groups[1]), Rounded(it.Groups[2]))));
    }

    [Theory]
    [InlineData("staff/dashboard/sipas-2024")]
    [InlineData("staff/dashboard/sipas-2024/units/10")]
    public async Task A_page_that_is_printed_leaves_out_what_is_only_for_screens(string path)
    {
        await using var visit = await demo.Visit(PaperWidth);
        await visit.Open(path);
        await visit.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        foreach (var part in new[] { ".tabs", ".choices", ".chart-figure .downloads" })
        {
            Assert.False(await visit.Page.Locator(part).First.IsVisibleAsync());
        }

        var pdf = await visit.Page.PdfAsync(new PagePdfOptions { Format = "A4" });
        Assert.NotEmpty(pdf);
        if (Environment.GetEnvironmentVariable("SIPAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, $"page-{path.Split('/')[^1]}.pdf"), pdf);
        }
    }

    private static string Rounded(Group number) =>
        Math.Round(decimal.Parse(number.Value, System.Globalization.CultureInfo.InvariantCulture)).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
