using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.UnitTests.Intake;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ApiDescriptionTests
{
    private static readonly string[] Administration = ["/api/v1/keys", "/api/v1/schedule", "/api/v1/trail"];

    [Fact]
    public async Task Every_route_says_what_it_is_what_it_takes_and_what_it_answers()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        Assert.Equal("/", (string)document["servers"]![0]!["url"]!);
        Assert.Equal(11, Questions(document).Count());
        foreach (var (path, operations) in Questions(document))
        {
            var operation = operations!["get"]!;
            Assert.False(string.IsNullOrEmpty((string?)operation["summary"]), path);
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]), path);
            Assert.All(operation["parameters"]!.AsArray(),
                parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"]), path));
            Assert.NotNull(operation["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
            Assert.Equal(path.Contains('{', StringComparison.Ordinal), operation["responses"]!["404"]?["content"]!["application/problem+json"] is not null);
            Assert.NotNull(operation["responses"]!["422"]!["content"]!["application/problem+json"]);
            Assert.Contains("/problems/database-away", (string)operation["responses"]!["503"]!["description"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Keys_are_asked_for_where_the_routes_ask_for_them()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        Assert.Equal("bearer", (string)document["components"]!["securitySchemes"]!["bearer"]!["scheme"]!);
        foreach (var (path, operations) in Questions(document))
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

    [Fact]
    public async Task The_whole_origin_is_described_with_the_route_of_Intake_as_Intake_itself_describes_it()
    {
        await using var figures = await FiguresHost.Start();
        await using var intake = await IntakeHost.Start();
        var description = new Uri("/openapi/v1.json", UriKind.Relative);

        var ofOrigin = JsonNode.Parse(await figures.Anybody.GetStringAsync(description))!;
        var ofIntake = JsonNode.Parse(await intake.Client.GetStringAsync(description))!;

        var route = ofOrigin["paths"]!["/api/v1/responses"]!["post"];
        Assert.NotNull(route);
        Assert.Equal(ofIntake["paths"]!["/api/v1/responses"]!["post"]!.ToJsonString(), route.ToJsonString());
        Assert.Equal(ofIntake["components"]!["schemas"]!["Acceptance"]!.ToJsonString(), ofOrigin["components"]!["schemas"]!["Acceptance"]!.ToJsonString());
        Assert.Equal(ofIntake["info"]!.ToJsonString(), ofOrigin["info"]!.ToJsonString());
    }

    [Fact]
    public async Task A_response_that_was_led_here_is_refused_with_where_it_belongs()
    {
        await using var host = await FiguresHost.Start();

        (await host.Anybody.Post(Form.Valid)).MustBe(421, "/problems/taken-elsewhere");
    }

    [Fact]
    public async Task A_description_that_there_is_not_is_a_problem_like_any_other()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get("/openapi/v2.json");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/figures/tiny-2024")]
    [InlineData("/api/v1/figures/tiny-2024?format=csv")]
    [InlineData("/api/v1/figures/tiny-2024/01")]
    [InlineData("/api/v1/figures/tiny-2024/nation")]
    [InlineData("/api/v1/figures/tiny-2024/values")]
    [InlineData("/api/v1/figures/tiny-2024/values?format=parquet")]
    [InlineData("/api/v1/reconciliation/tiny-2024")]
    public async Task Head_is_answered_like_get_without_the_content(string path)
    {
        await using var host = await FiguresHost.Start();
        using var get = await host.Get(path);
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var head = await host.Ministry.SendAsync(request);

        Assert.Equal((HttpStatusCode.OK, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Equal(get.Headers.ETag, head.Headers.ETag);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Every_route_of_administration_says_what_it_is_who_may_and_what_it_answers()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        var operations = document["paths"]!.AsObject().Where(path => Administration.Any(it => path.Key.StartsWith(it, StringComparison.Ordinal)))
            .SelectMany(path => path.Value!.AsObject()).ToList();
        Assert.Equal(7, operations.Count);
        foreach (var (method, operation) in operations)
        {
            Assert.False(string.IsNullOrEmpty((string?)operation!["summary"]));
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]));
            Assert.All(operation["parameters"]?.AsArray() ?? [], parameter => Assert.False(string.IsNullOrEmpty((string?)parameter!["description"])));
            Assert.Contains("bearer", operation["security"]!.ToJsonString(), StringComparison.Ordinal);
            Assert.All(["401", "403", "429", "503"], status => Assert.False(string.IsNullOrEmpty((string?)operation["responses"]![status]?["description"]), status));
            Assert.Contains("/problems/staff-store-away", (string)operation["responses"]!["503"]!["description"]!, StringComparison.Ordinal);
            Assert.Equal(method is "put" || operation["responses"]!["201"] is not null, operation["requestBody"] is not null);
        }
    }

    [Fact]
    public async Task A_token_of_the_provider_is_described_where_one_is_set()
    {
        await using var with = await FiguresHost.Start(also: builder =>
        {
            builder.Configuration["SignIn:Authority"] = "https://id.example/realms/sipas";
            builder.Configuration["SignIn:ClientId"] = "sipas-pages";
            builder.Configuration["SignIn:Audience"] = "sipas-api";
        });
        await using var without = await FiguresHost.Start();
        var description = new Uri("/openapi/v1.json", UriKind.Relative);

        var schemes = JsonNode.Parse(await with.Anybody.GetStringAsync(description))!["components"]!["securitySchemes"]!;

        Assert.Equal("https://id.example/realms/sipas/.well-known/openid-configuration", (string)schemes["provider"]!["openIdConnectUrl"]!);
        Assert.Null(JsonNode.Parse(await without.Anybody.GetStringAsync(description))!["components"]!["securitySchemes"]!["provider"]);
    }

    [Fact]
    public async Task Head_is_no_route_of_its_own_in_the_description()
    {
        await using var host = await FiguresHost.Start();

        var document = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;

        Assert.All(document["paths"]!.AsObject(), path => Assert.DoesNotContain("head", path.Value!.AsObject().Select(it => it.Key)));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Questions(JsonNode document) =>
        document["paths"]!.AsObject().Where(path => path.Value!["get"] is not null && !path.Key.StartsWith("/api/v1/surveys/", StringComparison.Ordinal)
            && !Administration.Any(it => path.Key.StartsWith(it, StringComparison.Ordinal)));
}
