using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>Senders as they should be: who was not answered 202 sends again, under the same id, to any Intake.</summary>
/// <param name="intakes">Where they send to.</param>
internal sealed class Senders(params IReadOnlyList<HttpClient> intakes)
{
    private readonly ConcurrentBag<string> _surprises = [];
    private int _next;
    private int _acknowledged;
    private int _refused;

    /// <summary>Senders to all Intakes of a deployment.</summary>
    public Senders(Deployment deployment)
        : this([.. deployment.Intakes.Select(it => it.Http)])
    {
    }

    /// <summary>Whether everybody must get in: then a connection that fails or is closed is a surprise, at any point.</summary>
    public bool MustGetIn { get; init; }

    /// <summary>Whether Intakes are killed meanwhile: then a request may break off at any point.</summary>
    public bool IntakesAreKilled { get; init; }

    /// <summary>
    /// Whether the body is sent only once the Intake reads it (Expect: 100-continue). Only so can one tell a request that was accepted from one
    /// that met a connection which was just being closed.
    /// </summary>
    public bool AskFirst { get; init; }

    /// <summary>Ids of all responses that were ever sent, with what they say.</summary>
    public ConcurrentDictionary<Guid, JsonObject> Sent { get; } = new();

    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Answers 503 with a time to retry.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>What should not have been: answers that are neither 202 nor 503 with a time to retry, accepted requests without any.</summary>
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
        var intake = intakes[Interlocked.Increment(ref _next) % intakes.Count];
        using var body = new Body(response);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/responses") { Content = body };
            request.Headers.ExpectContinue = AskFirst;
            using var answer = await intake.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.ServiceUnavailable && answer.Headers.RetryAfter is not null)
            {
                Interlocked.Increment(ref _refused);
            }
            else if (answer.StatusCode != HttpStatusCode.Accepted)
            {
                _surprises.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
            }

            return answer.StatusCode == HttpStatusCode.Accepted;
        }
        catch (HttpRequestException failure)
        {
            // That Intake is away: nobody listens, or nobody read what was being sent.
            if (MustGetIn || (body.IsSent && !IntakesAreKilled))
            {
                _surprises.Add($"A request that was accepted got no answer: {failure.Message} {failure.InnerException?.Message}");
            }

            return false;
        }
    }

    /// <summary>A body that knows whether it was sent.</summary>
    private sealed class Body : HttpContent
    {
        private readonly byte[] _bytes;

        public Body(JsonObject response)
        {
            _bytes = JsonSerializer.SerializeToUtf8Bytes(response);
            Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        public bool IsSent { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            IsSent = true;
            return stream.WriteAsync(_bytes).AsTask();
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
