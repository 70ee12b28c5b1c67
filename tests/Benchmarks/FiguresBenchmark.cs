using System.Diagnostics;
using System.Globalization;
using SipasSurvey.IntegrationTests;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// The ranking and one province's indicators from databases of ten thousand, a million and ten million responses: requests a second that are answered at most, and how long an
/// answer takes while a quarter as many are asked for. All databases are asked in turns, round by round, and the median of the rounds is shown.
/// </summary>
internal static class FiguresBenchmark
{
    private const int Rounds = 5;
    private const int Connections = 16;
    private const double Moderate = 0.25;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Aim = TimeSpan.FromMilliseconds(10);

    private static readonly int[] Sizes = [10_000, 1_000_000, 10_000_000];

    private static readonly (string Name, string Path)[] Questions =
    [
        ("ranking", $"api/v1/figures/{A.Survey}"),
        ("province", $"api/v1/figures/{A.Survey}/{A.LaoCai}"),
    ];

    public static async Task Run(TimeSpan duration, int most)
    {
        var ratios = new List<string>();
        foreach (var make in BenchmarkDatabase.Kinds())
        {
            await Compare(make, duration, most, ratios);
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task Compare(Func<BenchmarkDatabase> make, TimeSpan duration, int most, List<string> ratios)
    {
        var stores = new List<FilledStore>();
        try
        {
            var name = "";
            foreach (var size in Sizes.Where(size => size <= most))
            {
                var database = make();
                name = database.Name;
                var filling = Stopwatch.StartNew();
                stores.Add(await FilledStore.Make(size, database));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {size} responses stored in {filling.Elapsed.TotalSeconds:0} s"));
            }

            Console.WriteLine("asked for    responses   answers/s    asked/s   p50 ms   p99 ms");
            foreach (var (question, path) in Questions)
            {
                var measured = await Measure(stores, path, duration);
                for (var i = 0; i < stores.Count; i++)
                {
                    var (rate, paced) = (Median(measured[i].Most), measured[i].Paced);
                    var (p50, p99) = (Median(paced.Select(it => it.P50.TotalMilliseconds)), Median(paced.Select(it => it.P99.TotalMilliseconds)));
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{question,-10} {stores[i].Responses,11} {rate,11:0} {Median(paced.Select(it => it.PerSecond)),10:0} {p50,8:0.0} {p99,8:0.0}"));
                    ratios.Add(IntakeBenchmark.Ratio($"figures_{name}_{question}_{stores[i].Responses}_p99_of_10_ms", p99 / Aim.TotalMilliseconds));
                    if (i > 0)
                    {
                        ratios.Add(IntakeBenchmark.Ratio($"figures_{name}_{question}_{stores[i].Responses}_p50_of_{stores[0].Responses}",
                            p50 / Median(measured[0].Paced.Select(it => it.P50.TotalMilliseconds))));
                        ratios.Add(IntakeBenchmark.Ratio($"figures_{name}_{question}_{stores[0].Responses}_rate_of_{stores[i].Responses}", Median(measured[0].Most) / rate));
                    }
                }
            }
        }
        finally
        {
            foreach (var store in stores)
            {
                await store.DisposeAsync();
            }
        }
    }

    private static async Task<(List<double> Most, List<PacedMeasured> Paced)[]> Measure(List<FilledStore> stores, string path, TimeSpan duration)
    {
        var requests = stores.ConvertAll(store => Load.Get(path, store.Key));
        var measured = stores.Select(_ => (Most: new List<double>(), Paced: new List<PacedMeasured>())).ToArray();
        for (var i = 0; i < stores.Count; i++)
        {
            await Load.Run(stores[i].Figures.Http.BaseAddress!, Connections, WarmUp, requests[i]);
        }

        // A round takes as long as one measurement of other benchmarks, and half of that for each way of asking.
        var once = duration / 2;
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < stores.Count; i++)
            {
                var most = await Load.Run(stores[i].Figures.Http.BaseAddress!, Connections, once, requests[i]);
                Trace.Assert(most.Refused == 0, "Figures were not answered.");
                measured[i].Most.Add(most.PerSecond);
            }

            // The same for all of them.
            var rate = measured[0].Most[0] * Moderate;
            for (var i = 0; i < stores.Count; i++)
            {
                measured[i].Paced.Add(await PacedLoad.Run(stores[i].Figures.Http.BaseAddress!, Connections, rate, once, requests[i]));
            }
        }

        return measured;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
