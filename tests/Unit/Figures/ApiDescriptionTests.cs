using System.Text.Json.Nodes;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ApiDescriptionTests
{
    [Fact]
    public async Task Every_route_says_what_it_is_what_it_takes_and_what_it_answers()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        Assert.Equal("/", (string)document["servers"]![0]!["url"]!);
        Assert.Equal(5, document["paths"]!.AsObject().Count);
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            var operation = operations!["get"]!;
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), path);
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]), path);
            Assert.All(operation["parameters"]!.AsArray(),
                parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), path));
            Assert.NotNull(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
            Assert.NotNull(operation["responses"]!["404"]!["content"]!["application/problem+json"]);
            Assert.NotNull(operation["responses"]!["422"]!["content"]!["application/problem+json"]);
        }
    }

    [Fact]
    public async Task Keys_are_asked_for_where_the_routes_ask_for_them()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        Assert.Equal("bearer", (string)document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!);
        foreach (var (path, operations) in document["paths"]!.AsObject())
        {
            var open = path == "/api/v1/responses/{id}";
            Assert.Equal(open, operations!["get"]!["security"] is null);
            Assert.Equal(open, operations["get"]!["responses"]!["401"] is null);
            Assert.Equal(open, operations["get"]!["responses"]!["403"] is null);
        }
    }

    [Fact]
    public async Task Allowed_values_are_listed_and_numbers_are_numbers()
    {
        await using var host = await FiguresHost.Start();

        var text = await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative));

        var document = JsonNode.Parse(text)!;
        var list = document["paths"]!["/api/v1/figures/{survey}"]!["get"]!;
        Assert.Equal(["tiny-2024, tiny-2025", "old, new", "all, official, open", "json, csv, xlsx"],
            list["parameters"]!.AsArray().Select(it => it!["schema"]!["enum"]!.AsArray())
                .Select(values => string.Join(", ", values.Select(value => (string)value!))));
        Assert.Equal(3, list["responses"]!["200"]!["content"]!.AsObject().Count);
        var schemas = document["components"]!["schemas"]!;
        Assert.Equal(["n", "sipas", "policy", "service", "provinceMean"],
            schemas["NationRow"]!["properties"]!.AsObject().Select(it => it.Key));
        Assert.Equal("integer", (string)schemas["NationRow"]!["properties"]!["n"]!["type"]!);
        Assert.DoesNotContain("simulated", schemas["ProvinceList"]!["required"]!.AsArray().Select(it => (string)it!));
        Assert.DoesNotContain("levels", schemas["IndicatorFigure"]!["required"]!.AsArray().Select(it => (string)it!));
    }
}
