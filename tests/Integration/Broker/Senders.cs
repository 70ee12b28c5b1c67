using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>Senders as they should be: who was not answered 202 sends again, under the same id, to any Intake.</summary>
internal sealed class Senders(Deployment deployment)
{
    private readonly ConcurrentBag<string> _surprises = [];
    private int _next;
    private int _acknowledged;

    /// <summary>Ids of all responses that were ever sent, with what they say.</summary>
    public ConcurrentDictionary<Guid, JsonObject> Sent { get; } = new();

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Answers that should not have been: neither 202 nor 503 with a time to retry.</summary>
    public IEnumerable<string> Surprises => _surprises;

    /// <summary>Sends until it is acknowledged.</summary>
    public async Task Send(Guid id, JsonObject response)
    {
        Sent.TryAdd(id, response);
        while (!await TrySend(response))
        {
            await Task.Delay(100);
        }

        Interlocked.Increment(ref _acknowledged);
    }

    /// <summary>Sends new responses, several at a time, until cancelled; all that were begun are acknowledged at the end.</summary>
    public Task SendUntil(CancellationToken stop, int atATime = 8) => Task.WhenAll(Enumerable.Range(0, atATime).Select(async _ =>
    {
        while (!stop.IsCancellationRequested)
        {
            var id = Guid.NewGuid();
            await Send(id, A.Response(id, level: Random.Shared.Next(1, 6)));
        }
    }));

    private async Task<bool> TrySend(JsonObject response)
    {
        var intake = deployment.Intakes[Interlocked.Increment(ref _next) % deployment.Intakes.Length];
        try
        {
            using var answer = await intake.Http.PostAsJsonAsync("api/v1/responses", response);
            if (answer.StatusCode != HttpStatusCode.Accepted && !(answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null))
            {
                _surprises.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }

            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException)
        {
            // That Intake is away.
            return false;
        }
    }
}
