using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.BrowserTests;

/// <summary>One browser and one Local with the whole simulated survey, signed in to: it loads once for all tests of the dashboard.</summary>
public sealed class DashboardDemo : IAsyncLifetime
{
    public const string Survey = "sipas-2024";

    /// <summary>A survey on the new provinces with a few responses of the open channel, none of them simulated.</summary>
    public const string Newer = "sipas-2025";

    /// <summary>A survey to which nobody has responded, until the one test of it that there is lets somebody.</summary>
    public const string Empty = "sipas-2026";

    private const int Simulated = 36_525;
    private const int Newcomers = 12;
    private readonly Chromium _chromium = new("--demo");
    private string _signedIn = "";

    internal LocalProcess Local => _chromium.Local;

    public async Task InitializeAsync()
    {
        await _chromium.InitializeAsync();
        var (page, _) = await _chromium.NewPage(1280);
        await _chromium.SignIn(page, "ministry");
        _signedIn = await page.Context.StorageStateAsync();
        await page.Context.CloseAsync();
        for (var i = 0; i < Newcomers; i++)
        {
            await Respond(Newer, i % 2 == 0 ? "01" : "15", 3 + (i % 3));
        }

        await Local.Await($"api/v1/figures/{Survey}?channel=official", it => it["nation"]!["n"]!.GetValue<int>() == Simulated, seconds: 150);
        await CountSheets();
        await Local.Await($"api/v1/figures/{Newer}", it => it["nation"]!["n"]!.GetValue<int>() == Newcomers);
    }

    // The overview has numbers of paper sheets once they were counted for the first time.
    private async Task CountSheets()
    {
        await using var visit = await Visit(1280);
        await visit.Open($"staff/progress?survey={Survey}");
    }

    public Task DisposeAsync() => _chromium.DisposeAsync();

    /// <summary>A page of somebody of the Ministry.</summary>
    /// <param name="width">Width of the screen.</param>
    /// <param name="with">What else the browser has; null for nothing.</param>
    internal async Task<DashboardVisit> Visit(int width, Action<BrowserNewContextOptions>? with = null)
    {
        var (page, strangers) = await _chromium.NewPage(width, options =>
        {
            options.StorageState = _signedIn;
            with?.Invoke(options);
        });
        return new DashboardVisit(page, strangers);
    }

    /// <summary>One more response of the open channel, of one level throughout.</summary>
    internal async Task Respond(string survey, string province, int level)
    {
        var answers = new JsonObject();
        foreach (var item in Enumerable.Range(1, 23).Select(it => $"P{it:00}").Concat(Enumerable.Range(1, 16).Select(it => $"S{it:00}")))
        {
            answers[item] = level;
        }

        using var answer = await Local.Http.PostAsJsonAsync("api/v1/responses", new JsonObject { ["survey"] = survey, ["province"] = province, ["answers"] = answers });
        answer.EnsureSuccessStatusCode();
    }
}

/// <summary>The classes whose tests share the demo.</summary>
[CollectionDefinition(Name)]
public sealed class DashboardTests : ICollectionFixture<DashboardDemo>
{
    public const string Name = "Dashboard";
}
