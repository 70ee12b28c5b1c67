using System.Text.Json;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Query;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed class ValuesTests
{
    private static readonly JsonSerializerOptions Strict =
        new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow };

    internal const string Path = "/api/v1/figures/tiny-2024/values";

    [Fact]
    public async Task Json_is_one_flat_row_for_each_unit_and_indicator()
    {
        await using var host = await FiguresHost.Start();

        Assert.Equal("""
            {"survey":"tiny-2024","geography":"old","channel":"all","by":null,"asOf":"2026-11-24T03:00:00Z","rows":[
            {"unit":"nation","name":"Cả nước","category":null,"indicator":"S01","n":3,"satisfied":33.333333333333336,"score":73.33333333333333,"levels":[0,0,2,0,1],"hidden":false},
            {"unit":"nation","name":"Cả nước","category":null,"indicator":"sipas","n":4,"satisfied":52.77777777777778,"score":76.11111111111111,"levels":null,"hidden":false},
            {"unit":"15","name":"Yên Bái","category":null,"indicator":"S01","n":0,"satisfied":null,"score":null,"levels":[0,0,0,0,0],"hidden":false},
            {"unit":"15","name":"Yên Bái","category":null,"indicator":"sipas","n":1,"satisfied":null,"score":null,"levels":null,"hidden":false}]}
            """.ReplaceLineEndings(""), await host.GetText($"{Path}?province=nation,15&indicator=S01,sipas"));
    }

    [Fact]
    public async Task Rows_stand_in_one_order_however_they_are_asked_for()
    {
        await using var host = await FiguresHost.Start();

        var rows = await Rows(host, $"{Path}?province=15,nation,01&indicator=sipas,P01");

        Assert.Equal(["nation P01", "nation sipas", "01 P01", "01 sipas", "15 P01", "15 sipas"], rows.Select(row => $"{row!["unit"]} {row["indicator"]}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("channel=official")]
    [InlineData("channel=open&geography=new")]
    public async Task Values_are_those_of_the_other_routes(string query)
    {
        await using var host = await FiguresHost.Start();

        foreach (var unit in (await Rows(host, $"{Path}?{query}")).GroupBy(row => (string)row!["unit"]!))
        {
            var figures = JsonNode.Parse(await host.GetText($"/api/v1/figures/tiny-2024/{unit.Key}?{query}"))!["indicators"]!.AsArray();
            Assert.Equal(figures.Select(it => $"{it!["code"]} {it["n"]} {it["satisfied"]} {it["score"]} {it["levels"]?.ToJsonString()}"),
                unit.Select(it => $"{it!["indicator"]} {it["n"]} {it["satisfied"]} {it["score"]} {it["levels"]?.ToJsonString()}"));
        }
    }

    [Fact]
    public async Task By_a_dimension_there_is_a_row_for_each_category_of_the_official_channels_those_who_stated_none_last()
    {
        await using var host = await FiguresHost.Start(Mixed());

        var list = JsonNode.Parse(await host.GetText($"{Path}?by=gender&indicator=P01&province=01"))!;

        Assert.Equal(("official", "gender"), ((string)list["channel"]!, (string)list["by"]!));
        Assert.Equal(["male 60", "not-stated 40"], list["rows"]!.AsArray().Select(row => $"{row!["category"]} {row["n"]}"));
        Assert.Equal(list["rows"]!.ToJsonString(), (await Rows(host, $"{Path}?by=gender&indicator=P01&province=01&channel=official")).ToJsonString());
    }

    [Fact]
    public async Task By_channel_the_official_row_comes_before_the_open_one()
    {
        await using var host = await FiguresHost.Start();

        var list = JsonNode.Parse(await host.GetText($"{Path}?by=channel&indicator=sipas&province=nation,01"))!;

        Assert.Null(list["channel"]);
        Assert.Equal(["nation official 3", "nation open 1", "01 official 1", "01 open 1"],
            list["rows"]!.AsArray().Select(row => $"{row!["unit"]} {row["category"]} {row["n"]}"));
    }

    [Theory]
    [InlineData("", new[] { "satisfied", "score" })]
    [InlineData("rule=satisfied", new[] { "satisfied" })]
    [InlineData("rule=score", new[] { "score" })]
    public async Task A_rule_leaves_out_the_other_ones_percentages(string query, string[] expected)
    {
        await using var host = await FiguresHost.Start();

        foreach (var format in ValuesFile.Formats.Append("json"))
        {
            var file = await host.Ministry.GetByteArrayAsync(new Uri($"{Path}?{query}&format={format}".Replace("?&", "?", StringComparison.Ordinal), UriKind.Relative));
            Assert.Equal(expected, ValuesFile.Read(format, file)[0].Keys.Where(name => name is "satisfied" or "score"));
        }
    }

    [Fact]
    public async Task Json_is_what_the_description_says()
    {
        await using var host = await FiguresHost.Start(Mixed());

        var list = JsonSerializer.Deserialize<ValueList>(await host.GetText($"{Path}?by=gender"), Strict)!;

        Assert.Contains(list.Rows, row => row.Hidden);
        Assert.Contains(list.Rows, row => row.Levels is { Count: 5 });
        Assert.Equal(4 * 2 * 8, list.Rows.Count);
    }

    [Fact]
    public async Task Simulated_values_say_so_in_every_form()
    {
        var store = FiguresHost.Tiny();
        store.Version = store.Version! with { Simulated = true };
        await using var host = await FiguresHost.Start(store);

        Assert.True((bool)JsonNode.Parse(await host.GetText(Path))!["simulated"]!);
        foreach (var format in ValuesFile.Formats)
        {
            var file = await host.Ministry.GetByteArrayAsync(new Uri($"{Path}?format={format}", UriKind.Relative));
            Assert.All(ValuesFile.Read(format, file), row => Assert.Equal("true", row["simulated"]));
        }
    }

    /// <summary>Many men and many who do not say in 01 and 15; three men in 10, which is too few to tell of.</summary>
    internal static ComputedFigures Mixed() => new ComputedFigures(TinyCatalogue.Load())
        .AddMixed(TinyCatalogue.Old, "01", Channel.Paper, 60, stated: true).AddMixed(TinyCatalogue.Old, "01", Channel.Paper, 40, stated: false)
        .AddMixed(TinyCatalogue.Old, "10", Channel.Invited, 3, stated: true).AddMixed(TinyCatalogue.Old, "10", Channel.Paper, 50, stated: false)
        .AddMixed(TinyCatalogue.Old, "15", Channel.Paper, 70, stated: true).AddMixed(TinyCatalogue.Old, "15", Channel.Paper, 30, stated: false)
        .AddMixed(TinyCatalogue.Old, "15", Channel.Open, 5, stated: true);

    private static async Task<JsonArray> Rows(FiguresHost host, string path) => JsonNode.Parse(await host.GetText(path))!["rows"]!.AsArray();
}
