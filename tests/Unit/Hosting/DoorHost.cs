using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.UnitTests.Hosting;

/// <summary>A host with the door of every process and routes of every kind, on a free port. Its clock stands still unless the test moves it.</summary>
internal sealed class DoorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;

    private DoorHost(WebApplication app, FakeTimeProvider clock, ConcurrentQueue<string> log)
    {
        (_app, Clock, Log) = (app, clock, log);
        Address = new Uri(app.Urls.First());
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
    }

    public Uri Address { get; }

    public FakeTimeProvider Clock { get; }

    public ConcurrentQueue<string> Log { get; }

    public static async Task<DoorHost> Start(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        var (clock, log) = (new FakeTimeProvider(), new ConcurrentQueue<string>());
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.AddProcessDefaults("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new LogInto(log));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddOperations();
        var app = builder.Build();
        try
        {
            app.CheckSettings();
            app.UseDoor();
            app.UseApiProblems();
            app.UseLimits();
            app.UseStaffLimits();
            Map(app);
            await app.StartAsync();
            return new DoorHost(app, clock, log);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task<HttpResponseMessage> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(request);
    }

    /// <summary>Where the host thinks that a request with these headers comes from.</summary>
    public async Task<string> SeenAs(params (string Name, string Value)[] headers)
    {
        using var answer = await Get("/api/seen", headers);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    private static void Map(WebApplication app)
    {
        app.MapGet("/", () => Results.LocalRedirect("/staff"));
        app.MapGet("/staff", () => Results.Content("<p>", "text/html; charset=utf-8"));
        app.MapGet("/api-reference/index.html", () => Results.Content("<p>", "text/html"));
        app.MapGet("/staff/broken", void () => throw new InvalidOperationException("what went wrong"));
        app.MapGet("/api/seen", (HttpContext context) => $"{context.Request.Scheme} {context.Connection.RemoteIpAddress} {context.Request.Host}");
        app.MapGet("/api/kept", (HttpResponse response) => response.Headers.CacheControl = "private, no-cache");
        app.MapGet("/staff/kept", (HttpResponse response) => response.Headers.CacheControl = "public, max-age=60");
        app.MapPost("/api/read", async (HttpRequest request) => (await new StreamReader(request.Body).ReadToEndAsync()).Length);
        app.MapPost("/api/refused", () => Results.StatusCode(StatusCodes.Status403Forbidden)).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(16 * 1024));
        app.MapPost("/api/form", async (HttpContext context) => (await context.Request.ReadFormAsync()).Count);
        app.MapGet("/api/never", async (HttpContext context) => await Task.Delay(Timeout.Infinite, context.RequestAborted));
        app.MapOperations();
    }
}
