using System.Runtime.CompilerServices;
using SipasSurvey.Contracts;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Many records at once, as batches send them.</summary>
public sealed class SendAllTests
{
    private static readonly Guid Batch = Guid.CreateVersion7();

    [Fact]
    public async Task Twenty_thousand_records_arrive_in_order_and_together()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var taken = 0;

        var sending = host.Sender.SendAll(Enumerable.Range(1, 20_000).Select(row => { Interlocked.Increment(ref taken); return Record.OfBatch(Batch, row); }), default);
        // As many as wait for the first pack; they leave as a full one then, whatever comes later.
        await host.Until(() => taken > 1_000);
        host.Broker.Release();

        Assert.True(await sending);
        Assert.Equal(Enumerable.Range(1, 20_000), host.Broker.Entries.Select(entry => entry.Row));
        Assert.Contains(host.Broker.Confirmed, pack => pack.Records.Count == Pack.MostEntries);
    }

    [Fact]
    public async Task No_more_records_are_taken_while_packs_are_not_confirmed_and_they_wait_as_long_as_it_takes()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var taken = 0;

        var sending = host.Sender.SendAll(Enumerable.Range(1, 5_000).Select(row => { Interlocked.Increment(ref taken); return Record.OfBatch(Batch, row); }), default);
        await host.Until(() => taken > 1_000);
        host.Clock.Advance(TimeSpan.FromHours(1));

        Assert.InRange(taken, 1_000, 1_001);
        Assert.False(sending.IsCompleted);
        host.Broker.Release();
        Assert.True(await sending);
        Assert.Equal(5_000, host.Broker.Entries.Count);
    }

    [Fact]
    public async Task A_response_is_in_the_next_pack_however_many_batches_are_being_sent()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var batches = Enumerable.Range(0, 20).Select(_ => host.Sender.SendAll(Enumerable.Range(1, 1_500).Select(row => Record.OfBatch(Batch, row)), default)).ToList();
        // Each has up to 1,000 on the way.
        await host.Until(() => host.Broker.Handed.Count == 1);
        await host.OnTheWay(20_000);
        var answer = host.Client.Post(Form.Valid);
        await host.OnTheWay(20_001);
        host.Broker.Release();

        Assert.Equal(202, (await answer).Status);
        Assert.Contains(host.Broker.Confirmed[1].Records.Cast<EntryReceived>(), record => record.Entry.Batch is null);
        Assert.All(await Task.WhenAll(batches), Assert.True);
    }

    [Fact]
    public async Task A_batch_goes_on_while_responses_would_fill_every_pack()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        var first = host.Sender.Send(Record.Entry()).AsTask();
        await host.Until(() => host.Broker.Handed.Count == 1);
        var responses = Enumerable.Range(0, 2_000).Select(_ => host.Sender.Send(Record.Entry()).AsTask()).ToList();
        var batch = host.Sender.SendAll(Enumerable.Range(1, 300).Select(row => Record.OfBatch(Batch, row)), default);
        await host.Waiting(2_300);

        host.Broker.Release();

        Assert.True(await batch);
        Assert.All(await Task.WhenAll([first, .. responses]), Assert.True);
        Assert.Equal([0, 100, 100, 100, 0, 0], host.Broker.Confirmed.Select(pack => pack.Records.Count(record => ((EntryReceived)record).Entry.Batch is not null)));
    }

    [Fact]
    public async Task When_the_caller_loses_patience_what_is_in_no_pack_is_dropped()
    {
        await using var host = await IntakeHost.Start();
        host.Broker.Hold();
        using var patience = new CancellationTokenSource();
        var sending = host.Sender.SendAll(Enumerable.Range(1, 5_000).Select(row => Record.OfBatch(Batch, row)), patience.Token);
        await host.Until(() => host.Broker.Handed.Count == 1);
        await host.OnTheWay(1_000);
        var packed = host.Broker.Handed[0].Records.Count;

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        host.Broker.Release();
        await host.Waiting(0);
        Assert.True(await host.Sender.Send(Record.Entry()));
        Assert.Equal([packed, 1], host.Broker.Confirmed.Select(pack => pack.Records.Count));
    }

    [Fact]
    public async Task A_source_that_fails_half_way_ends_the_sending_with_its_exception()
    {
        await using var host = await IntakeHost.Start();

        await Assert.ThrowsAsync<InvalidDataException>(() => host.Sender.SendAll(Failing(), default));

        static async IAsyncEnumerable<PackRecord> Failing([EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return Record.OfBatch(Batch, 1);
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            throw new InvalidDataException("Row 2 cannot be read.");
        }
    }
}
