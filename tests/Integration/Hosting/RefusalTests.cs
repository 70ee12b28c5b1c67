using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.IntegrationTests.Hosting;

/// <summary>Wrong keys on a real process: who guesses is slowed down, who has a right key is not.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class RefusalTests
{
    [Fact]
    public async Task After_so_many_wrong_keys_a_network_is_answered_429_while_a_right_key_still_opens()
    {
        await using var local = await LocalProcess.Start("--SignIn:FailuresPerMinute=3", "--Proxies=127.0.0.1");
        var key = local.Key("ministry");

        Assert.Equal("401 401 401 429 429", await Statuses(local.Http, "wrong-key-of-a-test", "203.0.113.7", 5));
        Assert.Equal("401", await Statuses(local.Http, "wrong-key-of-a-test", "203.0.113.8", 1));
        Assert.Equal("200", await Statuses(local.Http, key, "203.0.113.7", 1));
    }

    [Fact]
    public async Task The_wrong_keys_of_this_machine_are_limited_too()
    {
        await using var local = await LocalProcess.Start("--SignIn:FailuresPerMinute=1");

        using var first = await Ask(local.Http, "wrong-key-of-a-test", null);
        using var second = await Ask(local.Http, "wrong-key-of-a-test", null);

        Assert.Equal(HttpStatusCode.Unauthorized, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.InRange(second.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Ten_thousand_wrong_keys_are_refused_few_are_written_one_by_one_and_the_right_key_opens_meanwhile()
    {
        await using var local = await LocalProcess.Start();
        var left = 10_000;
        var statuses = new ConcurrentDictionary<HttpStatusCode, int>();
        var attack = Task.WhenAll(Enumerable.Range(0, 8).Select(async attacker =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var answer = await Ask(local.Http, $"sipas_wrong-key-of-a-test-{attacker}", null);
                statuses.AddOrUpdate(answer.StatusCode, 1, (_, count) => count + 1);
            }
        }));

        while (!attack.IsCompleted)
        {
            Assert.Equal("200", await Statuses(local.Http, local.Key("ministry"), "203.0.113.7", 1));
            using var accepted = await local.Http.PostAsJsonAsync("api/v1/responses", A.Response());
            Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        }

        await attack;
        // As many as the setting says in each minute that it took.
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests], statuses.Keys.Order());
        Assert.InRange(statuses[HttpStatusCode.Unauthorized], 30, 300);
        Assert.Equal(10_000, statuses.Values.Sum());
        await using var trail = new SqliteConnection($"Data Source={Path.Combine(local.Data, "staff.db")};Mode=ReadOnly");
        var refused = await trail.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM staff_audit WHERE outcome = 'refused'");
        Assert.InRange(refused, statuses[HttpStatusCode.Unauthorized], statuses[HttpStatusCode.Unauthorized] + 10);
    }

    private static async Task<string> Statuses(HttpClient http, string key, string address, int times)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var answer = await Ask(http, key, address);
            statuses.Add((int)answer.StatusCode);
        }

        return string.Join(' ', statuses);
    }

    private static async Task<HttpResponseMessage> Ask(HttpClient http, string key, string? address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/figures/{A.Survey}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (address is not null)
        {
            request.Headers.Add("X-Forwarded-For", address);
        }

        return await http.SendAsync(request);
    }
}
