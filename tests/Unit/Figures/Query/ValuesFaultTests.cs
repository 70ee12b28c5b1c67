using System.Net;
using System.Text.Json.Nodes;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed class ValuesFaultTests
{
    private const string Units = "allowed, separated by commas and each once: nation, 01, 10, 15.";
    private const string Indicators = "allowed, separated by commas and each once: P01, P02, S01, PA, SA, policy, service, sipas.";

    [Theory]
    [InlineData("indicator=P99", "indicator", $"Unknown member; {Indicators}")]
    [InlineData("indicator=p01", "indicator", $"Unknown member; {Indicators}")]
    [InlineData("indicator=P01,P02,P01", "indicator", $"A member is given more than once; {Indicators}")]
    [InlineData("indicator=P01%3B%20DROP%20TABLE%20entries", "indicator", $"Unknown member; {Indicators}")]
    [InlineData("province=", "province", $"Unknown member; {Units}")]
    [InlineData("province=01,", "province", $"Unknown member; {Units}")]
    [InlineData("province=01,%2010", "province", $"Unknown member; {Units}")]
    [InlineData("province=01'%20OR%20'1'='1", "province", $"Unknown member; {Units}")]
    [InlineData("province=01,10,15,nation,01", "province", $"More members than there are; {Units}")]
    [InlineData("province=10&geography=new", "province", "Unknown member; allowed, separated by commas and each once: nation, 01, 15.")]
    [InlineData("province=01&province=10", "province", "Given more than once; allowed: once.")]
    [InlineData("geography=vn34&province=99", "geography", "Unknown value; allowed: old, new.")]
    [InlineData("by=age", "by", "Unknown value; allowed: gender, channel.")]
    [InlineData("by=gender,channel", "by", "Unknown value; allowed: gender, channel.")]
    [InlineData("by=gender&channel=all", "channel", "With by=gender it can only be left out or be official: respondents are told apart in the official channels alone.")]
    [InlineData("by=channel&channel=official", "channel", "Not allowed with by=channel, whose rows are of the official and of the open channels; leave it out.")]
    [InlineData("channel=paper", "channel", "Unknown value; allowed: all, official, open.")]
    [InlineData("rule=both", "rule", "Unknown value; allowed: satisfied, score.")]
    [InlineData("format=CSV", "format", "Unknown value; allowed: json, csv, csvForExcel, xlsx, parquet.")]
    [InlineData("manifest=yes", "manifest", "Unknown value; allowed: false, true.")]
    [InlineData("year=2024", "year", "Unknown parameter; allowed: province, indicator, by, rule, geography, channel, format, manifest.")]
    public async Task A_bad_query_is_422_and_names_what_is_allowed(string query, string parameter, string message)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get($"{ValuesTests.Path}?{query}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = Assert.Single(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject());
        Assert.Equal((parameter, message), (error.Key, (string)Assert.Single(error.Value!.AsArray())!));
    }

    [Theory]
    [InlineData("province", "01")]
    [InlineData("indicator", "P01")]
    public async Task Ten_thousand_filters_are_refused_like_any_wrong_list(string parameter, string member)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get($"{ValuesTests.Path}?{parameter}={string.Join(',', Enumerable.Repeat(member, 10_000))}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.StartsWith("More members than there are", (string)JsonNode.Parse(text)!["errors"]![parameter]![0]!, StringComparison.Ordinal);
        Assert.True(text.Length < 1000);
    }

    [Fact]
    public async Task All_faults_are_named_at_once()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get($"{ValuesTests.Path}?province=x&indicator=x&by=x&rule=x&channel=x&format=x&manifest=x&x=x");

        Assert.Equal(["by", "channel", "format", "indicator", "manifest", "province", "rule", "x"],
            JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsObject().Select(error => error.Key));
    }
}
