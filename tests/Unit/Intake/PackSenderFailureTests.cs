using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Packs whose confirmation fails or does not come in time.</summary>
public sealed class PackSenderFailureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Without_a_confirmation_in_time_the_answer_is_503_with_the_id_and_when_to_retry()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Fail();

        var withId = host.Client.Post(Form.With(("id", "\"0193A1B2-7C3D-7E4F-8A5B-6C7D8E9F0A1B\"")));
        var without = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count >= 1);

        var answer = (await host.Pass(withId, Second)).MustBe(503, "/problems/not-known-to-be-safe");
        Assert.Equal("0193a1b2-7c3d-7e4f-8a5b-6c7d8e9f0a1b", (string)answer.Body["id"]!);
        Assert.InRange(int.Parse(answer.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Contains("harmless", answer.Detail);
        Assert.Equal(4, ((Guid)(await host.Pass(without, Second)).MustBe(503, "/problems/not-known-to-be-safe").Body["id"]!).Version);
    }

    [Fact]
    public async Task A_pack_that_failed_is_repeated_unchanged_under_its_sequence_until_it_is_confirmed()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Fail();
        var refused = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count >= 1);
        Assert.Equal(503, (await host.Pass(refused, Second)).Status);
        await host.Until(() => host.Broker.Handed.Count >= 4, Second);

        host.Broker.Recover();
        await host.Until(() => host.Broker.Confirmed.Count == 1, Second);

        Assert.All(host.Broker.Handed, pack => Assert.Same(host.Broker.Handed[0], pack));
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        Assert.Equal([1L, 2L], host.Broker.Confirmed.Select(pack => pack.Sequence));
        Assert.Single(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_that_is_over_before_the_deadline_is_not_noticed_by_anybody()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Fail();
        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count >= 1);
        var second = host.Client.Post(Form.Valid);
        await host.Waiting(1);

        host.Broker.Recover();

        Assert.Equal(202, (await host.Pass(first, TimeSpan.FromMilliseconds(20))).Status);
        Assert.Equal(202, (await second).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Once_packs_fail_or_hang_for_the_length_of_the_deadline_the_answer_is_503_without_waiting(bool hangs)
    {
        await using var host = await IntakeHost.Start();
        if (hangs)
        {
            host.Broker.Hold();
        }
        else
        {
            host.Broker.Fail();
        }

        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count >= 1);
        Assert.Equal(HealthStatus.Healthy, (await host.Health("packs")).Status);
        Assert.Equal(503, (await host.Pass(first, Second)).Status);
        host.Clock.Advance(Second);

        // The clock stands still: nobody waits for it.
        Assert.Equal(503, (await host.Client.Post(Form.Valid)).Status);
        var health = await host.Health("packs");
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Contains("runs, is reachable", health.Description);

        host.Broker.Recover();
        host.Broker.Release();
        await host.Until(() => host.Broker.Confirmed.Count == 1, Second);
        await host.Until(() => host.Health("packs").Result.Status == HealthStatus.Healthy);
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        Assert.Equal(2, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task With_several_packs_in_flight_one_that_fails_does_not_hold_up_the_others()
    {
        await using var host = await IntakeHost.Start(null, ("Packs:InFlight", "2"));
        host.Broker.Fail(pack => pack.Sequence == 1);
        var stuck = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        }

        Assert.Equal(503, (await host.Pass(stuck, Second)).Status);
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        Assert.Equal([2L, 3L, 4L, 5L, 6L, 7L], host.Broker.Confirmed.Select(pack => pack.Sequence));
        Assert.Equal([2L, 3L, 4L, 5L, 6L, 7L], host.Broker.Confirmed.Select(pack => Assert.Single(pack.Counts).Entries));
    }

    [Fact]
    public async Task Nor_does_a_large_one()
    {
        await using var host = await WithStuckPack();

        var alone = host.Client.Post(Form.Valid);

        Assert.Equal(202, (await host.Pass(alone, TimeSpan.FromMilliseconds(50))).Status);
    }

    [Fact]
    public async Task On_a_stop_what_waits_leaves_at_once_though_a_large_pack_is_not_confirmed()
    {
        await using var host = await WithStuckPack();
        var alone = host.Client.Post(Form.Valid);
        await host.Waiting(1);

        var stop = host.Sender.StopAsync(CancellationToken.None);

        Assert.Equal(202, (await alone).Status);
        Assert.False(stop.IsCompleted);
    }

    // Ten records are in a pack that fails again and again, and another lane is free.
    private static async Task<IntakeHost> WithStuckPack()
    {
        var host = await IntakeHost.Start(null, ("Packs:InFlight", "2"));
        host.Broker.Hold();
        var before = new List<Task<Answer>>();
        for (var lanes = 1; lanes <= 2; lanes++)
        {
            before.Add(host.Client.Post(Form.Valid));
            await host.Until(() => host.Broker.Handed.Count == lanes);
        }

        for (var i = 0; i < 10; i++)
        {
            _ = host.Client.Post(Form.Valid);
        }

        await host.Waiting(10);
        host.Broker.Fail(pack => pack.Records.Count == 10);
        host.Broker.Release();
        Assert.All(await Task.WhenAll(before), answer => Assert.Equal(202, answer.Status));
        await host.Until(() => host.Broker.Handed.Count >= 3);
        return host;
    }
}
