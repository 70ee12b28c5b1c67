using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace SipasSurvey.Local;

/// <summary>Settings that make the parts work in one process, and the lines printed at the start.</summary>
internal static class LocalDefaults
{
    /// <summary>Points every part to the data folder; what the operator sets explicitly wins.</summary>
    public static void AddLocalDefaults(this WebApplicationBuilder builder, DataFolder folder)
    {
        foreach (var (setting, value) in folder.Settings)
        {
            builder.Configuration[setting] ??= value;
        }

        if (builder.Configuration[WebHostDefaults.ServerUrlsKey] is null)
        {
            builder.WebHost.UseUrls(CommandLine.DefaultAddress);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(35));
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        builder.Logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("MassTransit", LogLevel.Warning)
            // A fault of the aggregator is logged there, and by the sender whose pack it is.
            .AddFilter("MassTransit.ReceiveTransport", LogLevel.None)
            // It warns that keys for cookies are kept unencrypted; they are as private as the database beside them.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }

    /// <summary>Checks addresses and settings before anything starts, so that a wrong one ends in a sentence rather than in the host's log.</summary>
    /// <exception cref="FormatException">An address is none.</exception>
    /// <exception cref="OptionsValidationException">A setting is out of its range.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        foreach (var address in (app.Configuration[WebHostDefaults.ServerUrlsKey] ?? CommandLine.DefaultAddress).Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            BindingAddress.Parse(address);
        }

        app.Services.GetRequiredService<IStartupValidator>().Validate();
    }

    /// <summary>Answers programs with problem details where no route does: unknown paths, wrong methods, unexpected failures.</summary>
    public static void UseApiProblems(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // A body that breaks off is the sender's fault and carries its own status.
            StatusCodeSelector = failure => (failure as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
    }

    /// <summary>Prints where to go in a browser and where the keys are, once the service listens.</summary>
    public static void AnnounceStart(this WebApplication app, DataFolder folder) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"SIPAS Survey is ready: {string.Join("  ", addresses.Select(address => $"{address}/staff"))}");
        Console.WriteLine($"Keys for signing in: {folder.AccessKeysFile}");
        Console.WriteLine("Ctrl+C stops it.");
    });
}
