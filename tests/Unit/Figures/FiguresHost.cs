using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Domain;
using SipasSurvey.Figures;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.Trail;
using SipasSurvey.Storage;

namespace SipasSurvey.UnitTests.Figures;

/// <summary>The query API and the pages on a free port, over computed figures, with a staff store and keys of its own.</summary>
internal sealed class FiguresHost : IAsyncDisposable
{
    private const string ScheduleName = "schedule.json";

    private const string TinySchedule = """{"tiny-2024": {"opens": "2026-11-01T00:00:00+07:00", "closes": null}}""";

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;
    private readonly IReadOnlyDictionary<string, string> _keys;

    private FiguresHost(WebApplication app, ComputedFigures store, FakeTimeProvider clock, ConcurrentQueue<string> log, DirectoryInfo folder,
        IReadOnlyDictionary<string, string> keys)
    {
        (_app, Store, Clock, Log, _folder, _keys) = (app, store, clock, log, folder, keys);
        Anybody = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Ministry = As(StaffRoles.MinistryAnalyst);
    }

    /// <summary>The file of the staff store.</summary>
    public string StaffFile => Path.Combine(_folder.FullName, "staff.db");

    /// <summary>The file of the schedule: the tiny survey of 2024 is open, that of 2025 has no opening date.</summary>
    public string ScheduleFile => Path.Combine(_folder.FullName, ScheduleName);

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

    public static async Task<FiguresHost> Start(ComputedFigures? store = null, string? schedule = null, Action<WebApplicationBuilder>? also = null)
    {
        store ??= Tiny();
        var folder = Directory.CreateTempSubdirectory("sipas-figures-");
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
        var log = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(new LogInto(log)).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Staff"] = $"Data Source={Path.Combine(folder.FullName, "staff.db")};Pooling=False";
        builder.Configuration["DataProtectionKeys"] = Path.Combine(folder.FullName, "sealing");
        builder.Configuration["Schedule"] = schedule ?? Path.Combine(folder.FullName, ScheduleName);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ScheduleName), store.Catalogue.FindSurvey(TinyCatalogue.Old) is null ? "{}" : TinySchedule);
        builder.Services.AddSingleton(store.Catalogue).AddSingleton<IFigureStore>(store).AddSingleton<IBatchStore>(store.Batches).AddSingleton<TimeProvider>(clock);
        builder.AddFigures().AddApiDescription().AddStaff().AddPages();
        builder.Services.AddProblemDetails();
        also?.Invoke(builder);

        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UsePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapFigures();
        app.MapResponsesElsewhere();
        app.MapApiDescription();
        app.MapPageFrame();
        app.MapPages();
        // As strict as a host can be: a public route must say itself that it is one.
        Assert.All(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints),
            route => Assert.True(route.Metadata.Any(it => it is IAuthorizeData or IAllowAnonymous), route.DisplayName));
        await app.StartAsync();
        var keys = new Dictionary<string, string>();
        foreach (var role in StaffRoles.All)
        {
            keys[role] = await MakeKey(app.Services, role, ProvinceScope.All);
        }

        return new FiguresHost(app, store, clock, log, folder, keys);
    }

    /// <summary>A client that presents a key.</summary>
    public HttpClient With(string key)
    {
        // It would leave the key out when it is sent on to another page.
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Anybody.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>A client with a role, of all provinces.</summary>
    public HttpClient As(string role) => With(_keys[role]);

    /// <summary>A client with a role, of some provinces of the tiny survey.</summary>
    public async Task<HttpClient> As(string role, params string[] provinces) => await Of(null, role, provinces);

    /// <summary>A client with a role, of a survey team and some provinces of the tiny survey.</summary>
    public async Task<HttpClient> Of(string? team, string role, params string[] provinces)
    {
        Assert.True(ProvinceScope.TryParse(provinces, Store.Catalogue, out var scope, out var fault), fault);
        return With(await MakeKey(_app.Services, role, scope, team));
    }

    /// <summary>The trail so far, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Trail()
    {
        var entries = new List<AuditEntry>();
        await foreach (var entry in _app.Services.GetRequiredService<AuditTrail>().Read(new AuditQuery(), CancellationToken.None))
        {
            entries.Add(entry);
        }

        return entries;
    }

    /// <summary>A part of the host.</summary>
    public T Part<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>From now on the staff store takes no entry of the trail, as a disk that is full would not.</summary>
    public void ShutTrail()
    {
        using var connection = new SqliteConnection($"Data Source={StaffFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TRIGGER tr_test BEFORE INSERT ON staff_audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;";
        command.ExecuteNonQuery();
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
        _folder.Delete(recursive: true);
    }

    private static async Task<string> MakeKey(IServiceProvider services, string role, ProvinceScope scope, string? team = null)
    {
        var order = new KeyOrder($"a {role}", role, scope, team, services.GetRequiredService<TimeProvider>().GetUtcNow().AddYears(1));
        return (await services.GetRequiredService<AccessKeyStore>().Make(order, "the test", CancellationToken.None)).Secret;
    }
}
