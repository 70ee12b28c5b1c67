using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>The disk of Local fills up under load, with everything that Local keeps on it, and is given room again.</summary>
public sealed class DiskFullTests
{
    private const int MostLines = 40;

    [SkippableFact]
    public async Task On_a_full_disk_senders_get_503_nothing_acknowledged_is_lost_and_with_room_all_goes_on_by_itself()
    {
        var way = DiskFullMount.Find();
        Skip.If(way is null, "Neither this user nor root may mount a small disk here (unshare, user namespaces).");
        await using var local = await LocalProcess.StartBy(folder => DiskFullMount.By(way!, folder));
        var (senders, ballast) = (new Senders(local.Http) { MustGetIn = true }, Path.Combine(local.Data, "ballast"));
        using var end = new CancellationTokenSource();
        var sending = senders.SendUntil(end.Token, atATime: 4);
        // Each sends one after another, so what was begun that early is acknowledged by then.
        await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= 100));
        var early = senders.Sent.Keys.First();
        await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= 300));

        await Fill(local, senders, ballast);
        var printed = Lines(local);
        await SendersAreTold(local);
        await CitizensAreServed(local, early);
        await StaffAreTold(local);
        await Deployment.Until(() => Task.FromResult(senders.Refused >= 300));
        Assert.InRange(Lines(local) - printed, 0, MostLines);

        File.Delete(ballast);
        var wanted = senders.Acknowledged + 300;
        await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted), () => Task.FromResult(local.Output));
        await end.CancelAsync();
        await sending;
        await local.Await("health/ready", health => (string)health["status"]! == "Healthy", seconds: 60);
        await AllIsCounted(local, senders);
        using var administrator = await StaffBrowser.SignIn(local.Http.BaseAddress!, "administrator", local.FirstPasswords()["administrator"]);
        var (exitCode, output) = await local.Upkeep("verify", DiskFullMount.Beside(way!, local.Id));
        Assert.True(exitCode == 0, output);
    }

    // What the database has written ahead is written over, so there may be room in it for some more.
    private static Task Fill(LocalProcess local, Senders senders, string ballast) => Deployment.Until(async () =>
    {
        DiskFullMount.Fill(ballast);
        var health = await local.Http.GetFromJsonAsync<JsonNode>("health/ready");
        return senders.Refused > 0 && Degraded(health!, "packs", "disk space") && Degraded(health!, "fills", "disk space") && Degraded(health!, "staff-store", "disk");
    }, () => local.Http.GetStringAsync("health/ready"));

    private static bool Degraded(JsonNode health, string check, string words) => (string)health["status"]! == "Degraded" && health["checks"]![check] is { } found
        && (string)found["status"]! == "Degraded" && ((string)found["description"]!).Contains(words, StringComparison.Ordinal);

    private static async Task SendersAreTold(LocalProcess local)
    {
        var id = Guid.NewGuid();
        using var answer = await local.Http.PostAsJsonAsync("api/v1/responses", A.Response(id));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal(id, (Guid)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!);
    }

    private static async Task CitizensAreServed(LocalProcess local, Guid acknowledged)
    {
        foreach (var path in (string[])["", "khao-sat/PA", "phieu", "staff", $"api/v1/responses/{acknowledged}", "health/live"])
        {
            using var answer = await local.Http.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} {answer}");
        }
    }

    // Whatever staff do has to be written into the trail first.
    private static async Task StaffAreTold(LocalProcess local)
    {
        foreach (var (role, path) in ((string, string)[])[("ministry", $"api/v1/figures/{A.Survey}"), ("ministry", "staff/progress"), ("surveyTeam", "api/v1/batches")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", local.Key(role));
            using var answer = await local.Http.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{path} {answer}");
        }

        using var browser = new StaffBrowser(local.Http.BaseAddress!);
        var shown = await browser.SignIn("administrator", local.FirstPasswords()["administrator"]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, shown.Status);
    }

    private static async Task AllIsCounted(LocalProcess local, Senders senders)
    {
        Assert.Empty(senders.Surprises);
        Assert.Equal(senders.Sent.Count, senders.Acknowledged);
        // The one that was sent apart and refused may be among them.
        var reconciliation = await local.Await($"api/v1/reconciliation/{A.Survey}", it => (int)it["waiting"]! == 0);
        Assert.InRange((int)reconciliation["counted"]!, senders.Sent.Count, senders.Sent.Count + 1);
        Assert.Equal(0, (int)reconciliation["conflict"]!);
        await Parallel.ForEachAsync(senders.Sent.Keys, async (id, cancellationToken) =>
        {
            var state = await local.Http.GetFromJsonAsync<JsonNode>($"api/v1/responses/{id}", cancellationToken);
            Assert.Equal("counted", (string)state!["state"]!);
        });
    }

    private static int Lines(LocalProcess local) => local.Output.Count(it => it == '\n');
}
