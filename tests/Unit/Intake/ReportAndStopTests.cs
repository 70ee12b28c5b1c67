using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests.Intake;

public sealed class ReportAndStopTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Confirmed_entries_are_reported_every_five_seconds_if_there_are_new_ones()
    {
        await using var host = await IntakeHost.Start();
        await host.Client.Post(Form.Valid);
        await host.Client.Post(Form.With(("survey", "\"sipas-2026\""), ("province", "\"01\"")));

        await host.Until(() => host.Broker.Reports.Count == 1, Second);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(202, (await host.Client.Post(Form.Valid)).Status);
        await host.Until(() => host.Broker.Reports.Count == 2, Second);

        var report = host.Broker.Reports[0];
        Assert.Empty(report.Counts);
        Assert.Equal([new SurveyCount("sipas-2024", 1), new SurveyCount("sipas-2026", 1)], Assert.IsType<EntriesReported>(Assert.Single(report.Records)).Counts);
        Assert.Equal(host.Broker.Confirmed[0].Producer, report.Producer);
        Assert.Equal(2, host.Broker.Reported());
        Assert.Equal(PackFormat.Write(report), PackFormat.Write(PackFormat.Read(PackFormat.Write(report))));
    }

    [Fact]
    public async Task A_report_leaves_out_what_is_not_confirmed_though_later_packs_are()
    {
        await using var host = await IntakeHost.Start(null, ("Packs:InFlight", "2"));
        host.Broker.Fail(pack => pack.Sequence == 1);
        var stuck = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count == 1);
        await host.Client.Post(Form.Valid);
        await host.Client.Post(Form.Valid);

        await host.Until(() => host.Broker.Reports.Count == 1, Second);
        Assert.Equal(2, host.Broker.Reported());
        Assert.Equal(503, (await host.Pass(stuck, Second)).Status);

        host.Broker.Recover();
        await host.Until(() => host.Broker.Reported() == 3, Second);
    }

    [Fact]
    public async Task Only_entries_are_counted()
    {
        await using var host = await IntakeHost.Start();

        Assert.True(await host.Sender.Send(new BatchWithdrawn(Guid.NewGuid(), 0, "team", "wrong file")));
        Assert.Empty(Assert.Single(host.Broker.Confirmed).Counts);
        host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await host.Sender.Send(Record.Entry()));

        Assert.Equal(1, Assert.Single(host.Broker.Confirmed[1].Counts).Entries);
        await host.Until(() => host.Broker.Reports.Count == 1, Second);
        Assert.Equal(1, host.Broker.Reported());
    }

    [Fact]
    public async Task Each_start_is_a_producer_of_its_own()
    {
        await using var one = await IntakeHost.Start();
        await using var other = await IntakeHost.Start();
        await one.Client.Post(Form.Valid);
        await other.Client.Post(Form.Valid);

        Assert.NotEqual(one.Broker.Confirmed[0].Producer, other.Broker.Confirmed[0].Producer);
        Assert.Equal(7, one.Broker.Confirmed[0].Producer.Version);
    }

    [Fact]
    public async Task A_stop_finishes_what_was_accepted_takes_nothing_new_and_reports_at_the_end()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var first = host.Sender.Send(Record.Entry()).AsTask();
        await host.Until(() => host.Broker.Handed.Count == 1);
        var second = host.Sender.Send(Record.Entry()).AsTask();
        var batch = host.Sender.SendAll(Enumerable.Range(1, 700).Select(row => Record.OfBatch(Guid.Empty, row)), default);
        await host.Waiting(701);

        var stop = host.Stop();
        await host.Until(() => host.Sender.Send(Record.Entry()).AsTask() is { IsCompleted: true, Result: false });
        host.Broker.Release();
        await stop;

        Assert.True(await first);
        Assert.True(await second);
        Assert.True(await batch);
        Assert.Equal(host.Broker.Entries.Count, host.Broker.Reported());
        Assert.False(await host.Sender.SendAll([Record.Entry()], default));
    }

    [Fact]
    public async Task A_stop_waits_thirty_seconds_for_a_broker_that_is_away_and_tells_those_who_wait()
    {
        await using var host = await IntakeHost.Start(null, ("Packs:Deadline", "00:01:00"));
        host.Broker.Hold();
        var packed = host.Sender.Send(Record.Entry()).AsTask();
        await host.Until(() => host.Broker.Handed.Count == 1);
        var waiting = host.Sender.Send(Record.Entry()).AsTask();
        var batch = host.Sender.SendAll([Record.Entry()], default);

        var stop = host.Stop();
        await host.Until(() => host.Sender.ExecuteTask!.IsCompleted || host.Sender.Send(Record.Entry()).AsTask() is { IsCompleted: true, Result: false });
        host.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(stop.IsCompleted);
        host.Clock.Advance(Second);
        await stop;

        Assert.False(await packed);
        Assert.False(await waiting);
        Assert.False(await batch);
        Assert.Contains(host.Log, line => line.StartsWith("Error: Stopped before", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_happens_is_measured()
    {
        await using var host = await IntakeHost.Start();
        await host.Client.Post(Form.Valid);
        await host.Client.Post("{}");
        host.Broker.Fail();
        var refused = host.Client.Post(Form.Valid);
        await host.Until(() => host.Broker.Handed.Count >= 2);
        Assert.Equal(503, (await host.Pass(refused, Second)).Status);

        Assert.Equal(1, host.Measured("sipas.responses.answered", "202"));
        Assert.Equal(1, host.Measured("sipas.responses.answered", "422"));
        Assert.Equal(1, host.Measured("sipas.responses.answered", "503"));
        Assert.Equal(1, host.Measured("sipas.packs.published"));
        Assert.Equal(1, host.Measured("sipas.pack.records"));
        Assert.True(host.Measured("sipas.publish.failures") >= 1);
    }
}
