using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using SipasSurvey.Domain;
using SipasSurvey.Local.Demo;
using SipasSurvey.Storage;

namespace SipasSurvey.Local;

/// <summary>What a person types, and what they read when it does not work.</summary>
internal static class CommandLine
{
    public const string DefaultAddress = "http://127.0.0.1:8080";

    public const string Help = """
        SIPAS Survey on one machine: intake, counting and figures in one process, with an embedded database.

          --urls ADDRESS   address to listen on (default http://127.0.0.1:8080)
          --data DIR       folder for database, staff keys and schedule; made when missing (default data)
          --demo           fill an empty folder with a simulated SIPAS 2024
          --help           this text
        """;

    private const string Demo = "--demo";

    public static bool WantsDemo(string[] args) => args.Contains(Demo);

    /// <summary>The arguments that are settings; a flag without a value would swallow the argument behind it.</summary>
    public static string[] WithoutFlags(string[] args) => [.. args.Where(argument => argument != Demo)];

    /// <summary>One sentence for a failure that the person who starts the service can mend; null for any other.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        DataFileException or DemoRefusedException or SchemaException or OptionsValidationException => failure.Message,
        SqliteException => $"The database cannot be used: {failure.Message} Choose another folder with --data, or restore sipas.db from a backup.",
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } =>
            $"{failure.Message} Stop the other program, or choose another address with --urls.",
        IOException or UnauthorizedAccessException => $"{failure.Message} Choose a folder that can be written with --data.",
        _ => null,
    };
}
