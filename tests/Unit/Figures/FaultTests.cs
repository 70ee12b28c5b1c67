using System.Net;
using System.Text.Json.Nodes;

namespace SipasSurvey.UnitTests.Figures;

public sealed class FaultTests
{
    [Theory]
    [InlineData("/api/v1/figures/sipas-1999", "/problems/unknown-survey", "There is no such survey. Surveys: tiny-2024, tiny-2025.")]
    [InlineData("/api/v1/figures/sipas-1999/values", "/problems/unknown-survey", "There is no such survey. Surveys: tiny-2024, tiny-2025.")]
    [InlineData("/api/v1/figures/sipas-1999/01", "/problems/unknown-survey", "There is no such survey. Surveys: tiny-2024, tiny-2025.")]
    [InlineData("/api/v1/figures/TINY-2024/nation", "/problems/unknown-survey", "There is no such survey. Surveys: tiny-2024, tiny-2025.")]
    [InlineData("/api/v1/reconciliation/sipas-1999", "/problems/unknown-survey", "There is no such survey. Surveys: tiny-2024, tiny-2025.")]
    [InlineData("/api/v1/figures/tiny-2024/99", "/problems/unknown-province", "Geography old has no such province. Provinces: 01, 10, 15; or nation.")]
    [InlineData("/api/v1/figures/tiny-2024/1", "/problems/unknown-province", "Geography old has no such province. Provinces: 01, 10, 15; or nation.")]
    [InlineData("/api/v1/figures/tiny-2024/10?geography=new", "/problems/unknown-province", "Geography new has no such province. Provinces: 01, 15; or nation.")]
    public async Task What_does_not_exist_is_404_and_says_what_does(string path, string type, string detail)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(type, (string)problem["type"]!);
        Assert.Equal(404, (int)problem["status"]!);
        Assert.Equal(detail, (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("figures/tiny-2024?geography=vn34", "geography", "Unknown value; allowed: old, new.")]
    [InlineData("figures/tiny-2025?geography=old", "geography", "Unknown value; allowed: new.")]
    [InlineData("figures/tiny-2024?geography=", "geography", "Unknown value; allowed: old, new.")]
    [InlineData("figures/tiny-2024/01?channel=paper", "channel", "Unknown value; allowed: all, official, open.")]
    [InlineData("figures/tiny-2024/nation?channel=Open", "channel", "Unknown value; allowed: all, official, open.")]
    [InlineData("figures/tiny-2024?format=pdf", "format", "Unknown value; allowed: json, csv, xlsx.")]
    [InlineData("figures/tiny-2024/01?format=csv", "format", "Unknown parameter; allowed: geography, channel.")]
    [InlineData("figures/tiny-2024?Channel=all", "Channel", "Unknown parameter; allowed: geography, channel, format.")]
    [InlineData("figures/tiny-2024?channel=all&channel=all", "channel", "Given more than once; allowed: once.")]
    [InlineData("reconciliation/tiny-2024?channel=all", "channel", "Unknown parameter; none is allowed here.")]
    [InlineData("responses/0190163d-8694-739b-aea5-966c26f8ad91?x", "x", "Unknown parameter; none is allowed here.")]
    public async Task A_bad_query_is_422_and_names_what_is_allowed(string path, string parameter, string message)
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get($"/api/v1/{path}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("/problems/invalid-query", (string)problem["type"]!);
        Assert.Equal(422, (int)problem["status"]!);
        Assert.Equal(message, (string)Assert.Single(problem["errors"]![parameter]!.AsArray())!);
    }

    [Fact]
    public async Task All_faults_of_a_query_are_named_at_once()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get("/api/v1/figures/tiny-2024?geography=x&channel=x&format=x&other=x");

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal(["channel", "format", "geography", "other"], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(0, host.Store.Reads);
    }

    [Fact]
    public async Task Of_thousands_of_unknown_parameters_twenty_are_named_and_the_others_counted()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get($"/api/v1/figures/tiny-2024/values?format=x&{string.Join('&', Enumerable.Range(0, 5000).Select(i => $"p{i}"))}");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.InRange(text.Length, 0, 5000);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal(21, problem["errors"]!.AsObject().Count);
        Assert.NotNull(problem["errors"]!["format"]);
        Assert.Equal("Each query parameter named in errors must be changed or left out. So must 4980 more unknown ones.", (string)problem["detail"]!);
    }

    [Theory]
    [InlineData("/api/v1/figures/tiny-2024")]
    [InlineData("/api/v1/figures/tiny-2024?format=xlsx")]
    [InlineData("/api/v1/figures/tiny-2024/01")]
    [InlineData("/api/v1/figures/tiny-2024/nation")]
    [InlineData("/api/v1/figures/tiny-2024/values")]
    public async Task Figures_that_were_never_computed_are_503_and_say_why_and_when_to_ask_again(string path)
    {
        var store = FiguresHost.Tiny();
        store.Version = null;
        await using var host = await FiguresHost.Start(store);

        using var answer = await host.Get(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Null(answer.Headers.ETag);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("/problems/figures-not-computed", (string)problem["type"]!);
        Assert.Contains("No running figures of tiny-2024 are stored yet", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_that_vanish_between_the_two_looks_are_503()
    {
        var store = FiguresHost.Tiny();
        store.BeforeReading = () => store.Version = null;
        await using var host = await FiguresHost.Start(store);

        using var answer = await host.Get("/api/v1/figures/tiny-2024");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public void Every_problem_has_a_type_of_its_own()
    {
        var all = SipasSurvey.Figures.Problems.All;

        Assert.Equal(all.Count, all.Select(problem => problem.Type).Distinct().Count());
        Assert.All(all, problem => Assert.StartsWith("/problems/", problem.Type, StringComparison.Ordinal));
    }
}
