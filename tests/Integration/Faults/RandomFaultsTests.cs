using System.Globalization;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.IntegrationTests.Storage.SqlServer;
using Xunit.Abstractions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>
/// Everything fails at random moments while many send. <c>SIPAS_TEST_FAULTS</c> is the number of faults (20; a long run has 200),
/// <c>SIPAS_TEST_SEED</c> the seed. A long run, with what happened:
/// <c>SIPAS_TEST_FAULTS=200 dotnet test tests/Integration -c Release --filter RandomFaults --logger "console;verbosity=detailed"</c>
/// </summary>
[Collection(AloneOnTheMachine.Name)]
public sealed class RandomFaultsTests(ITestOutputHelper output, SqlServerFixture server) : IClassFixture<SqlServerFixture>
{
    private const int Faults = 20;

    // After everything is back, the load goes on for so many.
    private const int MoreAcknowledged = 500;
    private static readonly TimeSpan Recovery = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Whatever_is_killed_paused_and_restarted_no_acknowledged_response_is_lost_and_none_counted_twice() => Try(sqlServer: null);

    [SkippableFact]
    public Task Nor_on_SQL_Server_whose_sessions_are_killed() => Try(server.New());

    private async Task Try(string? sqlServer)
    {
        // One plan a day: what fails is run again by tests/run with the same faults, and over time many are tried.
        var seed = Setting("SIPAS_TEST_SEED") ?? int.Parse(DateTime.UtcNow.ToString("yyyyMMdd", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var plan = RandomFault.Plan(seed, Setting("SIPAS_TEST_FAULTS") ?? Faults);
        var report = new RandomReport(output, $"SIPAS_TEST_SEED={seed} SIPAS_TEST_FAULTS={plan.Count}");
        await using var deployment = await Deployment.Start(RandomFault.Pairs, RandomFault.Pairs, RandomFault.Nodes, sqlServer);
        report.Say("everything has started");
        try
        {
            await Try(deployment, seed, plan, report);
        }
        catch (Exception failure)
        {
            report.Say(failure.ToString());
            report.SayLastLines(deployment);
            throw;
        }
    }

    private static async Task Try(Deployment deployment, int seed, IReadOnlyList<RandomFault> plan, RandomReport report)
    {
        using var load = new RandomLoad(deployment, seed);
        using var faults = new RandomFaults(deployment, report);
        using var stop = new CancellationTokenSource();
        var sending = load.Run(stop.Token);
        try
        {
            await faults.Run(plan);
            report.SayFaults();
            var wanted = load.Acknowledged + MoreAcknowledged;
            await Deployment.Until(() => Task.FromResult(load.Acknowledged >= wanted), () => Task.FromResult($"After everything was back: {load.Totals}"), Recovery);
        }
        finally
        {
            await stop.CancelAsync();
        }

        await sending.WaitAsync(Recovery);
        report.Say(load.Totals);
        await new RandomOutcome(deployment, load, report).Check();
    }

    private static int? Setting(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
