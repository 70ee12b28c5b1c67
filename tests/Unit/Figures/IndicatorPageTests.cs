using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

public sealed class IndicatorPageTests
{
    private const string Page = "/staff/dashboard/tiny-2024/indicators";

    [Theory]
    [InlineData("satisfied", ChannelChoice.Official, "old")]
    [InlineData("score", ChannelChoice.Open, "old")]
    [InlineData("score", ChannelChoice.All, "new")]
    public async Task Every_figure_is_that_of_the_survey_for_the_same_choices(string rule, ChannelChoice channel, string geography)
    {
        await using var host = await FiguresHost.Start();
        var figures = host.Store.Figures(TinyCatalogue.Old, geography, channel);
        var chosen = rule == "score" ? IndexRule.Score : IndexRule.Satisfied;

        foreach (var indicator in figures.Survey.Questionnaire.Indicators)
        {
            var page = await host.GetText($"{Page}/{indicator.Code}?rule={rule}&channel={FigureText(channel)}&geography={geography}");
            var nation = figures.Nation.Values[indicator.Index].Under(chosen);
            Assert.Equal(["–", "Cả nước", Vietnamese.Count(figures.Nation.Tally.N(indicator)), Vietnamese.Percentage(nation), "–"],
                Assert.Single(PageTable.Rows(page, "unit", "nation")));
            foreach (var province in figures.Provinces)
            {
                var value = province.Figures.Values[indicator.Index].Under(chosen);
                Assert.Equal(
                    [PageTable.Place(province.Ranks[indicator.Index]), Vietnamese.Name(figures.Geography, province.Province), Vietnamese.Count(province.Figures.Tally.N(indicator)),
                        Vietnamese.Percentage(value), PageTable.Difference(value, nation)],
                    Assert.Single(PageTable.Rows(page, "unit", province.Province.Code)));
            }
        }
    }

    [Fact]
    public async Task The_survey_before_is_shown_on_the_provinces_of_this_one()
    {
        var store = FiguresHost.Tiny().Add(TinyCatalogue.New, "15", Channel.Paper, 4, 2, 2).Add(TinyCatalogue.New, "01", Channel.Paper, 1, 1, 1);
        await using var host = await FiguresHost.Start(store);

        var page = await host.GetText("/staff/dashboard/tiny-2025/indicators/P01");

        // In 2024 one of the two answers of what is Lào Cai now was satisfied.
        Assert.Equal(["1", "Lào Cai (gồm Yên Bái cũ)", "1", "100,00", "+50,00", "+50,00"], Assert.Single(PageTable.Rows(page, "unit", "15")));
        Assert.Contains("So với 2024, điểm", page, StringComparison.Ordinal);
        Assert.DoesNotContain("So với 2023", await host.GetText($"{Page}/P01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_cell_is_never_in_the_page()
    {
        // 987 men at three levels; of those who stated no gender only 7, which the total gives away if the men are shown.
        var store = new ComputedFigures(TinyCatalogue.Load())
            .AddMany(611, TinyCatalogue.Old, "01", 1, 5, 5, 5).AddMany(376, TinyCatalogue.Old, "01", 1, 2, 3, 5).AddMany(7, TinyCatalogue.Old, "01", 0, 4, 4, 4);
        await using var host = await FiguresHost.Start(store);
        var shown = store.Breakdown(TinyCatalogue.Old, "old").Nation.Cells;

        foreach (var indicator in store.Catalogue.FindSurvey(TinyCatalogue.Old)!.Questionnaire.Indicators)
        {
            var page = await host.GetText($"{Page}/{indicator.Code}");
            Assert.True(shown[0].Figures[indicator.Index].IsHidden);
            Assert.Equal(["Nam", "ẩn", "ẩn"], Assert.Single(PageTable.Rows(page, "category", "male")));
            Assert.Equal(["Không trả lời", "ẩn", "ẩn"], Assert.Single(PageTable.Rows(page, "category", "none")));
            Assert.Contains("ẩn: có dưới 10 người trả lời", page, StringComparison.Ordinal);
            Assert.DoesNotContain(">987<", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_may_be_seen_of_groups_is_that_of_the_official_channels_whatever_is_chosen()
    {
        var store = new ComputedFigures(TinyCatalogue.Load())
            .AddMany(60, TinyCatalogue.Old, "01", 1, 5, 4, 3).AddMany(30, TinyCatalogue.Old, "01", 1, 2, 3, 5)
            .AddMany(40, TinyCatalogue.Old, "01", 0, 4, 4, 4).AddMany(20, TinyCatalogue.Old, "01", 0, 1, 2, 1).Add(TinyCatalogue.Old, "01", Channel.Open, 1, 1, 1);
        await using var host = await FiguresHost.Start(store);

        foreach (var channel in Enum.GetValues<ChannelChoice>())
        {
            var page = await host.GetText($"{Page}/P01?channel={FigureText(channel)}");
            Assert.Equal(["Nam", "90", "66,67"], Assert.Single(PageTable.Rows(page, "category", "male")));
            Assert.Equal(["Không trả lời", "60", "66,67"], Assert.Single(PageTable.Rows(page, "category", "none")));
        }
    }

    [Fact]
    public async Task It_leads_to_what_is_above_below_and_beside_it_with_what_is_chosen()
    {
        await using var host = await FiguresHost.Start();

        var element = await host.GetText($"{Page}/PA?rule=score");
        const string Query = "?rule=score&amp;channel=official&amp;geography=old";

        Assert.Contains($"<a rel=\"prev\" href=\"{Page}/policy{Query}\">Chính sách</a>", element, StringComparison.Ordinal);
        Assert.Contains($"<a rel=\"next\" href=\"{Page}/P01{Query}\">P01. Tiêu chí 1</a>", element, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Page}/sipas{Query}\">Chỉ số chung</a>", element, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"{Page}/P02{Query}\">P02. Tiêu chí 2</a>", element, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"prev\"", await host.GetText($"{Page}/sipas"), StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", await host.GetText($"{Page}/S01"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_charts_are_files_too_and_levels_are_those_of_items_alone()
    {
        await using var host = await FiguresHost.Start();

        using var bars = await host.Get($"{Page}/P01?chart=provinces");
        Assert.Equal("image/svg+xml", bars.Content.Headers.ContentType?.MediaType);
        Assert.Contains("100,00", await bars.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("id=\"levels\"", await host.GetText($"{Page}/P01"), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"levels\"", await host.GetText($"{Page}/PA"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Page}/P99", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData($"{Page}/p01", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData("/staff/dashboard/sipas-1999/indicators/P01", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    [InlineData($"{Page}/P01?unit=01", HttpStatusCode.UnprocessableEntity, "Không có tham số unit")]
    [InlineData($"{Page}/P01?geography=vn34", HttpStatusCode.UnprocessableEntity, "Tham số geography chỉ nhận: old, new.")]
    [InlineData($"{Page}/PA?chart=levels", HttpStatusCode.UnprocessableEntity, "Tham số chart chỉ nhận: provinces.")]
    public async Task What_cannot_be_shown_is_explained(string path, HttpStatusCode status, string words)
    {
        await using var host = await FiguresHost.Start();

        var page = await host.Ministry.Page(path);

        Assert.Equal(status, page.Status);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_anything_was_counted_the_page_says_so()
    {
        var store = FiguresHost.Tiny();
        store.Version = null;
        await using var host = await FiguresHost.Start(store);

        Assert.Contains("Chưa có số liệu", await host.GetText($"{Page}/P01"), StringComparison.Ordinal);
        Assert.Contains("There are no figures", await host.GetText($"{Page}/P01?lang=en"), StringComparison.Ordinal);
    }

    private static string FigureText(ChannelChoice channel) => channel.ToString().ToLowerInvariant();
}
