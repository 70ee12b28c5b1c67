using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.BrowserTests;

/// <summary>A person who answers the form in a browser that runs its script.</summary>
/// <param name="page">The page.</param>
/// <param name="english">Whether in English.</param>
internal sealed class FormVisitor(IPage page, bool english = false) : IAsyncDisposable
{
    /// <summary>The survey that the form opens.</summary>
    public const string Survey = "sipas-2026";

    private readonly string _root = english ? "/en" : "";

    public IPage Page => page;

    /// <summary>Path of the page that is shown.</summary>
    public string Path => new Uri(page.Url).AbsolutePath;

    public string Start => english ? "/en" : "/";

    public string PathOf(string name) => $"{_root}/khao-sat/{name}";

    /// <summary>Closes the browser's window, and forgets what it kept.</summary>
    public async ValueTask DisposeAsync() => await page.Context.CloseAsync();

    /// <summary>Opens an address and waits until the script has taken over.</summary>
    public async Task Open(string path)
    {
        await page.GotoAsync(path);
        await TakenOver();
    }

    public Task TakenOver() => page.Locator("html[data-form=device]").WaitForAsync();

    /// <summary>Waits until the pages are kept on the device.</summary>
    public Task Kept() => page.WaitForFunctionAsync("() => navigator.serviceWorker.controller !== null && navigator.serviceWorker.controller.state === 'activated'");

    /// <summary>Agrees to take part, chooses a province, and goes on to the first questions.</summary>
    public async Task Begin(string province = "01")
    {
        await page.Locator("#province").SelectOptionAsync(province);
        await page.Locator("#consent").CheckAsync();
        await GoOn();
    }

    /// <summary>Chooses this level for every question of the page.</summary>
    public async Task Answer(int level)
    {
        foreach (var radio in await page.Locator($"#answers input[type=radio][value='{level}']").AllAsync())
        {
            await radio.CheckAsync();
        }
    }

    /// <summary>Presses the button that goes on, and waits for the next page.</summary>
    public async Task GoOn()
    {
        var next = await page.Locator("body").GetAttributeAsync("data-next");
        await page.Locator("#answers button:not([type=button])").First.ClickAsync();
        await At(next!);
    }

    /// <summary>Waits until this page is shown and the script has taken over.</summary>
    public Task At(string path) => page.WaitForFunctionAsync("path => location.pathname === path && document.documentElement.dataset.form === 'device'", path);

    /// <summary>Answers all pages from the one that is shown on, up to the one that shows all answers.</summary>
    /// <param name="level">What is chosen for every question.</param>
    /// <param name="oneByOne">Whether each is pressed where it is seen, which takes seconds; otherwise a script presses those of a page.</param>
    public async Task AnswerAll(int level = 4, bool oneByOne = false)
    {
        while (await page.Locator("body").GetAttributeAsync("data-page") != "check")
        {
            await (oneByOne ? Answer(level) : page.Locator($"#answers input[type=radio][value='{level}']").EvaluateAllAsync<object?>("all => all.forEach(it => it.click())"));
            await GoOn();
        }
    }

    /// <summary>Answers the whole form from its start page on, up to the page before sending.</summary>
    public async Task AnswerFromStart(int level = 4, bool oneByOne = false)
    {
        await Open(Start);
        await Begin();
        await AnswerAll(level, oneByOne);
    }

    /// <summary>Sends, and waits for the receipt.</summary>
    public async Task<string> Send()
    {
        await page.Locator("#send").ClickAsync();
        await At(PathOf("da-gui"));
        return await Receipt();
    }

    public async Task<string> Receipt()
    {
        await page.WaitForFunctionAsync("() => document.getElementById('receipt').textContent.trim().length > 0");
        return (await page.Locator("#receipt").InnerTextAsync()).Trim();
    }

    /// <summary>Waits until the line of the state says this.</summary>
    public Task Says(string text) => page.Locator("#form-state").GetByText(text).WaitForAsync();

    /// <summary>What the device keeps: one record for each response.</summary>
    public async Task<JsonNode[]> Records() => [.. JsonNode.Parse(await page.EvaluateAsync<string>("""
        () => new Promise((resolve, reject) => {
          const opening = indexedDB.open("sipas-form", 1);
          opening.onerror = reject;
          opening.onsuccess = () => {
            const all = opening.result.transaction("kept").objectStore("kept").getAll();
            all.onsuccess = () => { opening.result.close(); resolve(JSON.stringify(all.result.filter(it => it.state))); };
          };
        })
        """))!.AsArray().Select(it => it!)];

    /// <summary>Makes what the device keeps older, as if that much time had passed.</summary>
    public Task MakeOlder(TimeSpan by) => page.EvaluateAsync("""
        by => new Promise((resolve, reject) => {
          const opening = indexedDB.open("sipas-form", 1);
          opening.onerror = reject;
          opening.onsuccess = () => {
            const transaction = opening.result.transaction("kept", "readwrite");
            const store = transaction.objectStore("kept");
            store.getAll().onsuccess = (event) => event.target.result.filter(it => it.state).forEach((it) => {
              for (const name of ["startedAt", "updatedAt"]) if (it[name]) it[name] -= by;
              store.put(it);
            });
            transaction.oncomplete = () => { opening.result.close(); resolve(); };
          };
        })
        """, by.TotalMilliseconds);

    /// <summary>How many responses to the survey are counted.</summary>
    public static async Task<int> Counted(LocalProcess local) =>
        (await local.Get($"api/v1/reconciliation/{Survey}"))["counted"]!.GetValue<int>();

    /// <summary>Waits until everything that was sent is counted and says what the counts are.</summary>
    public static Task<JsonNode> AwaitCounted(LocalProcess local, int counted) =>
        local.Await($"api/v1/reconciliation/{Survey}", it => it["counted"]!.GetValue<int>() == counted && it["waiting"]!.GetValue<int>() == 0);
}
