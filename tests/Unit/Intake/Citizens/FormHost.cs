using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using SipasSurvey.Contracts;
using SipasSurvey.Hosting;
using SipasSurvey.Hosting.Door;
using SipasSurvey.Intake;
using SipasSurvey.Intake.Form;
using SipasSurvey.Pages;
using SipasSurvey.Staff;

namespace SipasSurvey.UnitTests.Intake.Citizens;

/// <summary>Intake with the citizens' form on a free port, wired as its own Program.cs wires it, with a broker of the test. Its clock stands still unless the test moves it.</summary>
internal sealed class FormHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private FormHost(WebApplication app, DirectoryInfo folder, Broker broker, FakeTimeProvider clock, ConcurrentQueue<string> log) =>
        (_app, _folder, Broker, Clock, Log, Address) = (app, folder, broker, clock, log, new Uri(app.Urls.First()));

    public Broker Broker { get; }

    public FakeTimeProvider Clock { get; }

    /// <summary>All that was logged from level Debug on, exceptions included.</summary>
    public ConcurrentQueue<string> Log { get; }

    public Uri Address { get; }

    /// <summary>What was taken.</summary>
    public List<EntryReceived> Received => [.. Broker.Confirmed.SelectMany(pack => pack.Records).OfType<EntryReceived>()];

    /// <summary>Folder of the keys that seal cookies.</summary>
    public string Keys => Path.Combine(_folder.FullName, "sealing");

    private string ScheduleFile => Path.Combine(_folder.FullName, "schedule.json");

    /// <param name="settings">Settings beside those of the test.</param>
    public static async Task<FormHost> Start(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("sipas-form-");
        var (broker, log, clock) = (new Broker(), new ConcurrentQueue<string>(), new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero)));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new LogInto(log));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["ConnectionStrings:Staff"] = $"Data Source={Path.Combine(folder.FullName, "staff.db")};Pooling=False";
        builder.Configuration["DataProtectionKeys"] = Path.Combine(folder.FullName, "sealing");
        builder.Configuration["Schedule"] = Path.Combine(folder.FullName, "schedule.json");
        File.Copy(Path.Combine(A.ShippedFolder, "schedule.json"), Path.Combine(folder.FullName, "schedule.json"));
        foreach (var (name, value) in settings)
        {
            builder.Configuration[name] = value;
        }

        builder.Services.AddSingleton(A.Catalogue).AddSingleton<TimeProvider>(clock).AddSingleton<PublishPack>(broker.Publish).AddProblemDetails();
        builder.AddSettings<LimitsOptions>("Limits");
        builder.AddIntake().AddIntakeDescription().AddStaff().AddForm();
        var app = builder.Build();
        app.UseSecurityHeaders();
        app.UseApiProblems();
        app.UsePages();
        app.UseUtf8Forms();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapIntake();
        app.MapForm();
        app.MapPageFrame();
        // As strict as a host can be: a public route must say itself that it is one.
        Assert.All(((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints),
            route => Assert.True(route.Metadata.Any(it => it is IAuthorizeData or IAllowAnonymous), route.DisplayName));
        await app.StartAsync();
        return new FormHost(app, folder, broker, clock, log);
    }

    /// <summary>A part of the host.</summary>
    public T Part<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>From the next second on, surveys open and close like this.</summary>
    public void Schedule(string json)
    {
        File.WriteAllText(ScheduleFile, json);
        Clock.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>Lets time pass until the task is done.</summary>
    public async Task<T> Pass<T>(Task<T> task)
    {
        var deadline = DateTime.UtcNow + TimeSpan.FromMinutes(1);
        while (!task.IsCompleted)
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not come to pass within a minute.");
            Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2);
        }

        return await task;
    }

    public async ValueTask DisposeAsync()
    {
        Broker.Recover();
        var stop = _app.StopAsync();
        await Pass(stop.ContinueWith(_ => true, TaskScheduler.Default));
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
