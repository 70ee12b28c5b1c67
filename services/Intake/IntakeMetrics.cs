using System.Diagnostics.Metrics;

namespace SipasSurvey.Intake;

/// <summary>What Intake measures, under the meter <see cref="MeterName"/>.</summary>
internal static class IntakeMetrics
{
    public const string MeterName = "SipasSurvey.Intake";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Counter<long> Answers = Meter.CreateCounter<long>("sipas.responses.answered", "{response}", "Responses answered, by status.");
    private static readonly Histogram<int> PackSize = Meter.CreateHistogram<int>("sipas.pack.records", "{record}", "Records in a confirmed pack.");
    private static readonly Histogram<double> PublishDuration = Meter.CreateHistogram<double>("sipas.publish.duration", "s", "Time until a pack is confirmed.");
    private static readonly Counter<long> PublishFailures = Meter.CreateCounter<long>("sipas.publish.failures", "{publish}", "Publishes that were not confirmed.");

    public static void Answered(int status) => Answers.Add(1, KeyValuePair.Create<string, object?>("status", status));

    public static void PackConfirmed(int records, TimeSpan duration)
    {
        PackSize.Record(records);
        PublishDuration.Record(duration.TotalSeconds);
    }

    public static void PackFailed() => PublishFailures.Add(1);

    public static void ObserveWaiting(Func<int> waiting) =>
        Meter.CreateObservableGauge("sipas.records.waiting", waiting, "{record}", "Records that wait for a pack.");
}
