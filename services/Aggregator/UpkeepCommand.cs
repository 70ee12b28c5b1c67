using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Queue;
using SipasSurvey.Storage;

namespace SipasSurvey.Aggregator;

/// <summary>Finds what a command of an operator works on, from the same settings as the service.</summary>
internal static class UpkeepCommand
{
    // Three nodes that do not answer take 9 s.
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Runs <c>verify</c>, <c>rebuild</c>, <c>migrate</c> or <c>replay</c>; the exit code.</summary>
    public static async Task<int> Run(string command, IConfiguration settings)
    {
        switch (command)
        {
            case "replay":
                return await Replay(BrokerAddress.Of(settings));
            case "verify" or "rebuild" or "migrate":
                return await OnDatabase(command, settings);
            default:
                await Console.Error.WriteLineAsync($"{command} is no command. There are: verify (compare what is stored with what the entries give), "
                    + "rebuild (write it anew), migrate (make the database, or bring its schema up to date), replay (bring dead letters back to the queue). "
                    + "Without one, the aggregator runs.");
                return 2;
        }
    }

    private static async Task<int> OnDatabase(string command, IConfiguration settings)
    {
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(Catalogue.Load(AggregatorModule.Contracts)).AddSingleton(TimeProvider.System)
            .AddInvitations(WithSecretBeside(settings))
            .AddDatabase(settings, makesIt: command == "migrate")
            .BuildServiceProvider();
        var store = services.GetRequiredService<IEntryStore>();
        if (command != "migrate" && await services.GetRequiredService<IFigureStore>().FindObstacle(CancellationToken.None) is { } obstacle)
        {
            await Console.Error.WriteLineAsync(obstacle);
            return 2;
        }

        using var trail = command switch
        {
            "verify" => StaffUpkeep.ForVerify(settings),
            "migrate" => StaffUpkeep.ForMigrate(settings),
            _ => null,
        };
        try
        {
            return Math.Max(await Run(command, store), trail is null ? 0 : await trail.Run(Console.Out, Console.Error, CancellationToken.None));
        }
        catch (Exception failure) when (store.IsTransient(failure))
        {
            await Console.Error.WriteLineAsync($"{command}: the database cannot do it now; mend that, then run it again. {FailureText.Reason(failure)}");
            return 2;
        }
    }

    // Local keeps its secret beside its database; so a check of that folder needs no setting.
    private static IConfiguration WithSecretBeside(IConfiguration settings)
    {
        if (settings[InvitationsModule.Setting] is { Length: > 0 } || settings.GetConnectionString("Sqlite") is not { Length: > 0 } sqlite || FolderOf(sqlite) is not { } folder)
        {
            return settings;
        }

        var file = Path.Combine(folder, InvitationsModule.LocalFile);
        return File.Exists(file)
            ? new ConfigurationBuilder().AddConfiguration(settings).AddInMemoryCollection([new(InvitationsModule.Setting, File.ReadAllText(file).Trim())]).Build()
            : settings;
    }

    private static string? FolderOf(string connectionString)
    {
        try
        {
            return Path.GetDirectoryName(Path.GetFullPath(new SqliteConnectionStringBuilder(connectionString).DataSource));
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            // What is wrong with it is said where the database is opened.
            return null;
        }
    }

    private static Task<int> Run(string command, IEntryStore store) => command switch
    {
        "verify" => Upkeep.Verify(store, Console.Out, CancellationToken.None),
        "rebuild" => Upkeep.Rebuild(store, Console.Out, CancellationToken.None),
        _ => Upkeep.Migrate(store, Console.Out, CancellationToken.None),
    };

    private static async Task<int> Replay(BrokerAddress address)
    {
        using var link = new BrokerLink(address, "replay", NullLogger<BrokerLink>.Instance);
        await link.StartAsync(CancellationToken.None);
        if (!await link.WaitForConnection(ConnectTimeout))
        {
            await Console.Error.WriteLineAsync($"replay: {link.LastFailure}");
            return 2;
        }

        try
        {
            var packs = await new DeadLetters(link).Replay(CancellationToken.None);
            Console.WriteLine($"replay: {packs} packs are back in the queue.");
            return 0;
        }
        catch (ReplayBrokenOffException failure)
        {
            await Console.Error.WriteLineAsync($"replay: {failure.Packs} packs are back in the queue; the others are still aside, so run it again. {BrokerFailure.Explain(failure)}");
            return 2;
        }
        finally
        {
            await link.StopAsync(CancellationToken.None);
        }
    }
}
