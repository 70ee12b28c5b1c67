using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SipasSurvey.Storage;

/// <summary>What storing measures, under the meter <see cref="MeterName"/>.</summary>
public static class FillMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SipasSurvey.Storage";

    /// <summary>Name of the instrument that holds the time of each step of a fill; the tag <c>step</c> names the step.</summary>
    public const string StepDuration = "sipas.fill.step.duration";

    /// <summary>Name of the instrument that counts fills which met another writer and were repeated as a whole.</summary>
    public const string RepeatedFills = "sipas.fills.repeated";

    private static readonly Meter Meter = new(MeterName);
    private static readonly Histogram<double> Steps = Meter.CreateHistogram(StepDuration, "s", "Time that a step of a fill takes.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5] });

    private static readonly Counter<long> Repeated = Meter.CreateCounter<long>(RepeatedFills, "{fill}",
        "Fills that met another writer (key violation, deadlock) and were repeated as a whole.");

    internal static async Task<T> Measure<T>(string step, Func<Task<T>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await work();
        Steps.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, KeyValuePair.Create<string, object?>("step", step));
        return result;
    }

    internal static Task Measure(string step, Func<Task> work) => Measure(step, async () =>
    {
        await work();
        return true;
    });

    internal static void Repeat() => Repeated.Add(1);
}
