using Microsoft.Playwright;
using SipasSurvey.IntegrationTests.Local;
using SipasSurvey.Staff.Access;

namespace SipasSurvey.BrowserTests;

/// <summary>One browser and one Local with a few responses, for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/google-chrome"];

    // What each new window would open pages of its own for, unseen, which takes a third of the time that pages of ours take. A second list is taken in place of
    // Playwright's, so it begins with what that has.
    private const string Without = "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,"
        + "MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,BlockOriginHeaderModificationOnRedirect,AvoidCorsURLLoaderRestartOnRedirect,Translate,OptimizationHints,"
        + "NetworkTimeServiceQuerying,AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup";

    private const string Chosen = "con ngựa leo cột điện";

    private static readonly Dictionary<string, string> Users = new()
    {
        ["ministry"] = "analyst",
        [StaffRoles.SurveyTeam] = "survey-team",
        [StaffRoles.MinistryAnalyst] = "analyst",
        [StaffRoles.MinistryPublisher] = "publisher",
    };

    private readonly string[] _arguments;
    private readonly HashSet<string> _changed = [];
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public Chromium()
        : this([])
    {
    }

    /// <param name="arguments">What Local is started with, beside its address and folder.</param>
    internal Chromium(params string[] arguments) => _arguments = arguments;

    internal LocalProcess Local { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Local = await LocalProcess.Start(_arguments);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = ExecutablePath, Args = Switches });
    }

    internal static string ExecutablePath =>
        Programs.FirstOrDefault(File.Exists) ?? throw new InvalidOperationException("Chromium is missing; tests/run installs it.");

    // Chromium refuses its sandbox to root; the other switches keep it from calling home.
    internal static string[] Switches =>
    [
        .. Environment.UserName == "root" ? ["--no-sandbox"] : Array.Empty<string>(),
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        $"--disable-features={Without}",
    ];

    public async Task DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        await Local.DisposeAsync();
    }

    /// <summary>A page of a visitor of its own, on a screen of this width; every request to another address is noted.</summary>
    public async Task<(IPage Page, List<string> Strangers)> NewPage(int width, Action<BrowserNewContextOptions>? with = null)
    {
        var options = new BrowserNewContextOptions
        {
            BaseURL = Local.Http.BaseAddress!.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            Locale = "vi-VN",
        };
        with?.Invoke(options);
        var context = await _browser.NewContextAsync(options);
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

    /// <summary>A visitor of the form, as <paramref name="change"/> has it: by default on a phone, at Local's own address.</summary>
    internal async Task<FormVisitor> NewVisitor(bool english = false, Action<BrowserNewContextOptions>? change = null)
    {
        var (page, _) = await NewPage(360, it =>
        {
            it.ViewportSize = new ViewportSize { Width = 360, Height = 640 };
            change?.Invoke(it);
        });
        return new FormVisitor(page, english);
    }

    /// <summary>A browser whose profile is in a folder, so that it is as it was when it is opened again.</summary>
    internal Task<IBrowserContext> OpenProfile(string folder) => _playwright.Chromium.LaunchPersistentContextAsync(folder, new BrowserTypeLaunchPersistentContextOptions
    {
        ExecutablePath = ExecutablePath,
        Args = Switches,
        BaseURL = Local.Http.BaseAddress!.ToString(),
        ViewportSize = new ViewportSize { Width = 360, Height = 640 },
        Locale = "vi-VN",
    });

    /// <summary>Signs in the way a person does: the first time with the one-time password, which has to be changed, then with the new one.</summary>
    /// <param name="page">A page of a visitor who is not signed in.</param>
    /// <param name="role">A role, one of the two keys' names, or a user name.</param>
    public async Task SignIn(IPage page, string role)
    {
        var user = Users.GetValueOrDefault(role, role);
        await page.GotoAsync("staff/sign-in");
        await page.Locator("#user").FillAsync(user);
        await page.Locator("#password").FillAsync(_changed.Contains(user) ? Chosen : Local.FirstPasswords()[user]);
        await page.Locator("main button[type=submit]").ClickAsync();
        if (_changed.Add(user))
        {
            await page.Locator("#new-password").FillAsync(Chosen);
            await page.Locator("#repeated").FillAsync(Chosen);
            await page.Locator("main button[type=submit]").ClickAsync();
        }

        // Not for the "load" event of that page: it may have come before somebody began to wait for it.
        await page.WaitForURLAsync(
            url => new Uri(url).AbsolutePath.StartsWith("/staff", StringComparison.Ordinal), new PageWaitForURLOptions { WaitUntil = WaitUntilState.Commit });
        await page.Locator(".who form").WaitForAsync();
    }

    /// <summary>Keeps a picture of the page in the folder that the variable SIPAS_TEST_SCREENSHOTS names, to be looked at; without it nothing is kept.</summary>
    public static async Task Screenshot(IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("SIPAS_TEST_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = System.IO.Path.Combine(folder, $"{name}.png"), FullPage = true });
        }
    }
}
