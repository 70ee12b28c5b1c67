using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Queue;
using Xunit.Abstractions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>The version before this one and this one run side by side on one queue and one database, while many send.</summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class UpgradeTests(UpgradePrevious previous, ITestOutputHelper output) : IClassFixture<UpgradePrevious>
{
    private const int Seed = 20261129;

    // Enough for every Intake that runs to have sent packs that every Aggregator that runs had a part of.
    private const int BetweenSteps = 400;

    [SkippableFact]
    public async Task One_process_after_another_is_replaced_under_load_and_nothing_is_lost_or_counted_twice()
    {
        var old = await previous.Programs();
        var report = new RandomReport(output, $"from {UpgradePrevious.Commit} to this version");
        await using var deployment = await Deployment.Start(intakes: 2, aggregators: 2, programs: old);
        report.Say("the version before runs");
        try
        {
            using var load = new RandomLoad(deployment, Seed);
            using var stop = new CancellationTokenSource();
            var sending = load.Run(stop.Token);
            try
            {
                await Replace(deployment, load, report, old);
            }
            finally
            {
                await stop.CancelAsync();
            }

            await sending.WaitAsync(TimeSpan.FromMinutes(1));
            report.Say(load.Totals);
            await new RandomOutcome(deployment, load, report).Check();
        }
        catch (Exception failure)
        {
            report.Say(failure.ToString());
            report.SayLastLines(deployment);
            throw;
        }
    }

    // The order of deploy/README.md ("A new version"): readers before writers.
    private static async Task Replace(Deployment deployment, RandomLoad load, RandomReport report, Func<string, string> old)
    {
        var (intakes, aggregators) = (deployment.Intakes, deployment.Aggregators);
        await GoesOn(load);
        foreach (var process in (ServiceProcess[])[.. aggregators, deployment.Figures, intakes[0]])
        {
            await Restart(process, program: Path.GetFileName(process.Program));
            report.Say($"{process.Program} at {process.Http.BaseAddress} is new");
            await GoesOn(load);
        }

        Assert.Equal(0u, await DeadLetters(deployment));

        // Out of order: an Aggregator of before meets packs of a new Intake. Those whose format it does not know it puts aside, and `replay` brings them back.
        await Restart(aggregators[1], old(aggregators[1].Program));
        report.Say("one Aggregator is old again: old and new Intake, old and new Aggregator");
        await GoesOn(load);
        await Restart(aggregators[1], aggregators[0].Program);
        await Restart(intakes[1], intakes[0].Program);
        report.Say("all are new");
        await GoesOn(load);
        if (await DeadLetters(deployment) is > 0 and var aside)
        {
            report.Say($"{aside} packs were put aside; they are brought back");
            var (exitCode, said) = await deployment.Upkeep.RunToEnd("replay");
            Assert.True(exitCode == 0, said);
        }
    }

    private static async Task Restart(ServiceProcess process, string program)
    {
        var (exitCode, _) = await process.Stop();
        Assert.True(exitCode == 0, $"{process.Program} ended with {exitCode}:\n{process.Output}");
        process.Program = program;
        await process.Start();
    }

    private static Task GoesOn(RandomLoad load)
    {
        var wanted = load.Acknowledged + BetweenSteps;
        return Deployment.Until(() => Task.FromResult(load.Acknowledged >= wanted), () => Task.FromResult(load.Totals));
    }

    private static async Task<uint> DeadLetters(Deployment deployment)
    {
        await using var connection = await deployment.Connect();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(QueueTopology.DeadLetters)).MessageCount;
    }
}
