using System.Diagnostics;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.BrowserTests;

/// <summary>A new edition of the form on a device that keeps the one before.</summary>
public sealed class FormUpdateTests(Chromium chromium) : IClassFixture<Chromium>
{
    private const string Worker = "form-worker.js";

    // In the start page as it is kept: whether nobody may take part without a code.
    private const string NeedsCode = "data-needed=\"yes\"";

    [Fact]
    public async Task A_new_worker_replaces_the_one_before_with_its_pages_and_the_answers_stay_also_offline()
    {
        var before = await FormVisitor.Counted(chromium.Local);
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open($"/#m={await FormInvitation.Of(chromium.Local, number: 2)}");
        await visitor.Kept();
        await visitor.Begin();
        await visitor.Answer(2);
        await visitor.GoOn();
        var stoppedAt = visitor.Path;
        var old = Assert.Single(await Caches(visitor));
        Assert.DoesNotContain(NeedsCode, await KeptStartPage(visitor), StringComparison.Ordinal);

        await TakeInvitedPeopleAlone(chromium.Local);
        await visitor.Page.ReloadAsync();
        await Until(async () => await Caches(visitor) is [var only] && only != old, "The worker before has not gone.");
        await visitor.Kept();

        Assert.Contains(NeedsCode, await KeptStartPage(visitor), StringComparison.Ordinal);
        Assert.Equal(2, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Open("/");
        Assert.Equal("yes", await visitor.Page.Locator("#invitation").GetAttributeAsync("data-needed"));
        await visitor.Page.Locator("#continue").ClickAsync();
        await visitor.At(stoppedAt);
        await visitor.AnswerAll();
        await visitor.Send();
        await visitor.Says("Đang chờ mạng");
        Assert.Equal(2, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());

        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.Says("Đã được tính");
        await FormVisitor.AwaitCounted(chromium.Local, before + 1);
    }

    // Changes what the start page says, and so the edition; the file is looked at once a second.
    private static async Task TakeInvitedPeopleAlone(LocalProcess local)
    {
        var worker = await local.Http.GetStringAsync(Worker);
        var file = Path.Combine(local.Data, "schedule.json");
        var schedule = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        schedule[FormVisitor.Survey]!["open"] = false;
        await File.WriteAllTextAsync(file, schedule.ToJsonString());
        await Until(async () => await local.Http.GetStringAsync(Worker) != worker, "The server's worker is still the same.");
    }

    private static async Task Until(Func<Task<bool>> isSo, string otherwise)
    {
        for (var deadline = Stopwatch.StartNew(); !await isSo();)
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(30), otherwise);
            await Task.Delay(100);
        }
    }

    private static Task<string[]> Caches(FormVisitor visitor) => visitor.Page.EvaluateAsync<string[]>("caches.keys()");

    private static Task<string> KeptStartPage(FormVisitor visitor) => visitor.Page.EvaluateAsync<string>("caches.match('/').then(it => it.text())");
}
