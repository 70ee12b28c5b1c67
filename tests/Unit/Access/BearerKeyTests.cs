using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace SipasSurvey.UnitTests.Access;

public sealed class BearerKeyTests
{
    [Fact]
    public async Task Each_key_opens_the_routes_of_its_role()
    {
        await using var site = await StaffSite.Start();

        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", site.Ministry));
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Post, "/api/v1/for-team", site.SurveyTeam));
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-staff", site.Ministry));
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-staff", site.SurveyTeam));
    }

    [Fact]
    public async Task A_key_of_the_other_role_is_answered_403_with_problem_details()
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Send(HttpMethod.Get, "/api/v1/for-ministry", $"Bearer {site.SurveyTeam}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await IsProblem(answer, 403);
        Assert.Equal(HttpStatusCode.Forbidden, await Status(site, HttpMethod.Post, "/api/v1/for-team", site.Ministry));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer wrong")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer x, Bearer y")]
    public async Task No_key_or_a_wrong_one_is_answered_401_with_problem_details_and_the_way_in(string? authorization)
    {
        await using var site = await StaffSite.Start();

        var answer = await site.Send(HttpMethod.Get, "/api/v1/for-ministry", authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        Assert.True(answer.Headers.CacheControl!.NoStore);
        await IsProblem(answer, 401);
    }

    [Fact]
    public async Task Whoever_sends_wrong_keys_does_not_fill_the_log()
    {
        var log = new ConcurrentQueue<string>();
        await using var site = await StaffSite.Start(also: it => it.Logging.AddProvider(new LogInto(log)).SetMinimumLevel(LogLevel.Information));
        log.Clear();

        await site.Send(HttpMethod.Get, "/api/v1/for-ministry", "Bearer wrong");
        await site.Send(HttpMethod.Get, "/api/v1/for-ministry", $"Bearer {site.SurveyTeam}");

        // The host's own lines about requests are filtered where all of Microsoft's are.
        Assert.DoesNotContain(log, line => line.Contains("staff-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_key_is_taken_whole_and_as_it_is_written()
    {
        await using var site = await StaffSite.Start();
        var key = site.Ministry;

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key[..^1]));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key + "A"));
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key.ToUpperInvariant()));
        var answer = await site.Send(HttpMethod.Get, "/api/v1/for-ministry", $"bearer {key}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_replaced_key_opens_nothing_and_its_successor_does_without_a_restart()
    {
        await using var site = await StaffSite.Start();
        var old = site.Ministry;

        site.Replace("""{"surveyTeam": "a-survey-team-key-of-tests", "ministry": "a-ministry-key-of-the-tests"}""");

        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", old));
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", "a-ministry-key-of-the-tests"));
    }

    [Fact]
    public async Task A_change_that_cannot_be_read_leaves_the_earlier_keys_in_force_until_it_is_right()
    {
        await using var site = await StaffSite.Start();
        var key = site.Ministry;
        var content = await File.ReadAllTextAsync(site.KeyFile);

        site.Replace(content[..20]);
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key));

        File.Delete(site.KeyFile);
        Assert.Equal(HttpStatusCode.OK, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key));

        site.Replace("""{"surveyTeam": "a-survey-team-key-of-tests", "ministry": "a-ministry-key-of-the-tests"}""");
        Assert.Equal(HttpStatusCode.Unauthorized, await Status(site, HttpMethod.Get, "/api/v1/for-ministry", key));
    }

    private static async Task<HttpStatusCode> Status(StaffSite site, HttpMethod method, string path, string key) =>
        (await site.Send(method, path, $"Bearer {key}")).StatusCode;

    private static async Task IsProblem(HttpResponseMessage answer, int status)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
    }
}
