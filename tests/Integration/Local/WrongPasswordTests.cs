using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>Wrong passwords: they are slowed down, tell nothing, and harm nobody else.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class WrongPasswordTests : IAsyncLifetime
{
    private const int Attempts = 10_000;
    private const int Attackers = 8;

    // Of citizens and of the Ministry meanwhile. Without the attack it takes a hundredth.
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private LocalProcess _local = null!;

    private Uri Address => _local.Http.BaseAddress!;

    public async Task InitializeAsync() => _local = await LocalProcess.Start();

    public Task DisposeAsync() => _local.DisposeAsync().AsTask();

    [Fact]
    public async Task Whether_an_account_exists_is_not_told()
    {
        // Signed in once each, so that there are accounts of every state.
        using var known = await StaffBrowser.SignIn(Address, "auditor", _local.FirstPasswords()["auditor"]);
        using var administrator = await StaffBrowser.SignIn(Address, "administrator", _local.FirstPasswords()["administrator"]);
        await administrator.Go("staff/accounts");
        await administrator.Go(Regex.Match(administrator.Page.Text, "href=\"(/staff/accounts/[^\"]*)\">analyst<").Groups[1].Value);
        await administrator.Send($"{administrator.Page.Address.AbsolutePath}/shut");

        var answers = new List<string>();
        foreach (var (user, password) in (List<(string, string)>)[
            ("auditor", "wrong"), ("nobody-xx", "wrong"), ("supervisor", "wrong"), ("analyst", _local.FirstPasswords()["analyst"]), ("nobody-yy", _local.FirstPasswords()["supervisor"])])
        {
            using var stranger = new StaffBrowser(Address);
            await stranger.Go("account/sign-in");
            await stranger.Send("/account/sign-in", ("user", user), ("password", password));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, stranger.Page.Status);
            answers.Add(Without(stranger.Page, user));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task A_name_without_an_account_is_slowed_down_in_the_same_words()
    {
        var answers = new List<string>();
        foreach (var user in (string[])["auditor", "nobody-xx"])
        {
            using var stranger = new StaffBrowser(Address);
            await stranger.Go("account/sign-in");
            for (var attempt = 0; attempt < 5; attempt++)
            {
                await stranger.Send("/account/sign-in", ("user", user), ("password", "wrong"));
                Assert.Equal(HttpStatusCode.UnprocessableEntity, stranger.Page.Status);
            }

            // A slow machine may need longer for a try than the first pauses last; they double.
            for (var attempt = 0; attempt < 5 && stranger.Page.Status != HttpStatusCode.TooManyRequests; attempt++)
            {
                await stranger.Send("/account/sign-in", ("user", user), ("password", "wrong"));
            }

            Assert.Equal(HttpStatusCode.TooManyRequests, stranger.Page.Status);
            var pause = (int)stranger.Page.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
            Assert.InRange(pause, 1, 30);
            Assert.Contains($"Hãy đợi {pause} giây", stranger.Page.Text, StringComparison.Ordinal);
            answers.Add(Without(stranger.Page, user).Replace($"Hãy đợi {pause} giây", "", StringComparison.Ordinal));
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Ten_thousand_wrong_passwords_are_slowed_down_and_neither_the_service_nor_the_right_user_is_kept_out()
    {
        using var owner = await StaffBrowser.SignIn(Address, "administrator", _local.FirstPasswords()["administrator"]);
        (await _local.Http.PostAsJsonAsync("api/v1/responses", A.Response())).EnsureSuccessStatusCode();
        await _local.Await($"api/v1/figures/{A.Survey}", figures => figures["nation"]!["n"]!.GetValue<int>() == 1);

        var left = Attempts;
        var attack = Task.WhenAll(Enumerable.Range(0, Attackers).Select(_ => Attack(() => Interlocked.Decrement(ref left) >= 0)));
        var slowest = TimeSpan.Zero;
        var signedInMeanwhile = 0;
        while (!attack.IsCompleted)
        {
            slowest = new[] { slowest, await Time(AskForFigures), await Time(SendResponse) }.Max();
            // From the browser that was signed in before, beside the attack.
            using var again = new StaffBrowser(Address, owner.Cookies);
            await again.Go("account/sign-in");
            await again.Send("/account/sign-in", ("user", "administrator"), ("password", StaffBrowser.Chosen));
            Assert.Equal(HttpStatusCode.OK, again.Page.Status);
            signedInMeanwhile++;
        }

        var statuses = (await attack).SelectMany(it => it).GroupBy(status => status).ToDictionary(it => it.Key, it => it.Count());
        Assert.Equal(Attempts, statuses.Values.Sum());
        // Those without a pause, and one after each pause since: few, however long the attack takes.
        Assert.InRange(statuses[HttpStatusCode.UnprocessableEntity], 5, 20);
        Assert.Equal(Attempts - statuses[HttpStatusCode.UnprocessableEntity], statuses[HttpStatusCode.TooManyRequests]);
        Assert.True(slowest < LongestAnswer, $"Others waited {slowest}.");
        Assert.True(signedInMeanwhile > 0);
        Assert.InRange(RefusedEntries(), 5, 20);

        // A stranger with the right password, once the pause is over.
        using var stranger = new StaffBrowser(Address);
        var deadline = Stopwatch.StartNew();
        while ((await stranger.SignIn("administrator", StaffBrowser.Chosen)).Status == HttpStatusCode.TooManyRequests)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(40), "The right user does not get in.");
            await Task.Delay(200);
        }

        Assert.Contains("Quản trị", stranger.Page.Text, StringComparison.Ordinal);
    }

    private async Task<List<HttpStatusCode>> Attack(Func<bool> goesOn)
    {
        using var attacker = new StaffBrowser(Address);
        await attacker.Go("account/sign-in");
        var statuses = new List<HttpStatusCode>();
        while (goesOn())
        {
            statuses.Add((await attacker.Send("/account/sign-in", ("user", "administrator"), ("password", $"wrong {statuses.Count}"))).Status);
        }

        return statuses;
    }

    private async Task AskForFigures()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/figures/{A.Survey}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _local.Key("ministry"));
        using var answer = await _local.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private async Task SendResponse()
    {
        using var answer = await _local.Http.PostAsJsonAsync("api/v1/responses", A.Response());
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<TimeSpan> Time(Func<Task> ask)
    {
        var began = Stopwatch.StartNew();
        await ask();
        return began.Elapsed;
    }

    private int RefusedEntries()
    {
        using var staff = new SqliteConnection($"Data Source={Path.Combine(_local.Data, "staff.db")};Mode=ReadOnly;Pooling=False");
        return staff.ExecuteScalar<int>("SELECT COUNT(*) FROM staff_audit WHERE action = 'sign-in' AND outcome = 'refused'");
    }

    // The token differs at each look, and what was typed is repeated.
    private static string Without(Shown page, string user) =>
        Regex.Replace(page.Text, "name=\"form-token\" value=\"[^\"]*\"", "").Replace($"value=\"{user}\"", "", StringComparison.Ordinal);
}
