using System.Collections.Concurrent;
using System.Net.Http.Json;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Sends requests by their numbers, some tens at a time, and judges every answer.</summary>
internal sealed class FuzzRun(FuzzSite site, FuzzCases cases) : IDisposable
{
    private const int AtOnce = 24;

    // More than 20 at a time are rightly refused.
    private const int FilesAtOnce = 12;
    private const int MostFailures = 10;
    private const int MostTries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // Of what routes read, in bytes.
    private const int SmallestLimit = 16 * 1024;

    // A right response in between must be taken whatever else is going on.
    private const int Between = 1_000;

    private readonly ConcurrentQueue<string> _failures = [];
    private readonly ConcurrentBag<Line> _lines = [];

    public IReadOnlyCollection<string> Failures => _failures;

    public FuzzAnswers Answers { get; } = new();

    /// <summary>Sends those with these numbers, and ends their connections: what a connection holds, and what went over it last, is not what the service keeps.</summary>
    public async Task Send(IEnumerable<int> numbers, bool mayBeFiles = false)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = mayBeFiles ? FilesAtOnce : AtOnce };
        await Parallel.ForEachAsync(numbers.TakeWhile(_ => _failures.Count < MostFailures), options, async (index, _) =>
        {
            await Send(index);
            if (index % Between == 0)
            {
                await SendRight();
            }
        });
        EndConnections();
    }

    private async Task Send(int index)
    {
        var request = cases.Make(index);
        var line = _lines.TryTake(out var free) ? free : new Line(FuzzSite.NewClient(), null);
        var fault = await Try(request, line.Client, index);
        if (fault is not null && line.Before is { IsChunked: true, Body.Length: > SmallestLimit })
        {
            // Nobody knew how long that one was, so its answer could not say that the connection ends.
            fault = await Try(request, line.Client, index);
        }

        if (fault is not null)
        {
            var before = line.Before is null ? "" : $"Before it, over the same connection, went:\n{line.Before.Escape(site.Host.Address)}\n";
            _failures.Enqueue($"Request {index} ({request.About}) {fault}\n{request.Escape(site.Host.Address)}\n{before}");
        }

        _lines.Add(request.Wire is null ? line with { Before = request } : line);
    }

    public void Dispose() => EndConnections();

    private void EndConnections()
    {
        while (_lines.TryTake(out var line))
        {
            line.Client.Dispose();
        }
    }

    private async Task SendRight()
    {
        var id = Guid.NewGuid();
        using var answer = await site.Client.PostAsJsonAsync(new Uri(site.Host.Address, "api/v1/responses"), A.Response(id));
        if ((int)answer.StatusCode != 202)
        {
            _failures.Enqueue($"A right response was answered {answer.StatusCode} in between: {await answer.Content.ReadAsStringAsync()}");
            return;
        }

        Answers.Add(new FuzzAnswer(202, [], await answer.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>What is wrong with the answer; null when nothing is.</summary>
    private async Task<string?> Try(FuzzRequest request, HttpClient client, int index, bool asksFirst = false)
    {
        try
        {
            return request.Wire is { } bytes ? FaultOf(await FuzzWire.Send(bytes, site.Host.Address)) : await Ask(request, client, index, asksFirst);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or InvalidOperationException or FormatException)
        {
            Answers.AddUnanswered();
            return MayBreak(request) && !asksFirst ? await Try(request, client, index, asksFirst: true)
                : $"got no answer: {failure.GetType().Name} {failure.Message} {failure.GetBaseException().Message}";
        }
    }

    private async Task<string?> Ask(FuzzRequest request, HttpClient client, int index, bool asksFirst)
    {
        for (var tries = 1; ; tries++)
        {
            using var message = request.ToMessage(site.Host.Address);
            message.Headers.ExpectContinue = asksFirst ? true : message.Headers.ExpectContinue;
            // Into arrays of its own; the client's would stay in pools.
            using var answer = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
            using var body = new MemoryStream();
            using var patience = new CancellationTokenSource(client.Timeout);
            await answer.Content.CopyToAsync(body, patience.Token);
            var headers = answer.Headers.Concat(answer.Content.Headers).SelectMany(it => it.Value.Select(value => (it.Key, value)));
            var read = new FuzzAnswer((int)answer.StatusCode, [.. headers], body.ToArray());
            Answers.Add(read);
            if (read.Draft is { } draft)
            {
                site.Keep(draft, index);
            }

            if (tries == MostTries || read.Status != 503)
            {
                return read.FindFault();
            }

            // The machine is busy, and it is not known whether the response is stored: as every sender should.
            Answers.AddUnanswered();
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? Pause);
        }
    }

    private string? FaultOf((int? Status, byte[] Answer) wire)
    {
        var answers = FuzzAnswer.Read(wire.Answer).ToList();
        answers.ForEach(Answers.Add);
        if (answers.Count == 0)
        {
            Answers.AddUnanswered();
        }

        // 501 and 505 are what HTTP says to codings and versions that are not its own.
        return answers.Select(it => it.Status is 501 or 505 ? null : it.FindFault()).FirstOrDefault(it => it is not null);
    }

    // Where a request is refused by its head, nobody reads its body, and HTTP lets the connection break while that is still being sent. Who asks before it is sent gets the answer.
    private static bool MayBreak(FuzzRequest request) =>
        request is { Wire: null, Body: not null } && (request.Body.Length > SmallestLimit || request.Headers.Count >= 60 || request.Headers.Sum(it => it.Value.Length) > 8 * 1024);

    /// <summary>A connection, and what went over it last.</summary>
    private sealed record Line(HttpClient Client, FuzzRequest? Before);
}
