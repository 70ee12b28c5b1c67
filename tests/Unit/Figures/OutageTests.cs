using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>What is asked while the database is away, or not made yet.</summary>
public sealed class OutageTests
{
    private const string Obstacle = "The database sipas.db does not exist yet. Start the aggregator, which makes it.";

    private static readonly SqliteException Away = new("SQLite Error 14: 'unable to open database file'.", 14);

    [Theory]
    [InlineData("/api/v1/figures/tiny-2024")]
    [InlineData("/api/v1/figures/tiny-2024?format=xlsx")]
    [InlineData("/api/v1/figures/tiny-2024/01")]
    [InlineData("/api/v1/figures/tiny-2024/nation")]
    [InlineData("/api/v1/reconciliation/tiny-2024")]
    [InlineData("/api/v1/responses/0190163d-8694-739b-aea5-966c26f8ad91")]
    public async Task Programs_get_503_with_the_reason_and_when_to_ask_again(string path)
    {
        await using var host = await FiguresHost.Start(AwayStore());

        using var answer = await host.Get(path);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("/problems/database-away", (string)problem["type"]!);
        Assert.Equal("The database cannot be read", (string)problem["title"]!);
        Assert.StartsWith(Obstacle, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_logged_once_a_minute_on_one_line_however_many_ask()
    {
        await using var host = await FiguresHost.Start(AwayStore());
        for (var i = 0; i < 5; i++)
        {
            using var answer = await host.Get("/api/v1/figures/tiny-2024");
        }

        var line = Assert.Single(host.Log);
        Assert.Contains(Obstacle, line, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', line);

        host.Clock.Advance(TimeSpan.FromMinutes(1));
        using var later = await host.Get("/api/v1/figures/tiny-2024");

        Assert.Equal(2, host.Log.Count);
    }

    [Fact]
    public async Task A_failure_of_a_database_that_can_be_read_is_logged_with_its_stack()
    {
        var store = FiguresHost.Tiny();
        store.Failure = new SqliteException("SQLite Error 1: 'no such column: x'.", 1);
        await using var host = await FiguresHost.Start(store);

        using var answer = await host.Get("/api/v1/figures/tiny-2024");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.DoesNotContain("no such column", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("   at ", Assert.Single(host.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_get_a_page_that_says_so()
    {
        await using var host = await FiguresHost.Start(AwayStore());
        host.Ministry.DefaultRequestHeaders.Accept.ParseAdd("text/html");

        using var answer = await host.Get("/staff/figures/tiny-2024");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), answer.Headers.RetryAfter?.Delta);
        Assert.Contains("Hệ thống tạm thời chưa phục vụ được", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static ComputedFigures AwayStore()
    {
        var store = FiguresHost.Tiny();
        (store.Failure, store.Obstacle) = (Away, Obstacle);
        return store;
    }
}
