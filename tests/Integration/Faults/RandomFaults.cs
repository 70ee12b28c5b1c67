using System.Data.Common;
using System.Diagnostics;
using Dapper;
using Microsoft.Data.SqlClient;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Lets faults befall a deployment, several at a time, and undoes each of them after its time.</summary>
internal sealed class RandomFaults(Deployment deployment, RandomReport report) : IDisposable
{
    // The cluster may lose its majority, but never all of its data's keepers at once; and what is always dead shows nothing.
    private const int MostNodesAway = 2;
    private const int MostAtOnce = 4;

    private readonly SemaphoreSlim _nodes = new(MostNodesAway);
    private readonly SemaphoreSlim _atOnce = new(MostAtOnce);
    private readonly Dictionary<(RandomVictim, int), SemaphoreSlim> _turns = Enum.GetValues<RandomVictim>()
        .SelectMany(_ => Enumerable.Range(0, RandomFault.Nodes), (victim, index) => (victim, index)).ToDictionary(it => it, _ => new SemaphoreSlim(1));

    /// <summary>Returns once all faults have come and all are undone, or throws what could not be undone.</summary>
    public async Task Run(IReadOnlyList<RandomFault> plan)
    {
        var begun = new List<Task>();
        foreach (var (number, fault) in plan.Index())
        {
            // The moments are what is tried here.
            await Task.Delay(fault.After);
            await _atOnce.WaitAsync();
            begun.Add(Befall(fault, $"{number + 1}/{plan.Count}"));
            if (begun.Any(it => it.IsFaulted))
            {
                break;
            }
        }

        await Task.WhenAll(begun);
    }

    public void Dispose()
    {
        foreach (var turn in _turns.Values.Append(_nodes).Append(_atOnce))
        {
            turn.Dispose();
        }
    }

    private async Task Befall(RandomFault fault, string number)
    {
        var turns = new Stack<SemaphoreSlim>([_atOnce, await Take(_turns[(fault.Victim, fault.Index)])]);
        if (fault.Victim == RandomVictim.Node)
        {
            turns.Push(await Take(_nodes));
        }

        try
        {
            var name = $"{fault.Victim} {fault.Index + 1}";
            report.Began(fault.Victim, fault.Kind, $"{number} {name} is {fault.Kind.ToString().ToLowerInvariant()} for {fault.Lasts.TotalSeconds:0.0} s");
            await Happen(fault);
            report.Say($"{number} {name} is back");
        }
        finally
        {
            while (turns.TryPop(out var turn))
            {
                turn.Release();
            }
        }
    }

    private static async Task<SemaphoreSlim> Take(SemaphoreSlim turn)
    {
        await turn.WaitAsync();
        return turn;
    }

    private Task Happen(RandomFault fault) => fault.Victim switch
    {
        RandomVictim.Database => Seize(fault.Lasts),
        RandomVictim.Node => Happen(fault, deployment.Nodes[fault.Index]),
        RandomVictim.Intake => Happen(fault, deployment.Intakes[fault.Index]),
        RandomVictim.Aggregator => Happen(fault, deployment.Aggregators[fault.Index]),
        _ => Happen(fault, deployment.Figures),
    };

    private static Task Happen(RandomFault fault, RabbitNode node) => Happen(fault, node.Kill, node.Stop, node.Pause, node.Resume, node.Restart);

    private Task Happen(RandomFault fault, ServiceProcess process) => Happen(fault, process.Kill, async () =>
    {
        var (exitCode, took) = await process.Stop();
        report.Say($"{fault.Victim} {fault.Index + 1} ended in {took.TotalSeconds:0.0} s");
        Assert.True(exitCode == 0, $"{process.Program} ended with {exitCode}.");
    }, process.Pause, process.Resume, () => process.Start());

    private static async Task Happen(RandomFault fault, Func<Task> kill, Func<Task> stop, Func<Task> pause, Func<Task> resume, Func<Task> start)
    {
        await (fault.Kind switch { RandomFaultKind.Killed => kill, RandomFaultKind.Paused => pause, _ => stop })();
        await Task.Delay(fault.Lasts);
        await (fault.Kind == RandomFaultKind.Paused ? resume : start)();
    }

    private async Task Seize(TimeSpan lasts)
    {
        await using var connection = deployment.ConnectDatabase();
        await connection.OpenAsync();
        if (connection is SqlConnection)
        {
            await KillSessions(connection, lasts);
            return;
        }

        // Whoever is writing may have been paused just then.
        await connection.ExecuteAsync("BEGIN EXCLUSIVE", commandTimeout: 120);
        report.Say("The database is locked");
        await Task.Delay(lasts);
        await connection.ExecuteAsync("ROLLBACK");
    }

    // Not all at once: whoever connects again meets the next.
    private static async Task KillSessions(DbConnection connection, TimeSpan lasts)
    {
        const string Others = "SELECT CAST(session_id AS INT) FROM sys.dm_exec_sessions WHERE database_id = DB_ID() AND session_id <> @@SPID";
        for (var begun = Stopwatch.StartNew(); begun.Elapsed < lasts; await Task.Delay(500))
        {
            foreach (var session in await connection.QueryAsync<int>(Others))
            {
                try
                {
                    await connection.ExecuteAsync($"KILL {session}");
                }
                catch (SqlException)
                {
                    // It has ended meanwhile.
                }
            }
        }
    }
}
