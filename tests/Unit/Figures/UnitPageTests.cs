using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;
using SipasSurvey.Pages;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.Figures;

public sealed class UnitPageTests
{
    private const string Page = "/staff/dashboard/tiny-2024/units";

    [Theory]
    [InlineData("satisfied", "official", "old")]
    [InlineData("score", "open", "old")]
    [InlineData("satisfied", "all", "new")]
    [InlineData("score", "all", "new")]
    public async Task Every_figure_is_that_of_the_API(string rule, string channel, string geography)
    {
        await using var host = await FiguresHost.Start();
        var query = $"channel={channel}&geography={geography}";
        var nation = await Figures(host, "nation", query);

        foreach (var unit in geography == "old" ? new[] { "nation", "01", "10", "15" } : ["nation", "01", "15"])
        {
            var page = await host.GetText($"{Page}/{unit}?rule={rule}&{query}");
            foreach (var (code, indicator) in await Figures(host, unit, query))
            {
                var cells = Assert.Single(PageTable.Rows(page, "indicator", code));
                var value = Rounded(indicator[rule]);

                // Those of the whole and of the parts are words of the API alone.
                Assert.StartsWith(char.IsUpper(code[0]) ? $"{code}. " : "", cells[0], StringComparison.Ordinal);
                Assert.Equal([Vietnamese.Count(indicator["n"]!.GetValue<long>()), Vietnamese.Percentage(value)], cells[1..3]);
                if (unit != "nation")
                {
                    Assert.Equal([Vietnamese.Percentage(Rounded(nation[code][rule])), PageTable.Difference(value, Rounded(nation[code][rule]))], cells[4..6]);
                }
            }
        }
    }

    [Fact]
    public async Task The_overview_has_the_figures_of_the_nation_and_of_every_province_as_the_API_does()
    {
        await using var host = await FiguresHost.Start(also: builder => builder.Configuration["Pages:LeastRanked"] = "1");

        var page = await host.GetText("/staff/dashboard/tiny-2024?channel=all&rule=score");
        var list = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024?channel=all"))!;

        foreach (var column in new[] { "sipas", "policy", "service" })
        {
            Assert.Contains($"data-indicator=\"{column}\">{Vietnamese.Percentage(Rounded(list["nation"]![column]!["score"]))}<", page, StringComparison.Ordinal);
        }

        foreach (var province in list["provinces"]!.AsArray().Where(it => it!["sipas"]!["score"] is not null))
        {
            Assert.Contains($"<th scope=\"row\">{province!["name"]}</th>", page, StringComparison.Ordinal);
            Assert.Contains($"<td class=\"number\">{Vietnamese.Percentage(Rounded(province["sipas"]!["score"]))}</td>", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lineage_is_shown_both_ways_and_codes_are_those_of_the_geography()
    {
        await using var host = await FiguresHost.Start();

        Assert.Contains("Lào Cai = Lào Cai + Yên Bái", WebUtility.HtmlDecode(await host.GetText($"{Page}/15?geography=new")), StringComparison.Ordinal);
        Assert.Contains("Từ 01/07/2025: Lào Cai (gồm Yên Bái cũ).", await host.GetText($"{Page}/15"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get($"{Page}/10?geography=new")).StatusCode);
    }

    [Fact]
    public async Task A_trend_across_the_merger_is_on_the_new_provinces_and_says_that_it_is_not_weighted()
    {
        await using var host = await FiguresHost.Start(FiguresHost.Tiny().Add(TinyCatalogue.New, "15", Channel.Paper, 5, 5, 5));

        var page = await host.GetText($"{Page}/10?channel=all");

        Assert.Contains("Qua các kỳ khảo sát: Lào Cai (gồm Yên Bái cũ) (2 tỉnh mới; chưa gia quyền theo dân số)", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?rule=mean", "rule")]
    [InlineData("?channel=fax", "channel")]
    [InlineData("?geography=mars", "geography")]
    [InlineData("?colour=red", "colour")]
    [InlineData("?lang=fr", "lang chỉ nhận: vi, en")]
    [InlineData("?lang=", "lang chỉ nhận: vi, en")]
    [InlineData("?lang=vi&lang=vi", "lang chỉ nhận: vi, en")]
    [InlineData("?chart=pie", "chart")]
    [InlineData("?rule=satisfied'%20OR%201=1--", "rule")]
    public async Task A_wrong_parameter_is_named_with_what_is_allowed(string query, string parameter)
    {
        await using var host = await FiguresHost.Start();

        var answer = await host.Get($"{Page}/01{query}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(parameter, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("units/01?lang=", 0)]
    [InlineData("units/01?", 0)]
    [InlineData("comparison?unit=01&unit=", 1)]
    [InlineData("comparison?unit=01&year=", 1)]
    public async Task What_is_wrong_is_not_repeated_in_every_link(string path, int times)
    {
        await using var host = await FiguresHost.Start();
        var given = new string('x', 60_000);

        var page = await host.Ministry.Page($"/staff/dashboard/tiny-2024/{path}{given}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
        Assert.InRange(page.Text.Length, 0, 20_000 + (times * given.Length));
    }

    [Fact]
    public async Task A_chart_is_a_file_under_the_address_of_its_page()
    {
        await using var host = await FiguresHost.Start();

        var answer = await host.Get($"{Page}/01?channel=all&chart=elements");

        Assert.Equal("image/svg+xml", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("tiny-2024-old-01-elements.svg", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Contains("Yếu tố A", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<Dictionary<string, JsonNode>> Figures(FiguresHost host, string unit, string query) =>
        JsonNode.Parse(await host.GetText($"/api/v1/figures/tiny-2024/{unit}?{query}"))!["indicators"]!.AsArray().ToDictionary(it => it!["code"]!.GetValue<string>(), it => it!);

    private static decimal? Rounded(JsonNode? value) => (decimal?)value?.GetValue<double>();
}
