using System.Diagnostics;
using System.Globalization;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Queue;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Responses counted a second from a full queue with nothing else running, by one, two and four aggregators; beside the rate at which Intake filled that queue, and beside a bare insert
/// of the same rows. With SQLite one writer is in at a time, so that more aggregators cannot be faster there.
/// </summary>
internal static class DrainBenchmark
{
    private const int Connections = 256;

    // Of a drain, the first part is left out: the aggregators were just started, too.
    private const double LeftOut = 0.25;

    // A drain shall take so long, at the rate at which the one before it went.
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(10);

    // More than four aggregators have in their hands at once (256 packs each, of some sixty responses).
    private const int Fewest = 200_000;

    private static readonly TimeSpan MetricsAreKept = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task Run(TimeSpan duration)
    {
        await using var broker = await RabbitNode.Start();
        var queue = ("ConnectionStrings__RabbitMq", broker.Uri);
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue);
        await intake.Start();
        await Load.Warm(intake.Http.BaseAddress!);
        await broker.Ctl("purge_queue", QueueTopology.Name);
        Console.WriteLine("database    aggregators   accepted/s   in queue   counted/s   bare insert/s");
        var ratios = new List<string>();
        foreach (var make in BenchmarkDatabase.Kinds())
        {
            // The first one only says how much to put into the queue.
            var responses = 0d;
            foreach (var aggregators in (int[])[0, 1, 2, 4])
            {
                var (queued, accepted) = await FillQueue(intake, duration, responses);
                await using var database = make();
                var counted = await Drain(queue, database, Math.Max(1, aggregators), queued);
                responses = Math.Max(Fewest, counted * Wanted.TotalSeconds);
                if (aggregators == 0)
                {
                    continue;
                }

                await using var empty = make();
                var bare = await BulkInsert.Run(database, empty);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{database.Name,-10} {aggregators,12} {accepted,12:0} {queued,10} {counted,11:0} {bare,15:0}"));
                ratios.Add(IntakeBenchmark.Ratio($"drain_{database.Name}_{aggregators}_of_accepted", counted / accepted));
                ratios.Add(IntakeBenchmark.Ratio($"drain_{database.Name}_{aggregators}_of_bulk", counted / bare));
            }
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    // How many are in the queue, and how many a second were accepted; sent until there are enough, and for one measurement at least.
    private static async Task<(long Responses, double PerSecond)> FillQueue(ServiceProcess intake, TimeSpan duration, double responses)
    {
        var (before, now, rates) = (await Accepted(intake), 0L, new List<double>());
        do
        {
            rates.Add((await Load.Run(intake.Http.BaseAddress!, Connections, duration)).PerSecond);
            await Task.Delay(MetricsAreKept);
            now = await Accepted(intake) - before;
        }
        while (now < responses);

        return (now, rates.Average());
    }

    private static async Task<double> Drain((string, string) queue, BenchmarkDatabase database, int aggregators, long responses)
    {
        var processes = Enumerable.Range(0, aggregators).Select(_ => new ServiceProcess("SipasSurvey.Aggregator.dll", queue, database.Setting)).ToArray();
        try
        {
            await database.Store.Entries.Migrate(default);
            await Task.WhenAll(processes.Select(process => process.Start()));
            var points = new List<(long At, long Stored)> { (Stopwatch.GetTimestamp(), 0) };
            for (var waited = Stopwatch.StartNew(); points[^1].Stored < responses; await Task.Delay(MetricsAreKept))
            {
                if (await Stored(processes) is var stored && stored > points[^1].Stored)
                {
                    points.Add((Stopwatch.GetTimestamp(), stored));
                    waited.Restart();
                }

                Trace.Assert(waited.Elapsed < Longest, "The queue is not drained.");
            }

            var (first, last) = (points.First(it => it.Stored >= responses * LeftOut), points[^1]);
            return (last.Stored - first.Stored) / Stopwatch.GetElapsedTime(first.At, last.At).TotalSeconds;
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }
        }
    }

    private static async Task<long> Accepted(ServiceProcess intake) => (long)await intake.Metric(VisibleBenchmark.Accepted);

    private static async Task<long> Stored(IEnumerable<ServiceProcess> processes)
    {
        var sum = 0d;
        foreach (var process in processes)
        {
            sum += await process.Metric("sipas_entries_stored_total");
        }

        return (long)sum;
    }
}
