using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Time from the 202 of a response to the first answer of Figures whose running figure has it, at a quarter and at half of the load that all processes together take at most. The load is
/// of one province; the responses that are looked for are each of a province that nobody else answers for at the time, so that its n tells when one is in.
/// </summary>
internal static class VisibleBenchmark
{
    /// <summary>The metric of Intake that counts accepted responses.</summary>
    public const string Accepted = """sipas_responses_answered_total\{[^}]*status="202"[^}]*\}""";

    private const int Connections = 256;

    // What the time is measured by is part of it: so long at most after a figure could be seen is it seen.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan BetweenResponses = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Aim = TimeSpan.FromSeconds(1.5);

    private static readonly string[] Provinces = [.. A.Catalogue.FindSurvey(A.Survey)!.Geography.Provinces.Select(province => province.Code).Where(code => code != A.LaoCai)];

    public static async Task Run(TimeSpan duration)
    {
        var ratios = new List<string>();
        foreach (var make in BenchmarkDatabase.Kinds())
        {
            await using var database = make();
            await using var deployment = await Deployment.Start(sqlServer: database.SqlServer);
            var address = deployment.Intakes[0].Http.BaseAddress!;
            await Load.Run(address, Connections, WarmUp);
            var most = await Load.Run(address, Connections, duration);
            await AllStored(deployment);
            using (var warm = new CancellationTokenSource(WarmUp))
            {
                // Figures was just started, too.
                await Look(deployment, warm.Token);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{database.Name}: at most {most.PerSecond:0}/s, with Aggregator and Figures beside it"));
            Console.WriteLine("load       asked/s   accepted/s   refused   answered p99 ms   looked for   visible p50 ms   p99 ms");
            foreach (var (name, share) in ((string, double)[])[("quarter", 0.25), ("half", 0.5)])
            {
                using var end = new CancellationTokenSource();
                var visible = Look(deployment, end.Token);
                // Four times as long, as only twenty a second are looked for.
                var load = await PacedLoad.Run(address, Connections, most.PerSecond * share, 4 * duration);
                await end.CancelAsync();
                var times = (await visible).Order().ToArray();
                var (p50, p99) = (times[times.Length / 2], times[(int)(times.Length * 0.99)]);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{name,-8} {most.PerSecond * share,9:0} {load.PerSecond,12:0} {load.Refused,9} {load.P99.TotalMilliseconds,17:0.0} {times.Length,12} {p50.TotalMilliseconds,16:0} {p99.TotalMilliseconds,8:0}"));
                ratios.Add(IntakeBenchmark.Ratio($"visible_{database.Name}_{name}_p99_of_aim", p99 / Aim));
                await AllStored(deployment);
            }
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    /// <summary>Waits until every accepted response is stored.</summary>
    public static Task AllStored(Deployment deployment) => Deployment.Until(async () =>
    {
        var accepted = 0d;
        var stored = 0d;
        foreach (var intake in deployment.Intakes)
        {
            accepted += await intake.Metric(Accepted);
        }

        foreach (var aggregator in deployment.Aggregators)
        {
            stored += await aggregator.Metric("sipas_entries_stored_total");
        }

        return accepted > 0 && stored >= accepted;
    }, atMost: Longest);

    // Sends single responses and asks for the figures until all of them are in; the time that each took.
    private static async Task<IReadOnlyList<TimeSpan>> Look(Deployment deployment, CancellationToken end)
    {
        var counted = await Counts(deployment);
        var waiting = new ConcurrentDictionary<string, (long N, long AcceptedAt)>(StringComparer.Ordinal);
        var sending = Send(deployment, counted, waiting, end);
        var times = new List<TimeSpan>();
        while (!sending.IsCompleted || !waiting.IsEmpty)
        {
            Trace.Assert(waiting.Values.All(it => Stopwatch.GetElapsedTime(it.AcceptedAt) < Longest), "A response is in no figure.");
            await Task.Delay(Pause, CancellationToken.None);
            var now = await Counts(deployment);
            var seen = Stopwatch.GetTimestamp();
            foreach (var (province, response) in waiting.Where(it => now[it.Key] >= it.Value.N))
            {
                times.Add(Stopwatch.GetElapsedTime(response.AcceptedAt, seen));
                waiting.TryRemove(province, out _);
            }
        }

        await sending;
        return times;
    }

    private static async Task Send(Deployment deployment, Dictionary<string, long> counted, ConcurrentDictionary<string, (long N, long AcceptedAt)> waiting, CancellationToken end)
    {
        var sent = Provinces.ToDictionary(province => province, province => counted[province]);
        for (var next = 0; !end.IsCancellationRequested; next++)
        {
            var province = Provinces[next % Provinces.Length];
            if (waiting.ContainsKey(province))
            {
                // Figures lag by seconds.
                await Task.Delay(Pause, CancellationToken.None);
                continue;
            }

            using var answer = await deployment.Intakes[0].Http.PostAsJsonAsync("api/v1/responses", A.Response(province: province), CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            waiting[province] = (++sent[province], Stopwatch.GetTimestamp());
            await Task.Delay(BetweenResponses, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Dictionary<string, long>> Counts(Deployment deployment) =>
        (await deployment.Get($"api/v1/figures/{A.Survey}"))["provinces"]!.AsArray().ToDictionary(row => (string)row!["province"]!, row => (long)row!["n"]!);
}
