using System.Diagnostics.Metrics;

namespace SipasSurvey.Intake;

/// <summary>What Intake measures, under the meter <see cref="MeterName"/>.</summary>
internal sealed class IntakeMetrics
{
    public const string MeterName = "SipasSurvey.Intake";

    private readonly Meter _meter;
    private readonly Counter<long> _answered;
    private readonly Counter<long> _published;
    private readonly Counter<long> _failed;
    private readonly Histogram<int> _records;
    private readonly Histogram<double> _duration;

    public IntakeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _answered = _meter.CreateCounter<long>("sipas.responses.answered", "{response}", "Responses answered, by HTTP status: 202 accepted, others refused.");
        _published = _meter.CreateCounter<long>("sipas.packs.published", "{pack}", "Packs confirmed.");
        _failed = _meter.CreateCounter<long>("sipas.publish.failures", "{publish}", "Publishes of packs that were not confirmed and are repeated.");
        _records = _meter.CreateHistogram<int>("sipas.pack.records", "{record}", "Records in a confirmed pack.");
        _duration = _meter.CreateHistogram("sipas.publish.duration", "s", "Time from handing a pack over to its confirmation.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.001, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30] });
    }

    public void Answered(int status) => _answered.Add(1, KeyValuePair.Create<string, object?>("status", status));

    public void PackPublished(int records, TimeSpan duration)
    {
        _published.Add(1);
        _records.Record(records);
        _duration.Record(duration.TotalSeconds);
    }

    public void PackFailed() => _failed.Add(1);

    public void ObserveWaiting(Func<int> waiting) =>
        _meter.CreateObservableGauge("sipas.records.waiting", waiting, "{record}", "Records that wait for a pack.");
}
