using Microsoft.Data.Sqlite;
using SipasSurvey.Hosting;
using SipasSurvey.Local.Accounts;
using SipasSurvey.Local.Demo;
using SipasSurvey.Staff.Store;
using SipasSurvey.Storage;

namespace SipasSurvey.Local;

/// <summary>What a person types, and what they read when it does not work.</summary>
internal static class CommandLine
{
    public const string DefaultAddress = "http://127.0.0.1:8080";

    public const string Help = """
        SIPAS Survey on one machine: intake, counting and figures in one process, with an embedded database.

          --urls ADDRESS   address to listen on (default http://127.0.0.1:8080)
          --data DIR       folder for database, accounts, keys and schedule; made when missing (default data)
          --demo           fill an empty folder with a simulated SIPAS 2024
          --help           this text

          reset-password USER [--data DIR]
                           gives an account a new one-time password, in DIR/first-sign-in.txt; the service may run meanwhile

        Settings, in the environment or on the command line: SignIn__Authority (another provider to sign in at), PublicAddress, Proxies, Secrets,
        Schedule, AccessKeys, Invitations__Secret (in the environment; without it, DIR/invitation-secret is made), Limits__ResponsesPerDevice,
        Limits__ResponsesPerAddress and more; deploy/README.md, "Settings".
        """;

    private const string Demo = "--demo";

    private static readonly string[] Known = ["--urls", "--data", "--AccessKeys", "--Schedule", "--DataProtectionKeys", "--Proxies", "--PublicAddress", "--Secrets"];

    // What a host says that starts this program within its own process, as tests do.
    private static readonly string[] FromHosts = ["--environment", "--contentRoot", "--applicationName"];

    public static bool WantsDemo(string[] args) => args.Contains(Demo);

    /// <summary>Takes <c>reset-password USER</c> out of the arguments; the user, or null when it is not asked for.</summary>
    /// <exception cref="CommandLineException">No user is named.</exception>
    public static string? TakeResetPassword(ref string[] args)
    {
        if (args is not [ResetPassword.Command, .. var rest])
        {
            return null;
        }

        if (rest is not [[not '-', ..] user, .. var settings])
        {
            throw new CommandLineException($"{ResetPassword.Command} needs the user name of an account behind it.");
        }

        args = settings;
        return user;
    }

    /// <summary>The arguments that are settings, without the flag, which would swallow the argument behind it.</summary>
    /// <exception cref="CommandLineException">An option is unknown, or has no value.</exception>
    public static string[] Settings(string[] args)
    {
        var settings = args.Where(argument => argument != Demo).ToArray();
        for (var i = 0; i < settings.Length; i++)
        {
            var name = settings[i].Split('=')[0];
            if (!Known.Contains(name) && !FromHosts.Contains(name) && !(name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal)))
            {
                throw new CommandLineException($"{name} is no option. There are: {Demo}, --help, {string.Join(", ", Known)}, and settings like --Packs:Deadline.");
            }

            if (!settings[i].Contains('=', StringComparison.Ordinal) && (++i == settings.Length || settings[i].StartsWith("--", StringComparison.Ordinal)))
            {
                throw new CommandLineException($"{name} needs a value behind it.");
            }
        }

        return settings;
    }

    /// <summary>One sentence for a failure that the person who starts the service can mend; null for any other.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        CommandLineException or DemoRefusedException or SchemaException or StaffStoreException => failure.Message,
        SqliteException => $"The database cannot be used: {failure.Message} Choose another folder with --data, or restore it from a backup.",
        IOException { InnerException: null } or UnauthorizedAccessException => $"{failure.Message} Choose a folder that can be written with --data.",
        _ => ProcessDefaults.Explain(failure),
    };
}
