using System.Net;
using Microsoft.AspNetCore.Builder;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ReportPageTests
{
    private const string Page = "/staff/dashboard/tiny-2024/reports";

    [Theory]
    [InlineData("satisfied", ChannelChoice.Official, "old")]
    [InlineData("score", ChannelChoice.All, "new")]
    public async Task Every_figure_of_a_province_is_that_of_the_survey(string rule, ChannelChoice channel, string geography)
    {
        await using var host = await FiguresHost.Start(also: RankAll);
        var figures = host.Store.Figures(TinyCatalogue.Old, geography, channel);
        var chosen = rule == "score" ? IndexRule.Score : IndexRule.Satisfied;

        foreach (var province in figures.Provinces)
        {
            var page = await host.GetText($"{Page}/{province.Province.Code}?rule={rule}&channel={channel.ToString().ToLowerInvariant()}&geography={geography}");
            foreach (var indicator in figures.Survey.Questionnaire.Indicators)
            {
                var (value, nation) = (province.Figures.Values[indicator.Index].Under(chosen), figures.Nation.Values[indicator.Index].Under(chosen));
                var best = figures.Provinces.Max(it => it.Figures.Values[indicator.Index].Under(chosen));
                string[] expected =
                [
                    Vietnamese.Count(province.Figures.Tally.N(indicator)), Vietnamese.Percentage(value), Vietnamese.Percentage(nation), PageTable.Difference(value, nation),
                    PageTable.Place(province.Ranks[indicator.Index]), Vietnamese.Percentage(best),
                ];
                // Strongest and weakest items stand in tables of their own, with three cells.
                var rows = PageTable.Rows(page, "indicator", indicator.Code).Where(row => row.Length > 3).ToList();
                Assert.Equal(indicator.Kind == IndicatorKind.Item ? 1 : 2, rows.Count);
                Assert.All(rows, row => Assert.Equal(expected, row[1..^1]));
            }
        }
    }

    [Fact]
    public async Task The_nations_report_has_the_mean_of_provinces_and_the_best_of_them()
    {
        await using var host = await FiguresHost.Start(also: RankAll);

        var rows = PageTable.Rows(await host.GetText($"{Page}/nation"), "indicator", "policy");

        Assert.Equal(["Chính sách", "3", "66,67", "50,00", "100,00", "Hà Nội và 1 tỉnh khác"], rows[0]);
    }

    [Fact]
    public async Task The_best_province_is_the_same_as_on_the_units_page_and_has_responses_enough()
    {
        // 15 has one response; 01 and 10 are equal by P01.
        var store = new ComputedFigures(TinyCatalogue.Load()).Add(TinyCatalogue.Old, "15", Channel.Paper, 5, 5, 5)
            .AddMany(2, TinyCatalogue.Old, "01", 0, 5, 5, 5).AddMany(1, TinyCatalogue.Old, "01", 0, 5, 2, 5).AddMany(3, TinyCatalogue.Old, "10", 0, 4, 1, 5);
        await using var host = await FiguresHost.Start(store, also: builder => builder.Configuration["Pages:LeastRanked"] = "3");

        foreach (var unit in new[] { "nation", "01", "15" })
        {
            foreach (var page in new[] { await host.GetText($"{Page}/{unit}"), await host.GetText($"/staff/dashboard/tiny-2024/units/{unit}") })
            {
                Assert.Equal(["100,00", "Hà Nội và 1 tỉnh khác"], Assert.Single(PageTable.Rows(page, "indicator", "P01"), row => row.Length > 3)[^2..]);
                Assert.Equal(["66,67", "Hà Nội"], Assert.Single(PageTable.Rows(page, "indicator", "P02"), row => row.Length > 3)[^2..]);
            }
        }

        Assert.Contains("có từ 3 phiếu", await host.GetText($"{Page}/01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strongest_and_weakest_items_are_never_the_same()
    {
        await using var host = await FiguresHost.Start();

        var page = await host.GetText($"{Page}/01");

        // Of three items one is the strongest and one the weakest.
        Assert.Equal(["P01. Tiêu chí 1", "100,00", "1"], Assert.Single(PageTable.Rows(page, "indicator", "P01"), row => row.Length == 3));
        Assert.DoesNotContain(PageTable.Rows(page, "indicator", "P02"), row => row.Length == 3);
        Assert.Equal(["S01. Tiêu chí 3", "0,00", "1"], Assert.Single(PageTable.Rows(page, "indicator", "S01"), row => row.Length == 3));
    }

    [Fact]
    public async Task A_hidden_cell_is_never_in_it()
    {
        var store = new ComputedFigures(TinyCatalogue.Load())
            .AddMany(611, TinyCatalogue.Old, "01", 1, 5, 5, 5).AddMany(376, TinyCatalogue.Old, "01", 1, 2, 3, 5).AddMany(7, TinyCatalogue.Old, "01", 0, 4, 4, 4);
        await using var host = await FiguresHost.Start(store);

        var province = await host.GetText($"{Page}/01");

        Assert.Equal(["Nam", "ẩn", "ẩn", "ẩn"], Assert.Single(PageTable.Rows(province, "category", "male")));
        Assert.Equal(["Nam", "ẩn", "ẩn"], Assert.Single(PageTable.Rows(await host.GetText($"{Page}/nation"), "category", "male")));
        Assert.DoesNotContain(">987<", province, StringComparison.Ordinal);
        Assert.Contains($"ẩn: có dưới {Disclosure.LeastAnswers} người trả lời, hoặc dưới {Disclosure.LeastUnanimous} người và tất cả cùng một mức", province, StringComparison.Ordinal);
        Assert.Contains($"hidden: fewer than {Disclosure.LeastAnswers} answered, or fewer than {Disclosure.LeastUnanimous} and all at one level",
            await host.GetText($"{Page}/01?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_looks_like_an_official_paper_and_says_what_its_figures_are()
    {
        await using var host = await FiguresHost.Start();

        var page = WebUtility.HtmlDecode(await host.GetText($"{Page}/15?geography=new"));

        Assert.Contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", page, StringComparison.Ordinal);
        Assert.Contains("Độc lập – Tự do – Hạnh phúc", page, StringComparison.Ordinal);
        // 24 November 2026, by the clock of the host.
        Assert.Contains("Hà Nội, ngày 24 tháng 11 năm 2026", page, StringComparison.Ordinal);
        Assert.Contains("Lào Cai (gồm Yên Bái cũ)", page, StringComparison.Ordinal);
        Assert.Contains("Tỷ lệ hài lòng (mức 4 + 5); Kênh chính thức; 2 phiếu; 2 tỉnh mới; chưa gia quyền theo dân số; lúc 24/11/2026 10:00", page, StringComparison.Ordinal);
        Assert.Contains("Số liệu đang chạy, chưa phải số liệu công bố.", page, StringComparison.Ordinal);
        Assert.Single(page.Split("<h1>")[1..]);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Against_the_year_before_it_is_on_the_same_provinces()
    {
        var store = FiguresHost.Tiny().Add(TinyCatalogue.New, "15", Channel.Paper, 4, 2, 2);
        await using var host = await FiguresHost.Start(store, also: RankAll);

        var row = Assert.Single(PageTable.Rows(await host.GetText("/staff/dashboard/tiny-2025/reports/15"), "indicator", "P01"), row => row.Length > 3);

        Assert.Equal(["P01. Tiêu chí 1", "1", "100,00", "+50,00", "100,00", "±0,00", "1", "100,00", "Lào Cai"], row);
    }

    [Theory]
    [InlineData($"{Page}/99", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData($"{Page}/10?geography=new", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData($"{Page}/01?chart=levels-policy", HttpStatusCode.UnprocessableEntity, "Không có tham số chart")]
    [InlineData($"{Page}/01?rule=best", HttpStatusCode.UnprocessableEntity, "Tham số rule chỉ nhận: satisfied, score.")]
    public async Task What_cannot_be_shown_is_explained(string path, HttpStatusCode status, string words)
    {
        await using var host = await FiguresHost.Start();

        var page = await host.Ministry.Page(path);

        Assert.Equal(status, page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anything_was_counted_it_says_so()
    {
        var store = FiguresHost.Tiny();
        store.Version = null;
        await using var host = await FiguresHost.Start(store);

        Assert.Contains("Chưa có số liệu", await host.GetText($"{Page}/nation"), StringComparison.Ordinal);
    }

    // Tiny provinces have fewer responses than a ranked one.
    private static void RankAll(WebApplicationBuilder builder) => builder.Configuration["Pages:LeastRanked"] = "1";
}
