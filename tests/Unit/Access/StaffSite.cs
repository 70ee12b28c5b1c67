using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SipasSurvey.Figures;
using SipasSurvey.Figures.Access;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Access;

/// <summary>A host of the staff's pages with a folder of its own, wired as services/Local and services/Figures wire theirs.</summary>
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
        builder.Logging.ClearProviders();
        builder.Configuration["AccessKeys"] = KeyFile;
        builder.Configuration["DataProtectionKeys"] = Path.Combine(_folder.FullName, "sealing");
        builder.Services.AddSingleton(A.Catalogue).AddSingleton(store);
        also?.Invoke(builder);
        builder.AddStaffAccess().AddPages();

        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.Connection.RemoteIpAddress = IPAddress.Parse(context.Request.Headers[AddressHeader].FirstOrDefault("127.0.0.1")!);
            return next(context);
        });
        _app.UseSecurityHeaders().UsePages().UseRateLimiter().UseAuthentication().UseAuthorization();
        _app.MapPages();
        _app.MapGet("/api/v1/for-ministry", () => "figures").RequireAuthorization(AccessPolicies.Ministry);
        _app.MapGet("/api/v1/for-staff", () => "batches").RequireAuthorization(AccessPolicies.Staff);
        _app.MapPost("/api/v1/for-team", () => "stored").RequireAuthorization(AccessPolicies.SurveyTeam);
        _app.MapGet("/staff/broken", void () => throw new InvalidOperationException("what went wrong"));
    }

    public string KeyFile => Path.Combine(_folder.FullName, "access-keys.json");

    public string Ministry => Key("ministry");

    public string SurveyTeam => Key("surveyTeam");

    public static async Task<StaffSite> Start(IFigureStore? store = null, Action<WebApplicationBuilder>? also = null)
    {
        var site = new StaffSite(store ?? new FiguresInMemory(), also);
        await site._app.StartAsync();
        return site;
    }

    /// <summary>A browser with its own cookies, which asks for HTML and stays where it is led to only when told.</summary>
    public Browser Open(string scheme = "http") => new(_app.GetTestServer().CreateHandler(), scheme);

    public async Task<Browser> SignedIn(string key)
    {
        var browser = Open();
        var answer = await browser.SignIn(key);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
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

    private string Key(string role) => JsonDocument.Parse(File.ReadAllBytes(KeyFile)).RootElement.GetProperty(role).GetString()!;

    /// <summary>Keeps cookies and fills in forms.</summary>
    internal sealed partial class Browser(HttpMessageHandler handler, string scheme)
    {
        private readonly Uri _site = new($"{scheme}://sipas.test");

        public CookieContainer Cookies { get; } = new();

        public Task<HttpResponseMessage> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

        public async Task<string> Read(string path) => await (await Get(path)).Content.ReadAsStringAsync();

        public async Task<HttpResponseMessage> SignIn(string key, string? back = null, string address = "127.0.0.1")
        {
            var token = await Token(back is null ? "/staff/sign-in" : $"/staff/sign-in?return={Uri.EscapeDataString(back)}");
            return await Post("/staff/sign-in", address, ("key", key), ("return", back ?? ""), ("form-token", token));
        }

        /// <summary>The antiforgery token in the first form of a page.</summary>
        public async Task<string> Token(string path) => FormToken().Match(await Read(path)).Groups[1].Value;

        public Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => Post(path, "127.0.0.1", fields);

        public Task<HttpResponseMessage> Post(string path, string address, params (string Name, string Value)[] fields)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
            };
            request.Headers.Add(AddressHeader, address);
            return Send(request);
        }

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
