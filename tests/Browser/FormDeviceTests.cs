using static SipasSurvey.BrowserTests.FormRefusals;

namespace SipasSurvey.BrowserTests;

/// <summary>The form on a device that is slow, or whose browser lets go of what the form needs.</summary>
public sealed class FormDeviceTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task What_is_chosen_before_the_script_has_taken_over_is_kept()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Page.Locator("input[name=P02][value='2']").CheckAsync();
        await visitor.Says("Đã lưu trên máy này");
        // A database that first opens when it is let, as on a slow device.
        await visitor.Page.AddInitScriptAsync("""
            const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...how) {
              if (sessionStorage.let) return open.apply(this, how);
              const request = {};
              window.letOpen = () => {
                sessionStorage.let = "yes";
                const real = open.apply(this, how);
                real.onsuccess = () => { request.result = real.result; request.onsuccess(); };
              };
              return request;
            };
            """);
        await visitor.Page.ReloadAsync();
        await visitor.Page.Locator("input[name=P01][value='3']").CheckAsync();

        await visitor.Page.EvaluateAsync("window.letOpen()");
        await visitor.TakenOver();
        await visitor.GoOn();

        var answers = (await visitor.Records()).Single()["answers"]!;
        Assert.Equal(3, answers["P01"]!.GetValue<int>());
        Assert.Equal(2, answers["P02"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_database_that_the_browser_closed_is_opened_again()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Page.AddInitScriptAsync("""
            const open = IDBFactory.prototype.open;
            window.openings = [];
            IDBFactory.prototype.open = function (...how) {
              const opening = open.apply(this, how);
              window.openings.push(opening);
              return opening;
            };
            """);
        await visitor.Open("/");
        await visitor.Begin();
        await visitor.Says("Đã lưu trên máy này");

        await visitor.Page.EvaluateAsync("window.openings.forEach((it) => it.result.close())");
        await visitor.Answer(3);
        await visitor.GoOn();

        Assert.Equal(3, (await visitor.Records()).Single()["answers"]!["P01"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_database_that_fails_once_does_not_end_the_tries()
    {
        await using var visitor = await chromium.NewVisitorWithoutWorker();
        await visitor.Page.AddInitScriptAsync("""
            const begin = IDBDatabase.prototype.transaction;
            window.failures = 0;
            IDBDatabase.prototype.transaction = function (...how) {
              if (!window.fails) return begin.apply(this, how);
              window.failures++;
              throw new Error("No room.");
            };
            """);
        await visitor.Page.RouteAsync(Api, route => Refuse(route, 503));
        await visitor.AnswerFromStart();
        await visitor.Send();
        await visitor.Says("Máy chủ đang bận");
        await visitor.Page.EvaluateAsync("window.fails = true; window.dispatchEvent(new Event('online'))");
        await visitor.Page.WaitForFunctionAsync("() => window.failures > 0");
        await visitor.Page.UnrouteAllAsync();

        await visitor.Page.EvaluateAsync("window.fails = false");

        await visitor.Says("Đã được tính");
    }

    [Fact]
    public async Task The_browser_is_asked_to_call_again_whenever_something_waits()
    {
        await using var visitor = await chromium.NewVisitor();
        await visitor.Open("/");
        await visitor.Kept();
        await visitor.Begin();
        // As if the browser had given up: it waits, and nobody has asked for a call.
        await visitor.Page.EvaluateAsync("""
            () => new Promise((resolve) => {
              const opening = indexedDB.open("sipas-form", 1);
              opening.onsuccess = () => {
                const transaction = opening.result.transaction("kept", "readwrite");
                const store = transaction.objectStore("kept");
                store.getAll().onsuccess = (event) => event.target.result.filter((it) => it.state)
                  .forEach((it) => store.put(Object.assign(it, { state: "waiting", seconds: 60, notBefore: Date.now() + 3600000 })));
                transaction.oncomplete = () => { opening.result.close(); resolve(); };
              };
            })
            """);

        await visitor.Open("/");

        await visitor.Page.WaitForFunctionAsync("() => navigator.serviceWorker.ready.then((it) => it.sync.getTags()).then((tags) => tags.includes('sipas-send'))");
    }
}
