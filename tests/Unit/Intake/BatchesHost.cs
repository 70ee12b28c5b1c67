using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Intake;
using SipasSurvey.Intake.Batches;
using SipasSurvey.Pages;
using SipasSurvey.Staff;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Keys;
using SipasSurvey.Staff.SignIn;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Intake with staff access on a free port, wired as its own Program.cs wires it, with a broker of the test and a staff store of its own.</summary>
internal sealed class BatchesHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private BatchesHost(WebApplication app, DirectoryInfo folder, Broker broker, FakeTimeProvider clock, ConcurrentQueue<string> log)
    {
        (_app, _folder, Broker, Clock, Log) = (app, folder, broker, clock, log);
        Address = new Uri(app.Urls.First());
    }

    public Broker Broker { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>All that was logged from level Debug on, exceptions included.</summary>
    public ConcurrentQueue<string> Log { get; }

    public Uri Address { get; }

    public BatchRegistry Registry => _app.Services.GetRequiredService<BatchRegistry>();

    public AuditTrail AuditTrail => _app.Services.GetRequiredService<AuditTrail>();

    /// <summary>Every file that is there while, or although, nothing is worked on; without the lock.</summary>
    public string[] UploadedFiles => [.. Directory.EnumerateFiles(Uploads, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];

    public string Uploads => Path.Combine(_folder.FullName, "uploads");

    public static async Task<BatchesHost> Start(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("sipas-batches-");
        var broker = new Broker();
        var log = new ConcurrentQueue<string>();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new LogInto(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Staff"] = $"Data Source={Path.Combine(folder.FullName, "staff.db")};Pooling=False";
        builder.Configuration["DataProtectionKeys"] = Path.Combine(folder.FullName, "sealing");
        builder.Configuration["Schedule"] = Path.Combine(A.ShippedFolder, "schedule.json");
        builder.Configuration["Batches:Folder"] = Path.Combine(folder.FullName, "uploads");
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddSingleton(A.Catalogue).AddSingleton<TimeProvider>(clock).AddSingleton<PublishPack>(broker.Publish).AddProblemDetails();
        builder.AddIntake().AddIntakeDescription().AddStaff().AddBatches();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UsePages();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIntake();
        app.MapBatches();
        app.MapApiDescription();
        app.MapPageFrame();
        app.MapGet("/test/sign-in", SignIn).AllowAnonymous();
        // As strict as a host can be: a public route must say itself that it is one.
        Assert.All(((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints),
            route => Assert.True(route.Metadata.Any(it => it is IAuthorizeData or IAllowAnonymous), route.DisplayName));
        await app.StartAsync();
        return new BatchesHost(app, folder, broker, clock, log);
    }

    /// <summary>A client with a key of a role, for some provinces and a team.</summary>
    public async Task<HttpClient> As(string role = StaffRoles.SurveyTeam, string? team = null, params string[] provinces)
    {
        Assert.True(ProvinceScope.TryParse(provinces.Length == 0 ? ["*"] : provinces, A.Catalogue, out var scope, out var fault), fault);
        var order = new KeyOrder($"a {role}", role, scope, team, Clock.GetUtcNow().AddYears(1));
        var (_, secret) = await _app.Services.GetRequiredService<AccessKeyStore>().Make(order, "the test", CancellationToken.None);
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    /// <summary>A browser in which somebody of all provinces is signed in.</summary>
    public async Task<HttpClient> SignedIn(string role = StaffRoles.SurveyTeam, string? team = null)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = Patience };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        (await client.GetAsync(new Uri($"/test/sign-in?role={role}&team={team}", UriKind.Relative))).EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>The trail so far, the oldest first.</summary>
    public async Task<IReadOnlyList<AuditRecord>> Trail()
    {
        var entries = new List<AuditRecord>();
        await foreach (var entry in AuditTrail.Read(new AuditQuery(), CancellationToken.None))
        {
            entries.Insert(0, entry.Record);
        }

        return entries;
    }

    /// <summary>From now on the staff store takes no entry of the trail, as a disk that is full would not.</summary>
    public void ShutTrail()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder.FullName, "staff.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TRIGGER tr_test BEFORE INSERT ON staff_audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;";
        command.ExecuteNonQuery();
    }

    /// <summary>Waits until it is so, moving the clock on by <paramref name="step"/> each time it is not.</summary>
    public Task Until(Func<bool> isSo, TimeSpan step = default) => Clock.Until(isSo, step);

    public async Task<HealthReportEntry> Health(string check) =>
        (await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(it => it.Name == check)).Entries[check];

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Broker.Recover();
        Broker.Release();
        var stop = _app.StopAsync();
        await Until(() => stop.IsCompleted, TimeSpan.FromSeconds(1));
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static Task SignIn(HttpContext context, string role, string? team) => context.SignInAsync(StaffCookie.SchemeName,
        new StaffMember(role, $"name of {role}", role, ProvinceScope.All, string.IsNullOrEmpty(team) ? null : team, StaffWay.Session).ToPrincipal(StaffCookie.SchemeName));
}
