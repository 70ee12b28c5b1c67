using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Local;

public sealed class KillTests
{
    private const int Kills = 10;
    private const int Senders = 8;

    // Killed only after this many answers since the start, so that every kill hits a process under load.
    private const int AnswersBeforeKill = 150;

    [Fact]
    public async Task Killed_ten_times_under_load_no_acknowledged_response_is_missing_and_none_counted_twice()
    {
        await using var local = await LocalProcess.Start();
        var sent = new ConcurrentDictionary<Guid, JsonObject>();
        var acknowledged = new ConcurrentDictionary<Guid, bool>();

        for (var kill = 0; kill < Kills; kill++)
        {
            var answersWanted = acknowledged.Count + AnswersBeforeKill;
            var senders = Enumerable.Range(0, Senders).Select(_ => SendUntilKilled(local.Http, sent, acknowledged)).ToArray();
            await Until(() => acknowledged.Count >= answersWanted);
            await local.Kill();
            await Task.WhenAll(senders);
            await local.Restart();
        }

        await Parallel.ForEachAsync(acknowledged.Keys, async (id, cancellationToken) =>
        {
            var state = await local.Http.GetFromJsonAsync<JsonNode>($"api/v1/responses/{id}", cancellationToken);
            Assert.Equal("counted", state!["state"]!.GetValue<string>());
        });

        // What was not acknowledged is not known to be safe, so its sender sends it again, under the same id.
        foreach (var (id, response) in sent.Where(it => !acknowledged.ContainsKey(it.Key)))
        {
            Assert.Equal(HttpStatusCode.Accepted, (await local.Http.PostAsJsonAsync("api/v1/responses", response)).StatusCode);
            acknowledged[id] = true;
        }

        var reconciliation = await local.Get($"api/v1/reconciliation/{A.Survey}");
        Assert.Equal(sent.Count, reconciliation["counted"]!.GetValue<int>());
        Assert.Equal(0, reconciliation["conflict"]!.GetValue<int>());
        Assert.Equal(0, reconciliation["waiting"]!.GetValue<int>());
        await local.Await($"api/v1/figures/{A.Survey}", figures => figures["nation"]!["n"]!.GetValue<int>() == sent.Count);
        Assert.Equal(0, await local.Stop());
        var (exitCode, output) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
    }

    private static async Task SendUntilKilled(HttpClient http, ConcurrentDictionary<Guid, JsonObject> sent, ConcurrentDictionary<Guid, bool> acknowledged)
    {
        while (true)
        {
            var id = Guid.NewGuid();
            var response = sent[id] = A.Response(id, level: Random.Shared.Next(1, 6));
            try
            {
                using var answer = await http.PostAsJsonAsync("api/v1/responses", response);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                acknowledged[id] = true;
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task Until(Func<bool> holds)
    {
        var deadline = DateTime.UtcNow.AddSeconds(60);
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < deadline, "Too few answers within a minute.");
            await Task.Delay(5);
        }
    }
}
