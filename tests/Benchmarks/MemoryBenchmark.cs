using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Broker;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Memory that each process has, in MB: at rest after its start, the most during half a minute of full load, and the most during further measurements of the same load once a million and ten million
/// responses were stored. It is flat when the last two are the same. Meanwhile somebody reads figures and breakdowns ten times a second.
/// </summary>
internal static class MemoryBenchmark
{
    private const int Connections = 256;
    private const double Megabyte = 1024 * 1024;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(100);

    // The first load is six times as long as the others: half a minute by default.
    private const int Long = 6;

    private static readonly int[] Sizes = [1_000_000, 10_000_000];

    public static async Task Run(TimeSpan duration, int most)
    {
        var ratios = new List<string>();
        await using (var deployment = await Deployment.Start())
        {
            (string, ServiceProcess)[] processes = [("Intake", deployment.Intakes[0]), ("Aggregator", deployment.Aggregators[0]), ("Figures", deployment.Figures)];
            await Measure(processes, path => deployment.Get(path), duration, most, ratios);
        }

        var folder = Directory.CreateTempSubdirectory("sipas-memory-").FullName;
        await using (var local = new ServiceProcess("SipasSurvey.Local.dll"))
        {
            await local.Start("--data", folder);
            var key = JsonNode.Parse(await File.ReadAllTextAsync($"{folder}/access-keys.json"))!["ministry"]!.GetValue<string>();
            local.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            await Measure([("Local", local)], path => local.Http.GetStringAsync(path), duration, most, ratios);
        }

        Directory.Delete(folder, recursive: true);
        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task Measure((string Name, ServiceProcess Process)[] processes, Func<string, Task> read, TimeSpan duration, int most, List<string> ratios)
    {
        // Intake or Local takes them, Aggregator or Local stores them.
        var (first, last) = (processes[0].Process, processes.Length == 1 ? processes[0].Process : processes[1].Process);
        await Task.Delay(Rest);
        var columns = new List<(string Name, double[] Megabytes)> { ("at rest", [.. processes.Select(it => it.Process.WorkingSet / Megabyte)]) };
        using var end = new CancellationTokenSource();
        var reading = Read(read, end.Token);
        columns.Add(("full load", await MostDuring(processes, () => Load.Run(first.Http.BaseAddress!, Connections, Long * duration))));
        foreach (var size in Sizes.Where(size => size <= most))
        {
            while (await last.Metric("sipas_entries_stored_total") < size)
            {
                await Load.Run(first.Http.BaseAddress!, Connections, duration);
            }

            columns.Add(($"after {size}", await MostDuring(processes, () => Load.Run(first.Http.BaseAddress!, Connections, Long * duration))));
        }

        await end.CancelAsync();
        await reading;
        await Task.Delay(Rest);
        columns.Add(("at rest again", [.. processes.Select(it => it.Process.WorkingSet / Megabyte)]));
        Console.WriteLine($"{"MB",-12} {string.Join("   ", columns.Select(it => it.Name))}");
        for (var i = 0; i < processes.Length; i++)
        {
            Console.WriteLine($"{processes[i].Name,-12} {string.Join("   ", columns.Select(it => it.Megabytes[i].ToString("0", CultureInfo.InvariantCulture).PadLeft(it.Name.Length)))}");
            for (var later = 2; later < columns.Count - 1; later++)
            {
                ratios.Add(IntakeBenchmark.Ratio($"memory_{processes[i].Name}_{columns[later].Name}_of_{columns[later - 1].Name}".ToLowerInvariant().Replace(' ', '_'),
                    columns[later].Megabytes[i] / columns[later - 1].Megabytes[i]));
            }
        }
    }

    private static async Task<double[]> MostDuring((string Name, ServiceProcess Process)[] processes, Func<Task> work)
    {
        var watches = Array.ConvertAll(processes, it => new MemoryWatch(it.Process));
        await work();
        Array.ForEach(watches, watch => watch.Dispose());
        return Array.ConvertAll(watches, watch => watch.Most / Megabyte);
    }

    private static async Task Read(Func<string, Task> read, CancellationToken end)
    {
        string[] paths = [$"api/v1/figures/{A.Survey}", $"api/v1/figures/{A.Survey}/{A.LaoCai}", $"api/v1/figures/{A.Survey}/values?by=age&province={A.LaoCai},nation"];
        for (var next = 0; !end.IsCancellationRequested; next++)
        {
            try
            {
                await read(paths[next % paths.Length]);
            }
            catch (HttpRequestException failure)
            {
                // Until something is counted there is nothing to read.
                Debug.WriteLine(failure.Message);
            }

            await Task.Delay(BetweenReads, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
