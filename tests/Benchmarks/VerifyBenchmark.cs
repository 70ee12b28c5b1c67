using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// How long <c>verify</c> takes with SQLite, by the code that the command runs, beside DuckDB grouping the same responses on as many threads
/// (<see cref="VerifyBenchmarkDuckDb"/>). DuckDB finds the first entry of each id and all tallies, and that is what its time is of. Verify does that too, and what SQL does not say
/// so easily: it checks each entry's bytes and its stored state, decisions, withdrawn batches, a SHA-256 for each receipt, who used invitations, and all running figures.
/// </summary>
internal static class VerifyBenchmark
{
    private const int Rounds = 3;

    // More are copies of these under other ids: storing them all as Aggregator does would take ten times as long as all else here together.
    private const int Filled = 1_000_000;

    public static async Task Run(int most)
    {
        var ratios = new List<string>();
        Console.WriteLine("responses   verify (s)   per second   DuckDB, columns (s)   DuckDB, our bytes (s)");
        foreach (var responses in new[] { Filled, 10 * Filled }.Select(size => Math.Min(size, most)).Distinct())
        {
            await Compare(responses, ratios);
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
    }

    private static async Task Compare(int responses, List<string> ratios)
    {
        await using var store = await FilledStore.Make(Math.Min(responses, Filled));
        for (var there = Filled; there < responses; there += Filled)
        {
            await Copy(store.ConnectionString);
        }

        if (responses > Filled)
        {
            await store.Database.Entries.Rebuild(default);
        }

        var folder = Directory.CreateTempSubdirectory("sipas-verify-").FullName;
        using (var duck = VerifyBenchmarkDuckDb.Load(store.ConnectionString, Path.Combine(folder, "responses.duckdb")))
        {
            // Once each, so that nothing is compiled or read from the disk while it is measured; and they have to find the same.
            await Verify(store);
            var stored = await Tallies(store);
            Check(stored, duck.CountColumns().Tallies);
            Check(stored, duck.CountContents().Tallies);
            var (verify, columns, contents) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                verify.Add(await Verify(store));
                columns.Add(duck.CountColumns().Seconds);
                contents.Add(duck.CountContents().Seconds);
            }

            var (ours, native, bytes) = (Median(verify), Median(columns), Median(contents));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{responses,9} {ours,12:0.00} {responses / ours,12:0} {native,21:0.00} {bytes,23:0.00}"));
            ratios.Add(IntakeBenchmark.Ratio($"verify_{responses}_of_duckdb", ours / native));
            ratios.Add(IntakeBenchmark.Ratio($"verify_{responses}_of_duckdb_on_our_bytes", ours / bytes));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<double> Verify(FilledStore store)
    {
        var time = Stopwatch.StartNew();
        var differences = (await store.Database.Entries.Verify(default)).Differences;
        Trace.Assert(differences.Count == 0, string.Join('\n', differences));
        return time.Elapsed.TotalSeconds;
    }

    private static async Task<Dictionary<TallyKey, Tally>> Tallies(FilledStore store)
    {
        var all = new Dictionary<TallyKey, Tally>();
        foreach (var survey in A.Catalogue.Surveys)
        {
            foreach (var (key, tally) in (await store.Database.Figures.FindTallies(survey, default))?.ByKey ?? new Dictionary<TallyKey, Tally>())
            {
                all.Add(key, tally);
            }
        }

        return all;
    }

    private static void Check(Dictionary<TallyKey, Tally> stored, Dictionary<TallyKey, Tally> found) =>
        Trace.Assert(found.Count == stored.Count && found.All(it => stored[it.Key].SameAs(it.Value)), "DuckDB counts something else.");

    // The first million once more, under ids that come in no order, as those of people do. What follows from them is written by 'rebuild'.
    private static async Task Copy(string connectionString)
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        connection.CreateFunction("new_id", () => Guid.NewGuid().ToByteArray(bigEndian: true));
        await connection.ExecuteAsync($"""
            PRAGMA synchronous = OFF; PRAGMA cache_size = -4000000;
            INSERT INTO entry (id, ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion)
            SELECT new_id(), ordinal, channel, batch, row, received_at, content, state, rejection, holds_claim, suspicion FROM entry LIMIT {Filled};
            """, commandTimeout: 0);
    }

    private static double Median(List<double> seconds) => seconds.Order().ElementAt(seconds.Count / 2);
}
