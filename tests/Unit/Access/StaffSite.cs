using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Figures;
using SipasSurvey.Hosting;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Access;

/// <summary>
/// A host of the staff's pages with a folder of its own, wired as services/Local and services/Figures wire theirs. It has no provider: tests sign
/// in by a route of their own, which makes the same cookie.
/// </summary>
internal sealed partial class StaffSite : IAsyncDisposable
{
    public const string AddressHeader = "X-Test-Address";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sipas-test-");

    private StaffSite(IFigureStore store, Action<WebApplicationBuilder>? also)
    {
        AccessKeys.CreateFile(KeyFile);
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(new LogInto(Log)).SetMinimumLevel(LogLevel.Warning);
        builder.Configuration["AccessKeys"] = KeyFile;
        builder.Configuration["DataProtectionKeys"] = SealingKeys;
        builder.Configuration["ConnectionStrings:Staff"] = $"Data Source={_folder.FullName}/staff.db;Pooling=False";
        builder.Services.AddProblemDetails().AddSingleton(A.Catalogue).AddSingleton(store).AddSingleton<TimeProvider>(Clock);
        also?.Invoke(builder);
        builder.AddStaff().AddPages();

        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[AddressHeader].FirstOrDefault("127.0.0.1")!);
            return next(context);
        });
        _app.UseSecurityHeaders();
        _app.UseApiProblems();
        _app.UsePages().UseRateLimiter().UseAuthentication().UseAuthorization();
        _app.MapPageFrame();
        _app.MapPages();
        _app.MapGet("/api/v1/for-ministry", () => "figures").RequireAuthorization(StaffPolicies.ReadFigures);
        _app.MapGet("/api/v1/for-staff", () => "batches").RequireAuthorization(StaffPolicies.ReadCounts);
        _app.MapPost("/api/v1/for-team", () => "stored").RequireAuthorization(policy => policy.RequireRole(StaffRoles.SurveyTeam));
        _app.MapPost("/api/v1/for-all", () => TypedResults.Accepted("")).AllowAnonymous();
        _app.MapGet("/staff/broken", void () => throw new InvalidOperationException("what went wrong"));
        _app.MapGet("/test/sign-in", SignIn).AllowAnonymous();
    }

    public string KeyFile => Path.Combine(_folder.FullName, "access-keys.json");

    /// <summary>Folder of the keys that seal cookies.</summary>
    public string SealingKeys => Path.Combine(_folder.FullName, "sealing");

    /// <summary>A connection string of a staff store that cannot be opened: a folder is in its place.</summary>
    public string StoreAway => $"Data Source={Directory.CreateDirectory(Path.Combine(_folder.FullName, "away.db")).FullName}";

    /// <summary>A key for scripts with the role of an analyst.</summary>
    public string Ministry => Key("ministry");

    /// <summary>A key for scripts with the role of a survey team.</summary>
    public string SurveyTeam => Key("surveyTeam");

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero));

    /// <summary>All that was logged from level Warning on.</summary>
    public ConcurrentQueue<string> Log { get; } = [];

    public static async Task<StaffSite> Start(IFigureStore? store = null, Action<WebApplicationBuilder>? also = null)
    {
        var site = new StaffSite(store ?? new FiguresInMemory(), also);
        await site._app.StartAsync();
        return site;
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A browser with its own cookies, which asks for HTML and stays where it is led to only when told.</summary>
    public Browser Open(string scheme = "http") => new(_app.GetTestServer().CreateHandler(), scheme);

    /// <summary>A browser in which somebody is signed in, in one of <see cref="StaffRoles"/>.</summary>
    public async Task<Browser> SignedIn(string role, string? id = null)
    {
        var browser = Open();
        Assert.Equal(HttpStatusCode.OK, (await browser.SignIn(role, id)).StatusCode);
        return browser;
    }

    /// <summary>Sends a request as a program does: no cookie, no wish for HTML.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? authorization = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await _app.GetTestClient().SendAsync(request);
    }

    /// <summary>Replaces the file of keys, as an operator would.</summary>
    public void Replace(string content)
    {
        File.WriteAllText(KeyFile, content);

        // Two writes within one tick of the file system's clock would look like one.
        File.SetLastWriteTimeUtc(KeyFile, File.GetLastWriteTimeUtc(KeyFile).AddSeconds(2));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Task SignIn(HttpContext context, string role, string id) => context.SignInAsync(StaffCookie.SchemeName,
        new StaffMember(id, $"name of {id}", role, ProvinceScope.All, null, StaffWay.Session).ToPrincipal(StaffCookie.SchemeName));

    private string Key(string role) => JsonDocument.Parse(File.ReadAllBytes(KeyFile)).RootElement.GetProperty(role).GetString()!;

    /// <summary>Keeps cookies and fills in forms.</summary>
    internal sealed partial class Browser(HttpMessageHandler handler, string scheme)
    {
        private readonly Uri _site = new($"{scheme}://sipas.test");

        public CookieContainer Cookies { get; } = new();

        public Task<HttpResponseMessage> Get(string path, string address = "127.0.0.1")
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add(AddressHeader, address);
            return Send(request);
        }

        public async Task<string> Read(string path) => await (await Get(path)).Content.ReadAsStringAsync();

        public Task<HttpResponseMessage> SignIn(string role, string? id = null) => Get($"/test/sign-in?role={role}&id={id ?? role}");

        /// <summary>The antiforgery token in the first form of a page.</summary>
        public async Task<string> Token(string path) => FormToken().Match(await Read(path)).Groups[1].Value;

        public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => Send(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        });

        /// <summary>Fills in the first form of a page and sends it.</summary>
        public async Task<HttpResponseMessage> Submit(string page, string path, params (string Name, string Value)[] fields) =>
            await Post(path, [.. fields, ("form-token", await Token(page))]);

        private async Task<HttpResponseMessage> Send(HttpRequestMessage request)
        {
            using var client = new HttpClient(handler, disposeHandler: false) { BaseAddress = _site };
            request.Headers.Accept.ParseAdd("text/html");
            request.Headers.TryAddWithoutValidation("Cookie", Cookies.GetCookieHeader(_site));
            var answer = await client.SendAsync(request);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                Cookies.SetCookies(_site, cookie);
            }

            return answer;
        }

        [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
        private static partial Regex FormToken();
    }
}
