using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SipasSurvey.Figures;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed partial class ValuesFreshnessTests
{
    [Theory]
    [InlineData("")]
    [InlineData("?by=gender&format=csv")]
    [InlineData("?format=parquet&manifest=true")]
    public async Task What_the_client_has_is_not_sent_again(string query)
    {
        await using var host = await FiguresHost.Start();
        var tag = await Tag(host, query);
        using var request = new HttpRequestMessage(HttpMethod.Get, ValuesTests.Path + query);
        Assert.True(request.Headers.TryAddWithoutValidation("If-None-Match", tag));

        using var answer = await host.Ministry.SendAsync(request);

        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Equal(tag, answer.Headers.ETag?.ToString());
        Assert.Equal("no-cache, private", answer.Headers.CacheControl?.ToString());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task The_same_query_and_version_give_the_same_bytes_and_tag()
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());
        await using var other = await FiguresHost.Start(ValuesTests.Mixed());

        foreach (var query in ValuesFile.Formats.Append("json").SelectMany(format => new[] { $"?format={format}", $"?by=gender&format={format}" }))
        {
            Assert.Equal(await Tag(host, query), await Tag(other, query));
            var path = new Uri(ValuesTests.Path + query, UriKind.Relative);
            Assert.Equal(await host.Ministry.GetByteArrayAsync(path), await other.Ministry.GetByteArrayAsync(path));
        }
    }

    [Fact]
    public async Task What_is_asked_for_is_in_the_tag()
    {
        await using var host = await FiguresHost.Start();
        string[] queries =
        [
            "", "?format=csv", "?format=csvForExcel", "?format=xlsx", "?format=parquet", "?manifest=true", "?geography=new", "?channel=official", "?channel=open", "?by=gender",
            "?by=channel", "?rule=score", "?rule=satisfied", "?province=01", "?province=nation", "?indicator=P01", "?indicator=P01,P02",
        ];

        var tags = await Task.WhenAll(queries.Select(query => Tag(host, query)));

        Assert.Equal(queries.Length, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.StartsWith("\"", tag, StringComparison.Ordinal));
        // What is left out and what is written out are the same question.
        Assert.Equal(tags[0], await Tag(host, "?province=15,nation,10,01&channel=all&geography=old&format=json&manifest=false"));
        Assert.Equal(await Tag(host, "?by=gender"), await Tag(host, "?by=gender&channel=official"));
    }

    [Fact]
    public async Task The_state_of_the_figures_is_in_the_tag()
    {
        await using var host = await FiguresHost.Start();
        var before = await Tag(host, "");

        host.Clock.Advance(SurveySnapshots.Bearable);
        Assert.Equal(before, await Tag(host, ""));
        host.Store.Version = host.Store.Version! with { Version = host.Store.Version.Version + 1 };
        host.Clock.Advance(SurveySnapshots.Bearable);
        Assert.NotEqual(before, await Tag(host, ""));
    }

    [Fact]
    public async Task The_examples_of_the_description_are_answered()
    {
        await using var host = await FiguresHost.Start();

        var route = JsonNode.Parse(await host.Anybody.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!["paths"]!["/api/v1/figures/{survey}/values"]!["get"]!;

        var examples = Address().Matches((string)route["description"]!).Select(it => it.Value).ToList();
        Assert.Equal(4, examples.Count);
        foreach (var example in examples)
        {
            using var answer = await host.Get(example);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var province = route["parameters"]!.AsArray().Single(it => (string)it!["name"]! == "province")!;
        Assert.Equal(("array", false), ((string)province["schema"]!["type"]!, (bool)province["explode"]!));
        Assert.Equal(["01", "10", "15", "nation"], province["schema"]!["items"]!["enum"]!.AsArray().Select(it => (string)it!));
        Assert.Equal(4, route["responses"]!["200"]!["content"]!.AsObject().Count);
        Assert.NotNull(route["responses"]!["200"]!["content"]!["application/json"]!["example"]);
    }

    private static async Task<string> Tag(FiguresHost host, string query)
    {
        using var answer = await host.Get(ValuesTests.Path + query);
        return answer.Headers.ETag!.ToString();
    }

    [GeneratedRegex(@"/api/v1/figures/\S+")]
    private static partial Regex Address();
}
