using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Storage;
using SipasSurvey.IntegrationTests.Storage.SqlServer;
using SipasSurvey.Storage;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Responses stored a second by one, two and four writers at once, fills that met and were repeated, and where the time of a fill goes: in
/// SQLite, and in SQL Server when the environment names one.
/// </summary>
internal static class FillBenchmark
{
    private const int PacksOfAFill = 20;
    private const int FewestFills = 4;

    private static readonly string[] Provinces = [.. A.Catalogue.FindSurvey(A.Survey)!.Geography.Provinces.Select(province => province.Code)];
    private static readonly string[] Ages = [.. A.Questionnaire.Respondent.Single(it => it.Code == "age").Categories.Select(it => it.Code)];

    public static async Task Run(TimeSpan duration)
    {
        var ratios = new List<string>();
        await Compare("sqlite", () => new SqliteTestDatabase(), duration, ratios);
        if (Environment.GetEnvironmentVariable(SqlServerFixture.Variable) is { Length: > 0 })
        {
            var server = new SqlServerFixture();
            await server.InitializeAsync();
            await Compare("sqlserver", () => new SqlServerTestDatabase(server.ConnectionString), duration, ratios);
            await server.DisposeAsync();
        }
        else
        {
            Console.WriteLine($"{SqlServerFixture.Variable} names no server; SQL Server is left out.");
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task Compare(string name, Func<TestDatabase> make, TimeSpan duration, List<string> ratios)
    {
        Console.WriteLine($"{name,-10} writers   responses/s   fills   repeated   milliseconds of a fill by step");
        await using var database = make();
        await database.Entries.Migrate(default);
        await Fill(database, 1, TimeSpan.Zero);
        var alone = 0d;
        foreach (var writers in (int[])[1, 2, 4])
        {
            var (perSecond, fills, steps) = await Fill(database, writers, duration);
            var split = string.Join("  ", steps.Durations.OrderByDescending(it => it.Value).Select(it => string.Create(CultureInfo.InvariantCulture, $"{it.Key} {it.Value / fills:0.0}")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",-10} {writers,7} {perSecond,13:0} {fills,7} {steps.Repeated,10}   {split}"));
            if (writers == 1)
            {
                alone = perSecond;
            }
            else
            {
                ratios.Add(IntakeBenchmark.Ratio($"fill_{name}_{writers}_writers_of_1", perSecond / alone));
            }
        }

        var differences = (await database.Entries.Verify(default)).Differences;
        Trace.Assert(differences.Count == 0, string.Join('\n', differences));
    }

    private static async Task<(double PerSecond, int Fills, StepTimes Steps)> Fill(TestDatabase database, int writers, TimeSpan duration)
    {
        using var steps = new StepTimes();
        var fills = 0;
        var started = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var producer = Guid.CreateVersion7();
            for (var sequence = 0L; started.Elapsed < duration || sequence < FewestFills * PacksOfAFill; sequence += PacksOfAFill)
            {
                await database.Entries.Fill([.. Enumerable.Range(1, PacksOfAFill).Select(i => MakePack(producer, sequence + i))], default);
                Interlocked.Increment(ref fills);
            }
        })));
        return (fills * PacksOfAFill * Pack.MostEntries / started.Elapsed.TotalSeconds, fills, steps);
    }

    // Full forms from all provinces and ages, each with an id of its own.
    private static Pack MakePack(Guid producer, long sequence) => A.Pack(producer, sequence, Enumerable.Range(0, Pack.MostEntries).Select(i =>
        new EntryReceived(A.Entry(content: A.Content(1 + (i % 5), Provinces[i % Provinces.Length], age: Ages[i % Ages.Length]), channel: Channel.Open))));

    /// <summary>Adds up the time of each step, and the fills that were repeated, while it lives.</summary>
    private sealed class StepTimes : IDisposable
    {
        private readonly MeterListener _listener = new();
        private long _repeated;

        public StepTimes()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == FillMetrics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
                Durations.AddOrUpdate((string)tags[0].Value!, seconds * 1000, (_, sum) => sum + (seconds * 1000)));
            _listener.SetMeasurementEventCallback<long>((_, fills, _, _) => Interlocked.Add(ref _repeated, fills));
            _listener.Start();
        }

        /// <summary>Milliseconds by step.</summary>
        public ConcurrentDictionary<string, double> Durations { get; } = new(StringComparer.Ordinal);

        public long Repeated => Interlocked.Read(ref _repeated);

        public void Dispose() => _listener.Dispose();
    }
}
