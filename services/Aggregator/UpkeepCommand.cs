using Microsoft.Extensions.Logging.Abstractions;
using SipasSurvey.Domain;
using SipasSurvey.Queue;
using SipasSurvey.Storage;
using SipasSurvey.Storage.Sqlite;

namespace SipasSurvey.Aggregator;

/// <summary>Finds what a command of an operator works on, from the same settings as the service.</summary>
internal static class UpkeepCommand
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Runs <c>verify</c>, <c>rebuild</c> or <c>replay</c>; the exit code.</summary>
    public static async Task<int> Run(string command, IConfiguration settings)
    {
        switch (command)
        {
            case "replay":
                return await Replay(BrokerAddress.Parse(settings.GetConnectionString("RabbitMq")));
            case "verify" or "rebuild":
                break;
            default:
                await Console.Error.WriteLineAsync($"{command} is no command. There are: verify (compare what is stored with what the entries give), "
                    + "rebuild (write it anew), replay (bring dead letters back to the queue). Without one, the aggregator runs.");
                return 2;
        }

        using var database = new SqliteDatabase(AggregatorModule.SqliteOf(settings));
        if (database.FindObstacle() is { } obstacle)
        {
            await Console.Error.WriteLineAsync(obstacle);
            return 2;
        }

        IEntryStore store = new SqliteEntryStore(database, Catalogue.Load(AggregatorModule.Contracts), TimeProvider.System);
        return command == "verify"
            ? await Upkeep.Verify(store, Console.Out, CancellationToken.None)
            : await Upkeep.Rebuild(store, Console.Out, CancellationToken.None);
    }

    private static async Task<int> Replay(BrokerAddress address)
    {
        using var link = new BrokerLink(address, "replay", NullLogger<BrokerLink>.Instance);
        await link.StartAsync(CancellationToken.None);
        if (!await link.WaitForConnection(ConnectTimeout))
        {
            await Console.Error.WriteLineAsync($"replay: the broker cannot be reached. See that it runs and that {BrokerAddress.Setting} is right.");
            return 2;
        }

        var packs = await new DeadLetters(link).Replay(CancellationToken.None);
        Console.WriteLine($"replay: {packs} packs are back in the queue.");
        await link.StopAsync(CancellationToken.None);
        return 0;
    }
}
