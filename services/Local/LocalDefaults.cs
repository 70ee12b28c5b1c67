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
        if (builder.Configuration[InvitationsModule.Setting] is not { Length: > 0 })
        {
            // A source of its own: what is set on the whole configuration looks as if it came from the command line, where a secret is refused.
            builder.Configuration.AddInMemoryCollection([new(InvitationsModule.Setting, File.ReadAllText(folder.InvitationSecretFile).Trim())]);
        }
    }

    /// <summary>Prints where to go in a browser, and where passwords and keys are, once the service listens. Never a password or a key.</summary>
    public static void AnnounceStart(this WebApplication app, DataFolder folder) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Console.WriteLine($"SIPAS Survey is ready: {string.Join("  ", addresses.Select(address => $"{address}/staff"))}");
        Console.WriteLine($"Citizens answer at: {string.Join("  ", addresses.Select(address => $"{address}/"))}");
        if (File.Exists(folder.FirstSignInFile))
        {
            Console.WriteLine($"Passwords for the first sign-in, until one of them is used: {folder.FirstSignInFile}");
        }

        Console.WriteLine($"Keys for scripts: {folder.AccessKeysFile}");
        Console.WriteLine("Ctrl+C stops it.");
    });
}
