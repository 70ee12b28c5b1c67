using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// How long each page of the dashboard takes at ten thousand and at a million responses: from sending the request over a connection that is kept to the last byte of the answer, on the same
/// machine. That is all that the server does (judging the key, the entry in the trail, figures, page) and what the client needs to read it. First at rest, both stores in turns;
/// then while responses are stored and figures computed all the time, so that what is asked for is always news.
/// </summary>
internal static partial class PagesBenchmark
{
    private const int WarmUp = 40;
    private const int FillAtOnce = 100;

    private static readonly TimeSpan BetweenFills = TimeSpan.FromMilliseconds(100);

    // As Aggregator looks.
    private static readonly TimeSpan BetweenRefreshes = TimeSpan.FromMilliseconds(500);

    private static readonly (string Name, string Path)[] Pages =
    [
        ("overview", $"staff/dashboard/{A.Survey}"),
        ("ranking", $"staff/figures/{A.Survey}"),
        ("nation", $"staff/dashboard/{A.Survey}/units/nation"),
        ("province", $"staff/dashboard/{A.Survey}/units/{A.LaoCai}"),
        ("province 2025", $"staff/dashboard/{FilledStore.Later}/units/{A.YenBai}"),
        ("indicator", $"staff/dashboard/{A.Survey}/indicators/P07"),
        ("comparison", $"staff/dashboard/{A.Survey}/comparison?unit={A.LaoCai}&unit={A.HaNoi}&unit={A.YenBai}"),
        ("report province", $"staff/dashboard/{A.Survey}/reports/{A.LaoCai}"),
        ("report nation", $"staff/dashboard/{A.Survey}/reports/nation"),
        ("queries", $"staff/dashboard/{A.Survey}/queries"),
        ("figures (API)", $"api/v1/figures/{A.Survey}"),
        ("values (API)", $"api/v1/figures/{A.Survey}/values"),
        ("values by age", $"api/v1/figures/{A.Survey}/values?by=age&province={A.LaoCai},nation"),
    ];

    public static async Task Run(TimeSpan duration)
    {
        await using var small = await FilledStore.Make(10_000);
        await using var large = await FilledStore.Make(1_000_000);
        var ratios = new List<string>();
        await AtRest(small, large, duration, ratios);
        foreach (var store in (FilledStore[])[small, large])
        {
            await Decide(store);
            await WhileRunning(store, duration, ratios);
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task AtRest(FilledStore small, FilledStore large, TimeSpan duration, List<string> ratios)
    {
        var times = Pages.Select(_ => (Small: new List<double>(), Large: new List<double>())).ToArray();
        var started = new Stopwatch();
        for (var round = 0; round < WarmUp || started.Elapsed < Pages.Length * 2 * duration; round++)
        {
            for (var i = 0; i < Pages.Length; i++)
            {
                var (first, second) = (await Get(small, Pages[i].Path), await Get(large, Pages[i].Path));
                if (round >= WarmUp)
                {
                    started.Start();
                    times[i].Small.Add(first.Took);
                    times[i].Large.Add(second.Took);
                }
            }
        }

        Console.WriteLine($"at rest          requests   {small.Responses,10} p50 ms      p99   {large.Responses,10} p50 ms      p99");
        var worst = 0d;
        for (var i = 0; i < Pages.Length; i++)
        {
            var (few, many) = (times[i].Small, times[i].Large);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{Pages[i].Name,-16} {few.Count,8} {At(few, 0.5),20:0.0} {At(few, 0.99),8:0.0} {At(many, 0.5),20:0.0} {At(many, 0.99),8:0.0}"));
            ratios.Add(IntakeBenchmark.Ratio($"pages_{Name(i)}_1000000_of_10000", At(many, 0.5) / At(few, 0.5)));
            worst = Math.Max(worst, Math.Max(At(few, 0.99), At(many, 0.99)));
        }

        ratios.Add(IntakeBenchmark.Ratio("pages_worst_p99_of_50_ms", worst / 50));
    }

    // What a new snapshot costs, in this process: once for all readers, before it is shown to them.
    private static async Task Decide(FilledStore store)
    {
        var survey = A.Catalogue.FindSurvey(A.Survey)!;
        var (reads, decides) = (new List<double>(), new List<double>());
        for (var round = 0; round < WarmUp; round++)
        {
            var time = Stopwatch.StartNew();
            var tallies = (await store.Database.Figures.FindTallies(survey, default))!.ByKey;
            reads.Add(time.Elapsed.TotalMilliseconds);
            time.Restart();
            foreach (var dimension in survey.Questionnaire.Respondent)
            {
                Breakdown.Compute(Disclosure.Decide(A.Catalogue, survey, dimension, tallies), survey.Geography);
            }

            decides.Add(time.Elapsed.TotalMilliseconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"a new snapshot of {store.Responses}: {At(reads, 0.5):0.0} ms to read the tallies, {At(decides, 0.5):0.0} ms to decide and compute all breakdowns (median of {WarmUp})"));
    }

    private static async Task WhileRunning(FilledStore store, TimeSpan duration, List<string> ratios)
    {
        using var end = new CancellationTokenSource();
        var writing = Write(store, end.Token);
        var times = Pages.Select(_ => new List<double>()).ToArray();
        var (behind, moments) = (new List<double>(), new HashSet<DateTimeOffset>());
        var started = new Stopwatch();
        for (var round = 0; round < WarmUp || started.Elapsed < Pages.Length * duration; round++)
        {
            for (var i = 0; i < Pages.Length; i++)
            {
                var (took, text) = await Get(store, Pages[i].Path);
                if (round >= WarmUp)
                {
                    started.Start();
                    times[i].Add(took);
                    // Groups stand still, and are older.
                    if (Pages[i].Path.EndsWith("/values", StringComparison.Ordinal) && AsOf().Match(text) is { Success: true } asOf)
                    {
                        var moment = DateTimeOffset.Parse(asOf.Groups[1].Value, CultureInfo.InvariantCulture);
                        moments.Add(moment);
                        behind.Add((DateTimeOffset.UtcNow - moment).TotalMilliseconds);
                    }
                }
            }
        }

        await end.CancelAsync();
        var stored = await writing;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store.Responses} and {stored / started.Elapsed.TotalSeconds:0} more each second; {moments.Count} snapshots in {started.Elapsed.TotalSeconds:0} s, age when shown p50 {At(behind, 0.5):0} ms, p99 {At(behind, 0.99):0} ms"));
        Console.WriteLine("while running    requests   p50 ms      p99");
        for (var i = 0; i < Pages.Length; i++)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Pages[i].Name,-16} {times[i].Count,8} {At(times[i], 0.5),8:0.0} {At(times[i], 0.99),8:0.0}"));
        }

        ratios.Add(IntakeBenchmark.Ratio($"pages_running_{store.Responses}_worst_p99_of_50_ms", times.Max(it => At(it, 0.99)) / 50));
        ratios.Add(IntakeBenchmark.Ratio($"pages_running_{store.Responses}_age_p99_of_1_s", At(behind, 0.99) / 1000));
    }

    private static async Task<long> Write(FilledStore store, CancellationToken end)
    {
        var stored = 0L;
        for (var refreshed = Stopwatch.StartNew(); !end.IsCancellationRequested;)
        {
            await store.Fill(FillAtOnce);
            stored += FillAtOnce;
            if (refreshed.Elapsed >= BetweenRefreshes)
            {
                refreshed.Restart();
                await store.Refresh();
            }

            await Task.Delay(BetweenFills, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return stored;
    }

    private static async Task<(double Took, string Text)> Get(FilledStore store, string path)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await store.Figures.Http.GetAsync(path);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (took, await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
    }

    private static string Name(int page) => Pages[page].Name.Replace(" (API)", "", StringComparison.Ordinal).Replace(' ', '_');

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));

    [GeneratedRegex("\"asOf\":\\s*\"([^\"]+)\"")]
    private static partial Regex AsOf();
}
