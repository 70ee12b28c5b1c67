using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.Benchmarks;

/// <summary>Looks every few milliseconds how much memory a process has, and keeps the most.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly long _first;
    private readonly Timer _timer;
    private long _most;

    public MemoryWatch(ServiceProcess process)
    {
        _most = _first = process.WorkingSet;
        _timer = new Timer(_ => Interlocked.Exchange(ref _most, Math.Max(Interlocked.Read(ref _most), process.WorkingSet)), null, 0, 20);
    }

    /// <summary>The most so far, in bytes.</summary>
    public long Most => Interlocked.Read(ref _most);

    /// <summary>How much that is above what it had at first.</summary>
    public long Growth => Most - _first;

    public void Dispose() => _timer.Dispose();
}
