using System.Globalization;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Queue;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Accepted responses a second through a quorum queue, beside an endpoint that parses the same body and does nothing, and beside one
/// message per response; and how long an answer takes at half of the most.
/// </summary>
internal static class IntakeBenchmark
{
    private const int ConnectionsAtHalf = 256;

    // Of the time of an answer at half of the most.
    private const double AimMilliseconds = 50;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public static async Task Run(TimeSpan duration)
    {
        await using var broker = await RabbitNode.Start();
        var queue = ("ConnectionStrings__RabbitMq", broker.Uri);
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue);
        await using var nothing = new ServiceProcess("SipasSurvey.Benchmarks.dll");
        await using var each = new ServiceProcess("SipasSurvey.Benchmarks.dll", queue);
        await intake.Start();
        await nothing.Start(ComparedEndpoint.Command);
        await each.Start(ComparedEndpoint.Command);
        foreach (var process in (ServiceProcess[])[nothing, each, intake])
        {
            await Load.Warm(process.Http.BaseAddress!);
        }

        Console.WriteLine("connections   do-nothing/s   message each/s     Intake/s   Intake p99 ms   refused");
        var ratios = new List<string>();
        var most = 0d;
        foreach (var connections in (int[])[8, 64, 256, 1024])
        {
            var parsed = await Measure(nothing, connections, duration);
            var single = await Measure(each, connections, duration);
            var packed = await Measure(intake, connections, duration);
            most = Math.Max(most, packed.PerSecond);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{connections,11} {parsed.PerSecond,14:0} {single.PerSecond,16:0} {packed.PerSecond,12:0} {packed.P99.TotalMilliseconds,15:0.0} {packed.Refused,9}"));
            ratios.Add(Ratio($"intake_{connections}_of_do_nothing", packed.PerSecond / parsed.PerSecond));
            ratios.Add(Ratio($"intake_{connections}_of_message_each", packed.PerSecond / single.PerSecond));
            await broker.Ctl("purge_queue", QueueTopology.Name);
            await broker.Ctl("purge_queue", "responses");
        }

        var half = await PacedLoad.Run(intake.Http.BaseAddress!, ConnectionsAtHalf, most / 2, duration);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"at half of the most, {half.PerSecond:0} a second, an answer takes {half.P50.TotalMilliseconds:0.0} ms (p50) and {half.P99.TotalMilliseconds:0.0} ms (p99); {half.Refused} refused"));
        ratios.Add(Ratio("intake_half_p99_of_aim", half.P99.TotalMilliseconds / AimMilliseconds));

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    /// <summary>One last line for machines: name, the word RATIO, value.</summary>
    public static string Ratio(string name, double value) => string.Create(CultureInfo.InvariantCulture, $"{name} RATIO {value:0.00}");

    private static async Task<Measured> Measure(ServiceProcess process, int connections, TimeSpan duration)
    {
        await Load.Run(process.Http.BaseAddress!, connections, WarmUp);
        return await Load.Run(process.Http.BaseAddress!, connections, duration);
    }
}
