using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using SipasSurvey.Aggregator;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Aggregator;

public sealed class FillsTests : IAsyncLifetime
{
    private readonly Recorder _store = new();
    private readonly Fills _fills;

    public FillsTests() => _fills = new Fills(_store, NullLogger<Fills>.Instance);

    public Task InitializeAsync() => _fills.StartAsync(default);

    public async Task DisposeAsync()
    {
        await _fills.StopAsync(default);
        _fills.Dispose();
    }

    [Fact]
    public async Task Packs_that_arrive_during_a_fill_share_the_next_one()
    {
        _store.Hold();
        var first = _fills.Store(Pack(1), default);
        await _store.Started(1);
        var others = Enumerable.Range(2, 4).Select(i => _fills.Store(Pack(i), default)).ToArray();
        _store.Release();

        await Task.WhenAll([first, .. others]);

        Assert.Equal(["1", "2 3 4 5"], _store.Fills);
    }

    [Fact]
    public async Task A_pack_that_can_never_be_stored_fails_alone()
    {
        _store.Failures[3] = new InvalidOperationException("broken");
        _store.Hold();
        var first = _fills.Store(Pack(1), default);
        await _store.Started(1);
        var others = Enumerable.Range(2, 3).Select(i => _fills.Store(Pack(i), default)).ToArray();
        _store.Release();

        await Assert.ThrowsAsync<InvalidOperationException>(() => others[1]);
        await Task.WhenAll(first, others[0], others[2]);

        Assert.Equal(["1", "2 3 4", "2", "3", "4"], _store.Fills);
    }

    [Fact]
    public async Task What_may_pass_by_itself_fails_the_whole_fill_at_once()
    {
        _store.Failures[2] = new TimeoutException("busy");
        _store.Hold();
        var first = _fills.Store(Pack(1), default);
        await _store.Started(1);
        var others = Enumerable.Range(2, 2).Select(i => _fills.Store(Pack(i), default)).ToArray();
        _store.Release();

        await first;
        foreach (var other in others)
        {
            await Assert.ThrowsAsync<TimeoutException>(() => other);
        }

        Assert.Equal(["1", "2 3"], _store.Fills);
    }

    [Fact]
    public async Task A_stop_stores_what_was_delivered_before_it()
    {
        _store.Hold();
        var first = _fills.Store(Pack(1), default);
        await _store.Started(1);
        var second = _fills.Store(Pack(2), default);
        var stop = _fills.StopAsync(default);
        _store.Release();

        await Task.WhenAll(first, second, stop);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _fills.Store(Pack(3), default));
        Assert.Equal(["1", "2"], _store.Fills);
    }

    private static Pack Pack(int sequence) => A.Pack(Guid.Empty, sequence, new EntryReceived(A.Entry()));

    /// <summary>Notes which packs came in which fill, and fails or waits when told to. What a database does with them is tested with databases.</summary>
    private sealed class Recorder : IEntryStore
    {
        private readonly SemaphoreSlim _gate = new(1);
        private int _started;

        public ConcurrentDictionary<long, Exception> Failures { get; } = [];

        public ConcurrentQueue<string> Fills { get; } = [];

        public void Hold() => _gate.Wait();

        public void Release() => _gate.Release();

        public async Task Started(int fills)
        {
            var deadline = DateTime.UtcNow.AddSeconds(20);
            while (Volatile.Read(ref _started) < fills)
            {
                Assert.True(DateTime.UtcNow < deadline, "No fill began.");
                await Task.Delay(1);
            }
        }

        public async Task<FillReport> Fill(IReadOnlyList<Pack> packs, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _started);
            await _gate.WaitAsync(cancellationToken);
            _gate.Release();
            Fills.Enqueue(string.Join(' ', packs.Select(pack => pack.Sequence)));
            foreach (var pack in packs)
            {
                if (Failures.TryGetValue(pack.Sequence, out var failure))
                {
                    throw failure;
                }
            }

            return new FillReport(packs.Count, 0, packs.Count, 0);
        }

        public bool IsTransient(Exception failure) => failure is TimeoutException;

        public Task Migrate(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<bool> RefreshFigures(Survey survey, bool always, CancellationToken cancellationToken) => Task.FromResult(false);

        public Task<IReadOnlyList<BatchWithdrawn>> JudgeBatches(Survey survey, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<VerifyReport> Verify(CancellationToken cancellationToken) => Task.FromResult(new VerifyReport([], []));

        public Task Rebuild(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
