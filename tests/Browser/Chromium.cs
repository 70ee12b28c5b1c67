using Microsoft.Playwright;
using SipasSurvey.IntegrationTests.Local;

namespace SipasSurvey.BrowserTests;

/// <summary>One browser and one Local with a few responses, for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/google-chrome"];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    internal LocalProcess Local { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Local = await LocalProcess.Start();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Programs.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("Chromium is missing; tests/run installs it."),
            // Chromium refuses its sandbox to root; the other switches keep it from calling home.
            Args =
            [
                .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
                "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Local.DisposeAsync();
    }

    /// <summary>A page of a visitor of its own, on a screen of this width; every request to another address is noted.</summary>
    public async Task<(IPage Page, List<string> Strangers)> NewPage(int width)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = Local.Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Locale = "vi-VN",
        });
        var strangers = new List<string>();
        context.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Local.Http.BaseAddress.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                strangers.Add(request.Url);
            }
        };
        return (await context.NewPageAsync(), strangers);
    }

    /// <summary>Signs in the way a person does.</summary>
    public async Task SignIn(IPage page, string role)
    {
        await page.GotoAsync("staff/sign-in");
        await page.Locator("input[type=password]").FillAsync(Local.Key(role));
        await page.Locator("main button[type=submit]").ClickAsync();
    }
}
