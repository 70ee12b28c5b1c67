using Microsoft.Extensions.Diagnostics.HealthChecks;
using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Responses one by one, through the front door.</summary>
public sealed class PackSenderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Responses_that_arrive_while_a_pack_is_on_its_way_travel_together_in_the_next()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();

        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);
        var others = Enumerable.Range(0, 40).Select(_ => host.Client.Post(Form.Valid)).ToList();
        await host.Waiting(40);
        Assert.False(first.IsCompleted);
        host.Broker.Release();

        Assert.All(await Task.WhenAll([first, .. others]), answer => Assert.Equal(202, answer.Status));
        Assert.Equal([1, 40], host.Broker.Confirmed.Select(pack => pack.Records.Count));
        Assert.Equal([1L, 2L], host.Broker.Confirmed.Select(pack => pack.Sequence));
        Assert.Equal([1L, 41L], host.Broker.Confirmed.Select(pack => Assert.Single(pack.Counts).Entries));
    }

    [Fact]
    public async Task Each_response_is_answered_after_its_own_pack()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);
        var second = host.Client.Post(Form.Valid);
        await host.Waiting(1);

        // The first pack is let go, the second is held anew.
        host.Broker.Fail(pack => pack.Sequence == 2);
        host.Broker.Release();

        Assert.Equal(202, (await first).Status);
        await host.Until(() => host.Broker.Handed.Count >= 2);
        Assert.False(second.IsCompleted);
        host.Broker.Recover();
        Assert.Equal(202, (await host.Pass(second, TimeSpan.FromMilliseconds(50))).Status);
    }

    [Fact]
    public async Task A_pack_holds_at_most_500_records()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);

        var others = Enumerable.Range(0, 1_200).Select(_ => host.Sender.Send(Record.Entry()).AsTask()).ToList();
        host.Broker.Release();

        Assert.All(await Task.WhenAll(others), Assert.True);
        Assert.Equal(202, (await first).Status);
        Assert.Equal([1, 500, 500, 200], host.Broker.Confirmed.Select(pack => pack.Records.Count));
    }

    [Fact]
    public async Task A_pack_is_closed_before_256_KB()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var records = Enumerable.Range(0, 30).Select(_ => (PackRecord)new BatchWithdrawn(Guid.NewGuid(), 0, "đội", new string('ế', 10_000))).ToList();
        var sent = records.Select(record => host.Sender.Send(record).AsTask()).ToList();
        await host.Until(() => host.Broker.Handed.Count == 1);
        host.Broker.Release();

        Assert.All(await Task.WhenAll(sent), Assert.True);
        Assert.Equal(30, host.Broker.Confirmed.Sum(pack => pack.Records.Count));
        Assert.All(host.Broker.Confirmed, pack => Assert.InRange(PackFormat.Write(pack).Length, 1, Pack.MostBytes));
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Sender.Send(new BatchWithdrawn(default, 0, "", new string('x', Pack.MostBytes))));
    }

    [Fact]
    public async Task A_response_that_waited_too_long_is_dropped_and_not_counted_unless_a_pack_has_it()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);
        var tooLate = host.Client.Post(Form.Valid);
        await host.Waiting(1);
        Assert.Equal(503, (await host.Pass(first, Second)).Status);
        Assert.Equal(503, (await host.Pass(tooLate, Second)).Status);
        await host.Waiting(0);

        host.Broker.Release();
        await host.Until(() => host.Health("packs").Result.Status == HealthStatus.Healthy);
        Assert.True(await host.Sender.Send(Record.Entry()));

        // The first was in a pack already, so it arrives after all.
        Assert.Equal([1, 1], host.Broker.Confirmed.Select(pack => pack.Records.Count));
        Assert.Equal(2, Assert.Single(host.Broker.Confirmed[1].Counts).Entries);
    }

    [Fact]
    public async Task When_too_many_wait_the_next_is_refused_at_once()
    {
        await using var host = await IntakeHost.Start(null, ("Packs:MostWaiting", "10"));
        host.Broker.Hold();
        var first = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);
        var waiting = Enumerable.Range(0, 10).Select(_ => host.Sender.Send(Record.Entry()).AsTask()).ToList();

        Assert.Equal(503, (await host.Client.Post(Form.Valid)).Status);

        host.Broker.Release();
        Assert.All(await Task.WhenAll(waiting), Assert.True);
        Assert.Equal(202, (await first).Status);
        Assert.Equal(11, host.Broker.Entries.Count);
    }
}
