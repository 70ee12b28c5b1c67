using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Figures.Access;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>The query API on a free port, over computed figures. A key is the name of the role that it gives.</summary>
internal sealed class FiguresHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FiguresHost(WebApplication app, ComputedFigures store, FakeTimeProvider clock, ConcurrentQueue<string> log)
    {
        (_app, Store, Clock, Log) = (app, store, clock, log);
        Anybody = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Ministry = new HttpClient { BaseAddress = Anybody.BaseAddress };
        Ministry.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", AccessPolicies.Ministry);
    }

    public ComputedFigures Store { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>All that was logged from level Warning on, exceptions included.</summary>
    public ConcurrentQueue<string> Log { get; }

    /// <summary>A client without a key.</summary>
    public HttpClient Anybody { get; }

    /// <summary>A client with the key of the Ministry.</summary>
    public HttpClient Ministry { get; }

    /// <summary>
    /// The tiny survey of 2024. By hand: 01 has 200/3 and 230/3 from two responses, one of them open; 10 has 0 and 60; 15 has no value, as
    /// nobody there answered S01.
    /// </summary>
    public static ComputedFigures Tiny(Catalogue? catalogue = null) => new ComputedFigures(catalogue ?? TinyCatalogue.Load())
        .Add(TinyCatalogue.Old, "01", Channel.Paper, 5, 4, 3)
        .Add(TinyCatalogue.Old, "01", Channel.Open, 4, 2, 5)
        .Add(TinyCatalogue.Old, "10", Channel.Invited, 3, 3, 3)
        .Add(TinyCatalogue.Old, "15", Channel.Paper, 5, 5, 0);

    public static async Task<FiguresHost> Start(ComputedFigures? store = null)
    {
        store ??= Tiny();
        var clock = new FakeTimeProvider();
        var log = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogInto(log)).SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store.Catalogue).AddSingleton<IFigureStore>(store).AddSingleton<TimeProvider>(clock);
        builder.Services.AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, RoleAsKey>("test", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(AccessPolicies.Ministry, policy => policy.RequireRole(AccessPolicies.Ministry))
            // As strict as a host can be: a public route must say itself that it is one.
            .SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.Services.AddProblemDetails();
        builder.AddFigures();
        builder.AddApiDescription();

        var app = builder.Build();
        app.UseApiProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapFigures();
        app.MapResponsesElsewhere();
        app.MapApiDescription();
        await app.StartAsync();
        return new FiguresHost(app, store, clock, log);
    }

    /// <summary>The whole answer to the Ministry.</summary>
    public Task<HttpResponseMessage> Get(string path) => Ministry.GetAsync(new Uri(path, UriKind.Relative));

    /// <summary>The text of an answer that must be 200.</summary>
    public Task<string> GetText(string path) => Ministry.GetStringAsync(new Uri(path, UriKind.Relative));

    public async ValueTask DisposeAsync()
    {
        Anybody.Dispose();
        Ministry.Dispose();
        await _app.DisposeAsync();
    }

    private sealed class RoleAsKey(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || header.Parameter is not { } role)
            {
                return Task.FromResult(AuthenticateResult.NoResult());
            }

            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, role)], Scheme.Name));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
        }
    }
}
