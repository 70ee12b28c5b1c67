using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ComparisonPageTests
{
    private const string Page = "/staff/dashboard/tiny-2024/comparison";
    private const string Later = "/staff/dashboard/tiny-2025/comparison";

    [Theory]
    [InlineData("satisfied", ChannelChoice.Official)]
    [InlineData("score", ChannelChoice.All)]
    public async Task Units_stand_beside_each_other_in_the_order_asked_for_with_the_figures_of_the_survey(string rule, ChannelChoice channel)
    {
        await using var host = await FiguresHost.Start();
        var figures = host.Store.Figures(TinyCatalogue.Old, channel: channel);
        var chosen = rule == "score" ? IndexRule.Score : IndexRule.Satisfied;
        UnitFigures[] units = [figures.Provinces[1].Figures, figures.Nation, figures.Provinces[0].Figures];

        var page = await host.GetText($"{Page}?unit=10&unit=nation&unit=01&rule={rule}&channel={channel.ToString().ToLowerInvariant()}");

        foreach (var indicator in figures.Survey.Questionnaire.Indicators)
        {
            Assert.Equal(units.SelectMany(unit => new[] { Vietnamese.Percentage(unit.Values[indicator.Index].Under(chosen)), Vietnamese.Count(unit.Tally.N(indicator)) }),
                Assert.Single(PageTable.Rows(page, "indicator", indicator.Code))[1..]);
        }

        Assert.Contains("<h1>So sánh Lào Cai, Cả nước, Hà Nội, SIPAS 2024</h1>", page, StringComparison.Ordinal);
        Assert.Contains("id=\"comparison-policy\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_units_have_their_difference()
    {
        await using var host = await FiguresHost.Start();

        var row = Assert.Single(PageTable.Rows(await host.GetText($"{Page}?unit=01&unit=10"), "indicator", "P01"));

        Assert.Equal(["P01. Tiêu chí 1", "100,00", "1", "0,00", "1", "−100,00"], row);
    }

    [Fact]
    public async Task Years_across_a_merger_are_compared_on_the_merged_provinces_and_say_so()
    {
        var store = FiguresHost.Tiny().Add(TinyCatalogue.New, "15", Channel.Paper, 4, 2, 2);
        await using var host = await FiguresHost.Start(store);
        var (then, now) = (store.Figures(TinyCatalogue.Old, "new"), store.Figures(TinyCatalogue.New));

        var page = await host.GetText($"{Page}?geography=new&unit=15&year=2025&year=2024");

        foreach (var indicator in now.Survey.Questionnaire.Indicators)
        {
            var (before, after) = (then.Provinces[1].Figures, now.Provinces[1].Figures);
            Assert.Equal(
                [Vietnamese.Percentage(before.Values[indicator.Index].Satisfied), Vietnamese.Count(before.Tally.N(indicator)), Vietnamese.Percentage(after.Values[indicator.Index].Satisfied),
                    Vietnamese.Count(after.Tally.N(indicator)), PageTable.Difference(after.Values[indicator.Index].Satisfied, before.Values[indicator.Index].Satisfied)],
                Assert.Single(PageTable.Rows(page, "indicator", indicator.Code))[1..]);
        }

        Assert.Contains("<h1>Lào Cai (gồm Yên Bái cũ): SIPAS 2024, 2025</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Năm 2024 khảo sát theo các tỉnh cũ", page, StringComparison.Ordinal);
        Assert.Contains("chưa gia quyền theo dân số", page, StringComparison.Ordinal);
        using var file = await host.Get($"{Page}?geography=new&unit=15&year=2025&year=2024&chart=trend");
        Assert.Contains("chưa gia quyền theo dân số", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_without_responses_has_no_figures_beside_one_that_has()
    {
        // The store says the same version of every survey, so the one of 2025 is there, and empty.
        await using var host = await FiguresHost.Start();

        var row = Assert.Single(PageTable.Rows(await host.GetText($"{Later}?unit=nation&year=2024&year=2025"), "indicator", "P01"));

        Assert.Equal(["P01. Tiêu chí 1", "66,67", "3", "–", "0", "–"], row);
    }

    [Fact]
    public async Task Codes_are_not_taken_to_another_geography()
    {
        await using var host = await FiguresHost.Start();

        var page = await host.GetText($"{Page}?unit=10&unit=15");

        Assert.Contains($"href=\"{Page}?rule=score&amp;channel=official&amp;geography=old&amp;unit=10&amp;unit=15\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Page}?rule=satisfied&amp;channel=official&amp;geography=new\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("geography=new&amp;unit", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unit=01", "unit", "có 1 giá trị; nêu từ 2 đến 5")]
    [InlineData("unit=01&unit=10&unit=15&unit=nation&unit=01&unit=10", "unit", "01 được nêu hai lần")]
    [InlineData("unit=01&unit=99", "unit", "không có “99” trong 3 tỉnh cũ; các giá trị là: nation, 01, 10, 15")]
    [InlineData("unit=01&unit=", "unit", "không có “”")]
    [InlineData("unit=01&unit=%3Cscript%3E", "unit", "không có “&lt;script&gt;”")]
    [InlineData("unit=10&geography=new&year=2024&year=2025", "unit", "không có “10” trong 2 tỉnh mới")]
    [InlineData("unit=01&year=2024", "year", "có 1 giá trị")]
    [InlineData("unit=01&year=2024&year=2025", "year", "không có năm “2025” trên địa bàn 3 tỉnh cũ; các năm là: 2024")]
    [InlineData("unit=01&year=2024&year=2024", "year", "2024 được nêu hai lần")]
    [InlineData("year=2024&year=2024", "unit", "nêu đúng một tỉnh, thành phố")]
    [InlineData("unit=01&unit=10&geography=new", "unit", "không có “10” trong 2 tỉnh mới")]
    public async Task What_cannot_be_compared_is_told_beside_the_form_and_names_the_parameter(string query, string parameter, string words)
    {
        await using var host = await FiguresHost.Start();

        var page = await host.Ministry.Page($"{Page}?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains($"<strong>{parameter}</strong>: ", page.Text, StringComparison.Ordinal);
        Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Contains("<form action=", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<tr data-indicator", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_than_five_are_too_many()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue).Add("sipas-2024", "01", Channel.Paper, A.Answers(4)));

        var page = await host.Ministry.Page("/staff/dashboard/sipas-2024/comparison?lang=en&unit=01&unit=02&unit=04&unit=06&unit=08&unit=10");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.Contains("The parameter <strong>unit</strong>: 6 given; name 2 to 5.", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_asks_for_nothing_gets_the_form_and_no_figure()
    {
        await using var host = await FiguresHost.Start();

        var page = await host.GetText(Page);

        Assert.Contains("Chọn từ 2 đến 5 tỉnh, thành phố, hoặc một tỉnh, thành phố qua từ 2 đến 5 năm.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-indicator", page, StringComparison.Ordinal);
    }
}
