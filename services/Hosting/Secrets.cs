using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;

namespace SipasSurvey.Hosting;

/// <summary>
/// Secrets come from the environment, or from files, one for each setting, in the folder that the setting <c>Secrets</c> names (e.g. <c>/run/secrets</c>): the file
/// <c>ConnectionStrings__SqlServer</c> holds the setting of that name. Never from a configuration file, which is copied, shown and kept in versions.
/// </summary>
public static class Secrets
{
    private const string Setting = "Secrets";
    private const string ConnectionStrings = "ConnectionStrings";

    // Settings that are nothing but a secret.
    private static readonly string[] Whole = ["SignIn:ClientSecret", InvitationsModule.Setting];

    /// <summary>Reads the files; what they say wins.</summary>
    /// <exception cref="StartException">There is no such folder, or a secret stands in a configuration file.</exception>
    public static void AddSecrets(this IConfigurationManager settings)
    {
        if (settings[Setting] is { Length: > 0 } folder)
        {
            if (!Directory.Exists(folder))
            {
                throw new StartException($"Setting {Setting} names the folder {folder}, which does not exist.");
            }

            settings.AddKeyPerFile(Path.GetFullPath(folder), optional: false);
        }

        foreach (var file in ((IConfigurationRoot)settings).Providers.OfType<JsonConfigurationProvider>())
        {
            if (SecretOf(file) is { } name)
            {
                throw new StartException($"Setting {name} stands in {file.Source.Path} with its secret. Take it out there, and put it into the environment "
                    + $"({name.Replace(":", "__", StringComparison.Ordinal)}), or into a file of that name in the folder that the setting {Setting} names.");
            }
        }
    }

    /// <summary>A sentence about a secret that was given on the command line, or null.</summary>
    public static string? FindOnCommandLine(IConfiguration settings) =>
        (settings as IConfigurationRoot)?.Providers.OfType<CommandLineConfigurationProvider>().Select(SecretOf).FirstOrDefault(name => name is not null) is { } name
            ? $"Setting {name} was given on the command line with its secret, where every account of this machine can read it. "
                + $"Put it into the environment, or into a file in the folder that the setting {Setting} names."
            : null;

    private static string? SecretOf(IConfigurationProvider provider) =>
        provider.GetChildKeys([], ConnectionStrings).Distinct(StringComparer.OrdinalIgnoreCase).Select(name => $"{ConnectionStrings}:{name}").Concat(Whole)
            .FirstOrDefault(name => provider.TryGet(name, out var value) && (Whole.Contains(name) ? value is { Length: > 0 } : HoldsPassword(value)));

    private static bool HoldsPassword([NotNullWhen(true)] string? connection)
    {
        if (connection is not { Length: > 0 })
        {
            return false;
        }

        if (connection.Contains("://", StringComparison.Ordinal))
        {
            // user:password@host
            var at = connection.LastIndexOf('@');
            return at > 0 && connection[(connection.IndexOf("://", StringComparison.Ordinal) + 3)..].Split('@')[0].Contains(':', StringComparison.Ordinal);
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connection };
            return parts.ContainsKey("Password") || parts.ContainsKey("PWD");
        }
        catch (ArgumentException)
        {
            // Whoever opens it says what is wrong; until then it may hold anything.
            return true;
        }
    }
}
