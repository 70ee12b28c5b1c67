using System.Diagnostics;
using System.Diagnostics.Metrics;
using SipasSurvey.Storage;

namespace SipasSurvey.IntegrationTests.Storage.SqlServer;

/// <summary>Counts, while it lives, the fills that were repeated, or that have done a step.</summary>
internal sealed class FillSteps : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly MeterListener _listener = new();
    private long _count;

    public FillSteps(string what)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == FillMetrics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Interlocked.Add(ref _count, instrument.Name == what ? value : 0));
        _listener.SetMeasurementEventCallback<double>((_, _, tags, _) => Interlocked.Add(ref _count, Equals(tags[0].Value, what) ? 1 : 0));
        _listener.Start();
    }

    public long Count => Interlocked.Read(ref _count);

    /// <summary>Waits for the first one.</summary>
    public async Task UntilThereIsOne()
    {
        for (var waited = Stopwatch.StartNew(); Count == 0;)
        {
            Assert.True(waited.Elapsed < Deadline, "It did not come to pass.");
            await Task.Delay(20);
        }
    }

    public void Dispose() => _listener.Dispose();
}
