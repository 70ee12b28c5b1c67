using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Queue;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What must be so once everything is back: nothing is lost, nothing is counted twice, everything adds up and is healthy.</summary>
internal sealed class RandomOutcome(Deployment deployment, RandomLoad load, RandomReport report)
{
    // A confirmation that hangs is given up after 60 s, and a fill that fails is tried again every 5 s.
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(2);

    /// <summary>Waits until it is so; the load has stopped.</summary>
    public async Task Check()
    {
        Assert.True(!load.Surprises.Any(), string.Join('\n', load.Surprises.Distinct().Take(10)));
        var stored = await Settled();
        AsSent(stored);
        await AsTold();
        await FiguresAre(stored);
        await deployment.VerifyIsClean();
        report.Say("verify is clean");
        foreach (var process in deployment.All)
        {
            await Deployment.IsHealthy(process);
        }

        report.Say("all are healthy");
    }

    // Nothing waits in a queue, and what reconciliation says is what the rows say. What an Intake published in a pack that it never heard of again may be missing for good, told by a gap
    // in its packs ("What may show though nothing is lost", services/README.md); whether that was acknowledged to anybody is looked at response by response.
    private async Task<List<Row>> Settled()
    {
        await using var broker = await deployment.Connect();
        await using var channel = await broker.CreateChannelAsync();
        var (reconciliation, waited) = ("", Stopwatch.StartNew());
        await using var database = deployment.ConnectDatabase();
        await Deployment.Until(
            async () =>
            {
                var now = await deployment.Get($"api/v1/reconciliation/{A.Survey}");
                reconciliation = now.ToJsonString();
                return ((int?)now["waiting"] == 0 || (waited.Elapsed > Recovery * 0.75 && (int)now["waiting"]! > 0 && await HasGap(database))) && (int)now["published"]! >= load.Acknowledged && (await channel.QueueDeclarePassiveAsync(QueueTopology.Name)).MessageCount == 0;
            },
            () => Task.FromResult($"{reconciliation}; {load.Totals}"),
            Recovery);
        report.Say($"reconciliation: {reconciliation}");
        Assert.Equal(0u, (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount);

        List<Row> stored = [.. (await database.QueryAsync<(byte[] Id, long State, byte[] Content)>("SELECT id, CAST(state AS BIGINT), content FROM entry"))
            .Select(row => new Row(new Guid(row.Id, bigEndian: true), (EntryState)row.State, LevelOf(row.Content)))];
        var said = JsonNode.Parse(reconciliation)!;
        Assert.Equal(stored.Count, (int)said["published"]! - (int)said["waiting"]!);
        foreach (var state in Enum.GetValues<EntryState>())
        {
            Assert.Equal(stored.Count(row => row.State == state), (int)said[state.ToString().ToLowerInvariant()]!);
        }

        return stored;
    }

    // Packs that follow each other without a gap are a watermark.
    private static async Task<bool> HasGap(DbConnection database) => await database.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM pack") > 0;

    // Of each version at least as many rows as there were acknowledgements, at most as many as there were attempts; of each id one that counts, of the first version.
    private void AsSent(List<Row> stored)
    {
        var sent = load.Responses.ToDictionary(it => it.Id);
        Assert.DoesNotContain(stored, row => !sent.ContainsKey(row.Id));
        var byId = stored.ToLookup(row => row.Id);
        foreach (var response in sent.Values)
        {
            foreach (var version in new[] { response.First, response.Other }.OfType<RandomVersion>())
            {
                Assert.InRange(byId[response.Id].Count(row => row.Level == version.Level), version.Acknowledged, version.Attempts);
            }

            Assert.All(byId[response.Id], row => Assert.True(row.Level == response.First.Level || row.Level == response.Other?.Level));
            Assert.All(byId[response.Id].Where(row => row.State == EntryState.Counted), row => Assert.Equal(response.First.Level, row.Level));
            Assert.Equal(byId[response.Id].Any() ? 1 : 0, byId[response.Id].Count(row => row.State == EntryState.Counted));
        }

        report.Say($"each of {load.Responses.Count(it => it.First.Acknowledged > 0)} acknowledged responses is in the database and counted once");
    }

    // As whoever sent it is told.
    private async Task AsTold()
    {
        var acknowledged = load.Responses.Where(it => it.First.Acknowledged > 0);
        await Parallel.ForEachAsync(acknowledged, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (response, cancellationToken) =>
        {
            using var answer = await deployment.Figures.Http.GetAsync($"api/v1/responses/{response.Id}", cancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var state = (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
            Assert.Equal("counted", (string)state["state"]!);
            Assert.Equal(response.Other is not null, (bool)state["conflict"]!);
        });
        report.Say("each of them is said to be counted to whoever asks");
    }

    // Added up here, from the rows that count.
    private async Task FiguresAre(List<Row> stored)
    {
        var levels = Enumerable.Range(1, 5).Select(level => stored.Count(row => row.State == EntryState.Counted && row.Level == level)).ToArray();
        JsonNode nation = new JsonObject();
        await Deployment.Until(
            async () => (int?)(nation = await deployment.Get($"api/v1/figures/{A.Survey}/nation"))["n"] == levels.Sum(),
            () => Task.FromResult($"{levels.Sum()} are counted, and figures say {nation.ToJsonString()}"));
        foreach (var item in nation["indicators"]!.AsArray().Where(it => it!["levels"] is not null))
        {
            Assert.Equal(levels, item!["levels"]!.AsArray().Select(level => (int)level!));
        }
    }

    private static int LevelOf(byte[] content)
    {
        Assert.True(Content.TryRead(content, out var read));
        return read.Answers.Span[0];
    }

    private sealed record Row(Guid Id, EntryState State, int Level);
}
