using System.Net;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Local;
using Xunit.Abstractions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Thousands of clients that do not do what clients do, and meanwhile a few that do: these are answered, and afterwards the process is as it was.</summary>
public sealed class BadClientsTests(ITestOutputHelper output)
{
    private const int AtOnce = 500;
    private const int Silent = 10_000;
    private const int OfEachOther = 200;
    private const int NotReading = 20;

    // What a process may have more than before: connections that good clients keep, and threads and memory that .NET keeps for the next time. After 10,000 connections that is 120 to 150 MB,
    // after the third time 160, where it stays.
    private const int MoreFiles = 20;
    private const int MoreThreads = 30;
    private const int MoreMegabytes = 250;

    [SkippableFact]
    public async Task Intake_serves_others_while_clients_vanish_dawdle_and_say_nothing()
    {
        SkipWithoutFiles();
        await using var deployment = await Deployment.Start();
        var intake = deployment.Intakes[0];

        var (counted, half, whole) = await Withstand(intake.Http, intake.Id);

        await Deployment.IsHealthy(intake);
        var stored = await Stored(deployment.Figures.Http, half, whole, async () => (int)(await deployment.Get($"api/v1/reconciliation/{A.Survey}"))["waiting"]! == 0);
        var reconciliation = await deployment.Counted(counted + stored);
        Assert.Equal((0, 0), ((int)reconciliation["conflict"]!, (int)reconciliation["rejected"]!));
        await deployment.VerifyIsClean();
        // Who goes away is no failure of ours; thousands who do would fill the log.
        Assert.DoesNotContain("   at ", intake.Output, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Local_serves_others_while_clients_vanish_dawdle_and_say_nothing()
    {
        SkipWithoutFiles();
        await using var local = await LocalProcess.Start();

        var (counted, half, whole) = await Withstand(local.Http, local.Id);

        await local.Await("health/ready", health => (string)health["status"]! == "Healthy");
        var stored = await Stored(local.Http, half, whole, async () => (int)(await local.Get($"api/v1/reconciliation/{A.Survey}"))["waiting"]! == 0);
        var reconciliation = await local.Await($"api/v1/reconciliation/{A.Survey}", it => (int)it["counted"]! == counted + stored);
        Assert.Equal((0, 0), ((int)reconciliation["conflict"]!, (int)reconciliation["rejected"]!));
        var (exitCode, said) = await local.Upkeep("verify");
        Assert.True(exitCode == 0, said);
        Assert.DoesNotContain("   at ", local.Output, StringComparison.Ordinal);
    }

    private static void SkipWithoutFiles()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "What a process has is read from /proc.");
        Skip.If(BadClientsFootprint.MostFiles() < Silent + 1_500, $"A process may have {BadClientsFootprint.MostFiles()} connections here, fewer than this takes (ulimit -Hn).");
    }

    // How many good responses were acknowledged, and the ids of those whose sender vanished in the middle and at the end.
    private async Task<(int Acknowledged, List<Guid> Half, List<Guid> Whole)> Withstand(HttpClient http, int process)
    {
        // One keeps its connection, the other comes anew each time, as everybody does who comes for the first time.
        using var anew = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = http.BaseAddress, Timeout = TimeSpan.FromSeconds(30) };
        var senders = new Senders(http, anew) { MustGetIn = true };
        using var end = new CancellationTokenSource();
        var sending = senders.SendUntil(end.Token, atATime: 2);
        await Acknowledged(senders, 200);
        var before = BadClientsFootprint.Of(process);
        using var bad = new BadClients(http.BaseAddress!);

        var slow = bad.SendSlowly(OfEachOther, A.Response().ToJsonString(), end.Token);
        await bad.StopInTheHead(OfEachOther);
        await bad.AskAndNotRead(NotReading, "/form-worker.js", times: 2_000);
        var (half, whole) = (new List<Guid>(), new List<Guid>());
        for (var wave = 0; wave < 4; wave++)
        {
            await Vanish(bad, half, part: 0.5, reset: wave % 2 == 0);
            await Acknowledged(senders, 20);
        }

        await Vanish(bad, whole, part: 1, reset: true);
        await bad.BeSilent(Silent);
        var during = BadClientsFootprint.Of(process);
        await Acknowledged(senders, 200);

        // The clients are all still there; it is the process that has enough of them. Only those who do not read may stay for as long as what was written takes at the slowest rate.
        await Deployment.Until(() => Task.FromResult(BadClientsFootprint.FilesOf(process) <= before.Files + MoreFiles + NotReading),
            () => Task.FromResult($"before {before}, now {BadClientsFootprint.Of(process)}, with {bad.Held} clients"));
        bad.Dispose();
        await Acknowledged(senders, 200);
        await end.CancelAsync();
        await Task.WhenAll(sending, slow);
        Assert.Empty(senders.Surprises);
        Assert.Equal((0, senders.Sent.Count), (senders.Refused, senders.Acknowledged));
        var limits = new BadClientsFootprint(before.Megabytes + MoreMegabytes, before.Files + MoreFiles, before.Threads + MoreThreads);
        await Deployment.Until(
            () => Task.FromResult(BadClientsFootprint.Of(process) is var now && now.Megabytes <= limits.Megabytes && now.Threads <= limits.Threads && now.Files <= limits.Files),
            () => Task.FromResult($"before {before}, during {during}, now {BadClientsFootprint.Of(process)}"));
        output.WriteLine($"before {before}, during {during}, afterwards {BadClientsFootprint.Of(process)}; {senders.Acknowledged} acknowledged");
        return (senders.Acknowledged, half, whole);
    }

    private static Task Acknowledged(Senders senders, int more)
    {
        var wanted = senders.Acknowledged + more;
        return Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted || senders.Surprises.Any()));
    }

    private static async Task Vanish(BadClients bad, List<Guid> ids, double part, bool reset)
    {
        var sent = Enumerable.Range(0, AtOnce).Select(_ => Guid.NewGuid()).ToList();
        ids.AddRange(sent);
        await bad.Vanish([.. sent.Select(id => A.Response(id).ToJsonString())], part, reset);
    }

    // A response that came whole may count, though nobody heard of it; half a one may not.
    private static async Task<int> Stored(HttpClient http, List<Guid> half, List<Guid> whole, Func<Task<bool>> allIsStored)
    {
        await Deployment.Until(allIsStored);
        Assert.Equal(0, await Counted(http, half));
        return await Counted(http, whole);
    }

    private static async Task<int> Counted(HttpClient http, List<Guid> ids)
    {
        var counted = 0;
        await Parallel.ForEachAsync(ids, async (id, cancellationToken) =>
        {
            using var answer = await http.GetAsync($"api/v1/responses/{id}", cancellationToken);
            if (answer.StatusCode != HttpStatusCode.NotFound)
            {
                Assert.Equal("counted", (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!["state"]!);
                Interlocked.Increment(ref counted);
            }
        });
        return counted;
    }
}
