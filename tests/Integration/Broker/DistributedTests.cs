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
    private const int Conflicts = 2_500;

    [Fact]
    public async Task Fifty_thousand_responses_half_of_them_sent_twice_give_the_figures_of_the_rule_while_aggregators_stop_and_start()
    {
        await using var deployment = await Deployment.Start(intakes: 2, aggregators: 2);
        var senders = new Senders(deployment);
        var random = new Random(20261124);
        var responses = Enumerable.Range(0, Responses).Select(i => (Id: Guid.NewGuid(), Level: i % 10 < 3 ? 2 : 4)).ToArray();
        var (again, other) = (responses[..Conflicts], responses[Conflicts..(Responses / 2)]);
        var sends = responses[Conflicts..].Concat(other).Select(it => (it.Id, it.Level, After: 0)).Concat(again.Select(it => (it.Id, it.Level, After: 6 - it.Level))).ToArray();
        random.Shuffle(sends);

        var sending = Parallel.ForEachAsync(sends, new ParallelOptions { MaxDegreeOfParallelism = 128 }, async (it, _) =>
        {
            await senders.Send(it.Id, A.Response(it.Id, it.Level));
            if (it.After > 0)
            {
                // Sent once the first is acknowledged, so that which of them is the earlier one, and counts, is known.
                await senders.Send(it.Id, A.Response(it.Id, it.After));
            }
        });
        foreach (var aggregator in deployment.Aggregators)
        {
            var wanted = Math.Min(senders.Acknowledged + 10_000, sends.Length);
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted || sending.IsCompleted));
            await aggregator.Stop();
            await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted + 1_000 || sending.IsCompleted));
            await aggregator.Start();
        }

        await sending;
        Assert.Empty(senders.Surprises);
        var reconciliation = await deployment.Counted(Responses);
        Assert.Equal(Conflicts, (int)reconciliation["conflict"]!);
        Assert.Equal((Responses / 2) - Conflicts, (int)reconciliation["duplicate"]!);
        Assert.Equal(Responses * 3 / 2, (int)reconciliation["published"]!);
        await FiguresAre(deployment, satisfied: responses.Count(it => it.Level == 4), dissatisfied: responses.Count(it => it.Level == 2));
        await deployment.VerifyIsClean();
    }

    [Fact]
    public async Task Each_process_killed_five_times_under_load_no_acknowledged_response_is_missing_and_none_counted_twice()
    {
        await using var deployment = await Deployment.Start(intakes: 2);
        var senders = new Senders(deployment) { IntakesAreKilled = true };
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
        var senders = new Senders(deployment) { AskFirst = true };
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
        await Deployment.IsHealthy(deployment.Intakes[0]);
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
            await Deployment.Complains(deployment.Aggregators[0], "fills", "The database took nothing at the last attempt");
            Assert.Equal(0, (int)(await deployment.Get($"api/v1/reconciliation/{A.Survey}"))["counted"]!);
        }

        var reconciliation = await deployment.Counted(senders.Sent.Count);
        Assert.Equal(0, (int)reconciliation["duplicate"]!);
        await Deployment.IsHealthy(deployment.Aggregators[0]);
        // Degraded readiness was asked for many times; it is no outcome of its own.
        Assert.DoesNotContain("Health check", deployment.Aggregators[0].Output, StringComparison.Ordinal);
        await deployment.VerifyIsClean();
    }

    // The levels are 2 and 4, alike for all items of a response: every one of the 51 indicators has the same share of satisfied answers and
    // the same mean of levels as a percentage of 5, and so has the whole, which is a mean of means.
    private static async Task FiguresAre(Deployment deployment, int satisfied, int dissatisfied)
    {
        var all = satisfied + dissatisfied;
        var figures = await deployment.Get($"api/v1/figures/{A.Survey}/{A.LaoCai}");
        Assert.Equal(51, figures["indicators"]!.AsArray().Count);
        foreach (var indicator in figures["indicators"]!.AsArray())
        {
            Assert.Equal(all, (int)indicator!["n"]!);
            Assert.Equal(100.0 * satisfied / all, (double)indicator["satisfied"]!, 9);
            Assert.Equal(100.0 * ((2 * dissatisfied) + (4 * satisfied)) / (5 * all), (double)indicator["score"]!, 9);
            if (indicator["levels"] is { } levels)
            {
                Assert.Equal([0, dissatisfied, 0, satisfied, 0], levels.AsArray().Select(level => (int)level!));
            }
        }
    }
}
