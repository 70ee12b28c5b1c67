using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Queue;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Responses counted a second from a full queue with nothing else running, with SQLite; beside the rate at which Intake filled that queue.
/// </summary>
internal static class DrainBenchmark
{
    private const int Connections = 256;

    public static async Task Run(TimeSpan duration)
    {
        await using var broker = await RabbitNode.Start();
        var queue = ("ConnectionStrings__RabbitMq", broker.Uri);
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue);
        Console.WriteLine("aggregators   accepted/s   responses in queue   counted/s");
        var ratios = new List<string>();
        foreach (var aggregators in (int[])[1, 2])
        {
            await intake.Start();
            await Load.Run(intake.Http.BaseAddress!, Connections, TimeSpan.FromSeconds(2));
            var accepted = await Load.Run(intake.Http.BaseAddress!, Connections, duration);
            await intake.Stop();
            var responses = (accepted.PerSecond * duration.TotalSeconds) + 0;
            var (stored, counted) = await Drain(broker, queue, aggregators);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{aggregators,11} {accepted.PerSecond,12:0} {stored,20} {counted,11:0}"));
            ratios.Add(IntakeBenchmark.Ratio($"drain_{aggregators}_of_accepted", counted / accepted.PerSecond));
            Trace.Assert(stored >= responses * 0.9, "Fewer responses were stored than accepted.");
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task<(long Stored, double PerSecond)> Drain(RabbitNode broker, (string, string) queue, int aggregators)
    {
        var folder = Directory.CreateTempSubdirectory("sipas-drain-").FullName;
        var processes = Enumerable.Range(0, aggregators)
            .Select(_ => new ServiceProcess("SipasSurvey.Aggregator.dll", queue, ("ConnectionStrings__Sqlite", $"Data Source={folder}/sipas.db"))).ToArray();
        try
        {
            await Task.WhenAll(processes.Select(process => process.Start()));
            var (first, before) = (Stopwatch.GetTimestamp(), await Stored(processes));
            await using var connection = await new ConnectionFactory { Uri = new Uri(broker.Uri) }.CreateConnectionAsync();
            await using var channel = await connection.CreateChannelAsync();
            var (last, now) = (first, before);

            // Messages that were delivered and not acknowledged are not in the count, so the end is when nothing more is stored.
            for (var quiet = Stopwatch.StartNew(); quiet.Elapsed < TimeSpan.FromSeconds(3);)
            {
                await Task.Delay(100);
                var stored = await Stored(processes);
                if (stored > now || (await channel.QueueDeclarePassiveAsync(QueueTopology.Name)).MessageCount > 0)
                {
                    (last, now) = (Stopwatch.GetTimestamp(), stored);
                    quiet.Restart();
                }
            }

            return (now, (now - before) / Stopwatch.GetElapsedTime(first, last).TotalSeconds);
        }
        finally
        {
            foreach (var process in processes)
            {
                await process.DisposeAsync();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<long> Stored(IEnumerable<ServiceProcess> processes)
    {
        var sum = 0L;
        foreach (var process in processes)
        {
            var line = (await process.Http.GetStringAsync("metrics")).Split('\n').FirstOrDefault(it => it.StartsWith("sipas_entries_stored", StringComparison.Ordinal));
            sum += line is null ? 0 : (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
        }

        return sum;
    }
}
