using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>
/// Many clients that send as real ones do: each response under an id of its own, again after 503, silence or a broken connection, to any
/// Intake. Some click twice, some send it once more later, some with other answers, some give up. One asks what became of responses.
/// </summary>
internal sealed class RandomLoad(Deployment deployment, int seed) : IDisposable
{
    private const int Clients = 64;

    // Filling in a form takes longer; so that 64 clients send some three hundred a second, and leave the machine time for everybody else.
    private const int ShortestPause = 50;
    private const int LongestPause = 350;

    private static readonly TimeSpan BeforeAgain = TimeSpan.FromMilliseconds(200);
    private static readonly string[] Provinces = [A.LaoCai, A.YenBai, A.HaNoi];

    // An Intake answers within 4 s; who hears nothing for so long goes to another one.
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(6) };
    private readonly ConcurrentQueue<string> _surprises = [];
    private readonly ConcurrentQueue<RandomResponse> _toAskFor = [];
    private int _acknowledged;
    private int _refused;
    private int _unanswered;
    private int _asked;

    /// <summary>All that was ever begun to be sent.</summary>
    public ConcurrentBag<RandomResponse> Responses { get; } = [];

    /// <summary>Answers 202.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>What should not have been: other answers than 202 and a proper 503; a counted response that was unknown later.</summary>
    public IEnumerable<string> Surprises => _surprises;

    /// <summary>What was sent, and what was answered.</summary>
    public string Totals =>
        $"responses {Responses.Count}, sent {Responses.Sum(it => it.First.Attempts + (it.Other?.Attempts ?? 0))} times: "
        + $"202 {Acknowledged}, 503 {_refused}, no answer {_unanswered}; with other answers {Responses.Count(it => it.Other is not null)}; "
        + $"given up {Responses.Count(it => it.First.Acknowledged == 0)}; states asked for {_asked}";

    /// <summary>Sends until it is stopped; all that was begun then is acknowledged or given up.</summary>
    public Task Run(CancellationToken stop) => Task.WhenAll(
        [.. Enumerable.Range(0, Clients).Select(client => Send(new Random(seed + client), stop)), AskUntil(stop)]);

    public void Dispose() => _http.Dispose();

    private async Task Send(Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var response = new RandomResponse(Guid.NewGuid(), Provinces[random.Next(Provinces.Length)], random.Next(1, 6));
            Responses.Add(response);
            await SendAsOneDoes(response, random);
            await Task.Delay(random.Next(ShortestPause, LongestPause), CancellationToken.None);
        }
    }

    private async Task SendAsOneDoes(RandomResponse response, Random random)
    {
        switch (random.Next(20))
        {
            case 0:
                await TrySend(response, response.First);
                return;
            case 1:
                await Task.WhenAll(UntilTaken(response, response.First), UntilTaken(response, response.First));
                break;
            case 2:
                await UntilTaken(response, response.First);
                await UntilTaken(response, response.First);
                break;
            case 3:
                await UntilTaken(response, response.First);
                response.Other = new RandomVersion((response.First.Level % 5) + 1);
                await UntilTaken(response, response.Other);
                break;
            default:
                await UntilTaken(response, response.First);
                break;
        }

        if (random.Next(10) == 0)
        {
            _toAskFor.Enqueue(response);
        }
    }

    private async Task UntilTaken(RandomResponse response, RandomVersion version)
    {
        while (!await TrySend(response, version))
        {
            await Task.Delay(BeforeAgain);
        }
    }

    private async Task<bool> TrySend(RandomResponse response, RandomVersion version)
    {
        version.Begin();
        try
        {
            var intake = deployment.Intakes[Random.Shared.Next(deployment.Intakes.Length)].Http.BaseAddress!;
            using var answer = await _http.PostAsJsonAsync(new Uri(intake, "api/v1/responses"), A.Response(response.Id, version.Level, response.Province));
            var said = await answer.Content.ReadFromJsonAsync<JsonNode>();
            if (answer.StatusCode == HttpStatusCode.Accepted && (Guid?)said?["id"] == response.Id)
            {
                version.Acknowledge();
                Interlocked.Increment(ref _acknowledged);
                return true;
            }

            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null && (Guid?)said?["id"] == response.Id)
            {
                Interlocked.Increment(ref _refused);
            }
            else
            {
                _surprises.Enqueue($"{(int)answer.StatusCode} {said?.ToJsonString()}");
            }
        }
        catch (JsonException failure)
        {
            _surprises.Enqueue($"An answer that is no JSON: {failure.Message}");
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            Interlocked.Increment(ref _unanswered);
        }

        return false;
    }

    // What is counted stays so, whatever is killed: who asks again is never told that it is unknown.
    private async Task AskUntil(CancellationToken stop)
    {
        var counted = new HashSet<Guid>();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(ShortestPause, CancellationToken.None);
            if (_toAskFor.TryDequeue(out var response))
            {
                _toAskFor.Enqueue(response);
                await Ask(response.Id, counted);
            }
        }
    }

    private async Task Ask(Guid id, HashSet<Guid> counted)
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(deployment.Figures.Http.BaseAddress!, $"api/v1/responses/{id}"));
            _asked++;
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                counted.Add(id);
            }
            else if (answer.StatusCode != HttpStatusCode.ServiceUnavailable && (answer.StatusCode != HttpStatusCode.NotFound || counted.Contains(id)))
            {
                _surprises.Enqueue($"The state of a response, {(counted.Contains(id) ? "counted" : "unknown")} before: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }
        }
        catch (Exception failure) when (IsSilence(failure))
        {
            // Figures is away, or hangs.
        }
    }

    private static bool IsSilence(Exception failure) => failure is HttpRequestException or TaskCanceledException or IOException;
}
