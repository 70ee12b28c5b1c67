using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ProvinceListTests
{
    [Fact]
    public async Task The_list_has_the_shape_of_the_contract_to_the_byte()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get("/api/v1/figures/tiny-2024");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        Assert.Equal("""
            {"survey":"tiny-2024","geography":"old","channel":"all","asOf":"2026-11-23T08:04:05.25Z",
            "nation":{"n":4,
            "sipas":{"satisfied":52.77777777777778,"score":76.1111111111111},
            "policy":{"satisfied":62.5,"score":77.5},"service":{"satisfied":33.333333333333336,"score":73.33333333333333},
            "provinceMean":{"satisfied":33.333333333333336,"score":68.33333333333333,"provinces":2}},
            "provinces":[
            {"province":"01","name":"Hà Nội","n":2,"rank":1,
            "sipas":{"satisfied":66.66666666666667,"score":76.66666666666666},
            "policy":{"satisfied":75,"score":75},"service":{"satisfied":50,"score":80}},
            {"province":"10","name":"Lào Cai","n":1,"rank":2,
            "sipas":{"satisfied":0,"score":60},"policy":{"satisfied":0,"score":60},"service":{"satisfied":0,"score":60}},
            {"province":"15","name":"Yên Bái","n":1,"rank":null,
            "sipas":{"satisfied":null,"score":null},"policy":{"satisfied":100,"score":100},"service":{"satisfied":null,"score":null}}]}
            """.ReplaceLineEndings(""), await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Provinces_come_by_rank_then_by_code_and_those_without_a_value_last()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(TinyCatalogue.Load())
            .Add(TinyCatalogue.Old, "15", Channel.Paper, 5, 5, 5)
            .Add(TinyCatalogue.Old, "10", Channel.Paper, 5, 5, 5));

        var provinces = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024"))!["provinces"]!.AsArray();

        Assert.Equal(["10", "15", "01"], provinces.Select(row => (string)row!["province"]!));
        Assert.Equal([1, 1, null], provinces.Select(row => (int?)row!["rank"]));
        Assert.Equal([1, 1, 0], provinces.Select(row => (int)row!["n"]!));
    }

    [Fact]
    public async Task A_channel_counts_and_ranks_its_own_responses_alone()
    {
        await using var host = await FiguresHost.Start();

        var official = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024?channel=official"))!;
        var open = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024?channel=open"))!;

        Assert.Equal("official", (string)official["channel"]!);
        Assert.Equal(3, (int)official["nation"]!["n"]!);
        Assert.Equal("open", (string)open["channel"]!);
        Assert.Equal(1, (int)open["nation"]!["n"]!);
        Assert.Equal(["01", "10", "15"], open["provinces"]!.AsArray().Select(row => (string)row!["province"]!));
        Assert.Equal([1, null, null], open["provinces"]!.AsArray().Select(row => (int?)row!["rank"]));
    }

    [Fact]
    public async Task Merged_provinces_add_up_on_the_geography_that_is_asked_for()
    {
        await using var host = await FiguresHost.Start();

        var figures = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024?geography=new"))!;

        Assert.Equal("new", (string)figures["geography"]!);
        var merged = figures["provinces"]!.AsArray().Single(row => (string)row!["province"]! == "15")!;
        Assert.Equal("Lào Cai", (string)merged["name"]!);
        Assert.Equal(2, (int)merged["n"]!);
        // P01: 3 and 5; P02: 3 and 5; S01: 3. Half, half and nobody are satisfied.
        Assert.Equal(100.0 / 3, (double)merged["sipas"]!["satisfied"]!, 12);
    }

    [Fact]
    public async Task Parts_are_those_of_the_surveys_questionnaire()
    {
        // A part more, and other codes, than any questionnaire so far; the other survey keeps its own.
        var catalogue = TinyCatalogue.Load((name, text) => name == "questionnaires/tiny.json"
            ? text.Replace("""{"code": "service",""", """
                {"code": "digital", "name": {"vi": "Số", "en": "Digital"}, "lead": {"vi": "?", "en": "?"}, "elements": [
                  {"code": "DA", "name": {"vi": "A", "en": "A"}, "items": [
                    {"code": "D01", "name": {"vi": "1", "en": "1"}, "question": {"vi": "?", "en": "?"}}]}]},
                {"code": "service",
                """, StringComparison.Ordinal).Replace("\"sipas\"", "\"whole\"", StringComparison.Ordinal)
            : text);
        await using var host = await FiguresHost.Start(new ComputedFigures(catalogue)
            .Add(TinyCatalogue.Old, "01", Channel.Paper, 5, 5, 5, 5));

        var figures = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2024"))!;

        Assert.Equal(["n", "whole", "policy", "digital", "service", "provinceMean"], figures["nation"]!.AsObject().Select(it => it.Key));
        Assert.Equal(["province", "name", "n", "rank", "whole", "policy", "digital", "service"],
            figures["provinces"]![0]!.AsObject().Select(it => it.Key));
    }

    [Fact]
    public async Task Simulated_figures_say_so()
    {
        var store = FiguresHost.Tiny();
        store.Version = store.Version! with { Simulated = true };
        await using var host = await FiguresHost.Start(store);

        Assert.Contains("\"asOf\":\"2026-11-23T08:04:05.25Z\",\"simulated\":true,",
            await host.GetText("/api/v1/figures/tiny-2024"), StringComparison.Ordinal);
        Assert.Contains(",\"simulated\":true,", await host.GetText("/api/v1/figures/tiny-2024/01"), StringComparison.Ordinal);
        Assert.Contains(",\"simulated\":true,", await host.GetText("/api/v1/figures/tiny-2024/nation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_survey_without_responses_lists_every_province_without_values()
    {
        await using var host = await FiguresHost.Start();

        var figures = JsonNode.Parse(await host.GetText("/api/v1/figures/tiny-2025"))!;

        Assert.Equal(["01", "15"], figures["provinces"]!.AsArray().Select(row => (string)row!["province"]!));
        Assert.Equal("""{"satisfied":null,"score":null,"provinces":0}""", figures["nation"]!["provinceMean"]!.ToJsonString());
    }
}
