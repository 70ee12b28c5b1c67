using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using SipasSurvey.Hosting;

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

        builder.AddProcessDefaults(CommandLine.DefaultAddress);
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
