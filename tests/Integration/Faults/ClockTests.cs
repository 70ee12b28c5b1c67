using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>The clock of a running Local is set back and forward by a day, as happens when somebody mends it, or a machine starts without its time server.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private readonly ClockFake _clock = new();
    private LocalProcess? _local;

    private LocalProcess Local => _local!;

    public async Task InitializeAsync()
    {
        if (ClockFake.Find() is not null)
        {
            _local = await LocalProcess.StartWith(_clock.Environment);
        }
    }

    public async Task DisposeAsync()
    {
        if (_local is not null)
        {
            await _local.DisposeAsync();
        }

        _clock.Dispose();
    }

    [SkippableFact]
    public async Task Whatever_the_clock_does_nothing_is_lost_figures_go_on_and_staff_stay_signed_in_or_sign_in_again()
    {
        SkipWithoutFake();
        using var administrator = await StaffBrowser.SignIn(Local.Http.BaseAddress!, "administrator", Local.FirstPasswords()["administrator"]);
        var senders = new Senders(Local.Http) { MustGetIn = true };
        using var end = new CancellationTokenSource();
        var sending = senders.SendUntil(end.Token, atATime: 2);
        var contested = Guid.NewGuid();
        await Send(contested, level: 4);
        await FiguresGoOn(senders);

        await SetClock(-Day);
        // Received earlier, as far as anybody can tell, so it is this one that counts.
        await Send(contested, level: 2);
        await FiguresGoOn(senders);
        Assert.Equal(HttpStatusCode.OK, (await administrator.Go("staff/accounts")).Status);

        foreach (var away in (TimeSpan[])[-Day, TimeSpan.Zero, Day, TimeSpan.Zero])
        {
            await SetClock(away);
            await FiguresGoOn(senders);
            using var again = await StaffBrowser.SignIn(Local.Http.BaseAddress!, "administrator", StaffBrowser.Chosen);
            Assert.Equal(HttpStatusCode.OK, (await again.Go("staff/accounts")).Status);
        }

        await end.CancelAsync();
        await sending;
        Assert.Empty(senders.Surprises);
        Assert.Equal((0, senders.Sent.Count), (senders.Refused, senders.Acknowledged));
        await AllIsCounted(senders.Sent, contested);
    }

    [SkippableFact]
    public async Task A_pause_after_wrong_passwords_does_not_grow_by_the_day_that_the_clock_was_set_back()
    {
        SkipWithoutFake();
        using var guesser = new StaffBrowser(Local.Http.BaseAddress!);
        await Deployment.Until(async () => (await guesser.SignIn("auditor", "wrong-password-of-a-test")).Status == HttpStatusCode.TooManyRequests);

        await SetClock(-Day);

        // The pause that was begun, half a minute at most.
        await Deployment.Until(async () => (await guesser.SignIn("auditor", Local.FirstPasswords()["auditor"])).Status != HttpStatusCode.TooManyRequests);
        Assert.Contains("Đăng xuất", guesser.Page.Text, StringComparison.Ordinal);
    }

    private void SkipWithoutFake() => Skip.If(_local is null, "libfaketime is not installed (tests/run installs it where it can).");

    private async Task SetClock(TimeSpan away)
    {
        _clock.Set(away);
        var wanted = DateTimeOffset.UtcNow + away;
        await Deployment.Until(async () =>
        {
            // Kestrel writes the date of its answers anew once a second.
            using var answer = await Local.Http.GetAsync("health/live");
            return (answer.Headers.Date - wanted)?.Duration() < TimeSpan.FromHours(1);
        });
    }

    private async Task Send(Guid id, int level)
    {
        using var answer = await Local.Http.PostAsJsonAsync("api/v1/responses", A.Response(id, level));
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    // What is acknowledged now is soon in the figures, and nothing complains.
    private async Task FiguresGoOn(Senders senders)
    {
        var wanted = senders.Acknowledged + 20;
        await Deployment.Until(() => Task.FromResult(senders.Acknowledged >= wanted));
        await Local.Await($"api/v1/figures/{A.Survey}", figures => (int)figures["nation"]!["n"]! >= wanted, seconds: 15);
        await Local.Await("health/ready", health => (string)health["status"]! == "Healthy");
    }

    private async Task AllIsCounted(IReadOnlyDictionary<Guid, JsonObject> sent, Guid contested)
    {
        var reconciliation = await Local.Await($"api/v1/reconciliation/{A.Survey}", it => (int)it["waiting"]! == 0);
        Assert.Equal((sent.Count + 1, 1, 0), ((int)reconciliation["counted"]!, (int)reconciliation["conflict"]!, (int)reconciliation["duplicate"]!));
        Assert.True((bool)(await Local.Http.GetFromJsonAsync<JsonNode>($"api/v1/responses/{contested}"))!["conflict"]!);

        // One more at level 2 than the others sent: the earlier one of the two counts.
        var levels = new int[5];
        foreach (var level in sent.Values.Select(it => (int)it["answers"]!["P01"]!).Append(2))
        {
            levels[level - 1]++;
        }

        var figures = await Local.Await($"api/v1/figures/{A.Survey}/{A.LaoCai}", it => (int)it["n"]! == sent.Count + 1);
        Assert.Equal(levels, figures["indicators"]!.AsArray().First(it => (string)it!["code"]! == "P01")!["levels"]!.AsArray().Select(it => (int)it!));
        Assert.Equal(0, await Local.Stop());
        var (exitCode, output) = await Local.Upkeep("verify");
        Assert.True(exitCode == 0, output);
    }
}
