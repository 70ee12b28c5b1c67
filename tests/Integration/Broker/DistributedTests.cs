using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>Several processes around one broker, under load, while parts of them end and begin.</summary>
public sealed class DistributedTests
{
    private const int Responses = 50_000;

    [Fact]
    public async Task Fifty_thousand_responses_half_of_them_sent_twice_give_the_figures_of_the_rule_while_aggregators_stop_and_start()
    {
        await using var deployment = await Deployment.Start(intakes: 2, aggregators: 2);
        var senders = new Senders(deployment);
        var random = new Random(20261124);
        var ids = Enumerable.Range(0, Responses).Select(_ => Guid.NewGuid()).ToArray();
        var others = ids.Where((_, i) => i % 10 == 0).ToHashSet();
        var sends = ids.Select(id => (Id: id, Level: 4)).Concat(ids.Take(Responses / 2).Select(id => (Id: id, Level: others.Contains(id) ? 2 : 4))).ToArray();
        random.Shuffle(sends);

        var sending = Parallel.ForEachAsync(sends, new ParallelOptions { MaxDegreeOfParallelism = 128 },
            async (it, _) => await senders.Send(it.Id, A.Response(it.Id, it.Level)));
        foreach (var aggregator in deployment.Aggregators)
        {
            var wanted = Math.Min(senders.Acknowledged + 10_000, sends.Length);
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted || sending.IsCompleted));
            await aggregator.Stop();
            await Task.Delay(TimeSpan.FromSeconds(1));
            await aggregator.Start();
        }

        await sending;
        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(Responses);
        var conflicts = others.Count(ids.Take(Responses / 2).ToHashSet().Contains);
        Assert.Equal(conflicts, (int)reconciliation["conflict"]!);
        Assert.Equal((Responses / 2) - conflicts, (int)reconciliation["duplicate"]!);
        Assert.Equal(sends.Length, (int)reconciliation["published"]!);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task Each_process_killed_five_times_under_load_no_acknowledged_response_is_missing_and_none_counted_twice()
    {
        await using var deployment = await Deployment.Start(intakes: 2);
        var senders = new Senders(deployment);
        using var stop = new CancellationTokenSource();
        var sending = senders.SendUntil(stop.Token);
        (Func<Task> Kill, Func<Task> Start)[] parts =
        [
            (deployment.Intakes[0].Kill, () => deployment.Intakes[0].Start()),
            (deployment.Aggregators[0].Kill, () => deployment.Aggregators[0].Start()),
            (deployment.Figures.Kill, () => deployment.Figures.Start()),
            (deployment.Broker.Kill, deployment.Broker.Restart),
        ];

        for (var round = 0; round < 5; round++)
        {
            foreach (var (kill, start) in parts)
            {
                var wanted = senders.Acknowledged + 100;
                await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted));
                await kill();
                await start();
            }
        }

        await stop.CancelAsync();
        await sending;
        Assert.Empty(senders.Surprises);
        Assert.Equal(senders.Sent.Count, senders.Acknowledged);

        // What a killed Intake had published and not reported cannot show in "published", so only the states are compared.
        await Deployment.Until(async () => (int?)(await deployment.Get($"api/v1/figures/{A.Survey}"))["nation"]?["n"] == senders.Sent.Count,
            async () => $"{senders.Sent.Count} sent: {(await deployment.Get($"api/v1/reconciliation/{A.Survey}")).ToJsonString()}");
        Assert.Equal(0, (int)(await deployment.Get($"api/v1/reconciliation/{A.Survey}"))["conflict"]!);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task An_intake_that_is_stopped_under_load_finishes_what_it_accepted()
    {
        await using var deployment = await Deployment.Start(intakes: 2);
        var senders = new Senders(deployment);
        using var stop = new CancellationTokenSource();
        var sending = senders.SendUntil(stop.Token, atATime: 32);

        foreach (var process in (ServiceProcess[])[deployment.Intakes[0], deployment.Aggregators[0]])
        {
            var wanted = senders.Acknowledged + 1_000;
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted));
            var (exitCode, took) = await process.Stop();
            Assert.Equal(0, exitCode);
            Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(30));
            await process.Start();
        }

        await stop.CancelAsync();
        await sending;
        Assert.Empty(senders.Surprises);
        await deployment.Counted(senders.Sent.Count);
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task While_the_broker_is_away_senders_get_503_within_five_seconds_and_afterwards_all_goes_on_by_itself()
    {
        await using var deployment = await Deployment.Start();
        await deployment.Broker.Kill();
        var id = Guid.NewGuid();

        for (var attempt = 0; attempt < 3; attempt++)
        {
            var took = Stopwatch.StartNew();
            using var answer = await deployment.Intakes[0].Http.PostAsJsonAsync("api/v1/responses", A.Response(id));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.Equal(id, (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!);
            Assert.InRange(took.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }

        Assert.Contains("The broker cannot be reached", await Deployment.Readiness(deployment.Intakes[0]));
        await deployment.Broker.Restart();
        await new Senders(deployment).Send(id, A.Response(id));
        var counted = await deployment.Counted(1);
        Assert.Equal(0, (int)counted["conflict"]!);
        await Deployment.Until(async () => (await Deployment.Readiness(deployment.Intakes[0])).Contains("\"status\":\"Healthy\",\"checks\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_database_is_away_intake_never_notices_and_afterwards_the_aggregator_goes_on()
    {
        await using var deployment = await Deployment.Start();
        var senders = new Senders(deployment);
        await using (var connection = new SqliteConnection($"Data Source={deployment.Database}"))
        {
            await connection.OpenAsync();
            await using var writing = connection.BeginTransaction(deferred: false);
            for (var i = 0; i < 200; i++)
            {
                var id = Guid.NewGuid();
                using var answer = await deployment.Intakes[0].Http.PostAsJsonAsync("api/v1/responses", A.Response(id));
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
                senders.Sent[id] = [];
            }

            // Longer than SQLite itself waits for the other writer, so that a fill fails.
            await Deployment.Until(() => Task.FromResult(deployment.Aggregators[0].Output.Contains("rolled back", StringComparison.Ordinal)));
            Assert.Equal(0, (int)(await deployment.Get($"api/v1/reconciliation/{A.Survey}"))["counted"]!);
        }

        var reconciliation = await deployment.Counted(senders.Sent.Count);
        Assert.Equal(0, (int)reconciliation["duplicate"]!);
        Assert.Contains("Healthy", await Deployment.Readiness(deployment.Aggregators[0]), StringComparison.Ordinal);
        await deployment.VerifyIsClean();
    }
}
