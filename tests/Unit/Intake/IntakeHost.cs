using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Api;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Intake;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Intake alone on a free port, with a broker of the test. Its clock stands still unless the test moves it.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, double> _measured = new();
    private readonly MeterListener _listener = new();

    private IntakeHost(WebApplication app, Broker broker, FakeTimeProvider clock, ConcurrentQueue<string> log, string schedule)
    {
        (_app, Broker, Clock, Log, Schedule) = (app, broker, clock, log, schedule);
        Address = new Uri(app.Urls.First());
        Client = new HttpClient { BaseAddress = Address, Timeout = Patience };
        Sender = app.Services.GetRequiredService<PackSender>();
        var meters = app.Services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other hosts of the same test run have the same instruments.
            if (instrument.Meter.Name == "SipasSurvey.Intake" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measure(instrument, value, tags));
        _listener.Start();
    }

    public Broker Broker { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>All that was logged from level Debug on, exceptions included.</summary>
    public ConcurrentQueue<string> Log { get; }

    /// <summary>Path of the schedule file.</summary>
    public string Schedule { get; }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public PackSender Sender { get; }

    public static async Task<IntakeHost> Start(Broker? broker = null, params (string Name, string Value)[] settings)
    {
        broker ??= new Broker();
        var log = new ConcurrentQueue<string>();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        var folder = Directory.CreateTempSubdirectory("sipas-intake-");
        var schedule = Path.Combine(folder.FullName, "schedule.json");
        File.Copy(Path.Combine(A.ShippedFolder, "schedule.json"), schedule);
        var app = Build(broker, clock, log, [("Schedule", schedule), .. settings]);
        try
        {
            app.MapApiDescription();
            app.MapIntake();
            await app.StartAsync();
            return new IntakeHost(app, broker, clock, log, schedule);
        }
        catch
        {
            await app.DisposeAsync();
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Waits until it is so, moving the clock on by <paramref name="step"/> each time it is not.</summary>
    public Task Until(Func<bool> isSo, TimeSpan step = default) => Clock.Until(isSo, step);

    /// <summary>Lets time pass until the task is done.</summary>
    public async Task<T> Pass<T>(Task<T> task, TimeSpan step)
    {
        await Until(() => task.IsCompleted, step);
        return await task;
    }

    public async Task<HealthReportEntry> Health(string check) =>
        (await _app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(it => it.Tags.Contains("ready"))).Entries[check];

    /// <summary>The sum, or for a gauge the value, of what an instrument measured; 0 when nothing.</summary>
    public double Measured(string instrument, string? tag = null)
    {
        _listener.RecordObservableInstruments();
        return _measured.GetValueOrDefault(instrument + tag);
    }

    public Task Stop() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        // A test that held or failed packs does not wait for the time of grace.
        Broker.Recover();
        Broker.Release();
        var stop = _app.StopAsync();
        await Until(() => stop.IsCompleted, TimeSpan.FromSeconds(1));
        _listener.Dispose();
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(Schedule)!, recursive: true);
    }

    private static WebApplication Build(
        Broker broker, FakeTimeProvider clock, ConcurrentQueue<string> log, IEnumerable<(string Name, string Value)> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new LogInto(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddSingleton(A.Catalogue).AddSingleton<TimeProvider>(clock).AddSingleton<PublishPack>(broker.Publish);
        // As strict as a host can be: a public route must say itself that it is one.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        builder.AddSettings<LimitsOptions>("Limits");
        builder.AddIntake().AddIntakeDescription();
        return builder.Build();
    }

    private void Measure(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var tag = tags.IsEmpty ? "" : $"{tags[0].Value}";
        _measured.AddOrUpdate(instrument.Name + tag, value, (_, before) => instrument.IsObservable ? value : before + value);
    }
}
