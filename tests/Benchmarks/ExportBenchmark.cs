using System.Diagnostics;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// Rows a second of the files that Figures sends, with all breakdowns, into a file; beside the least that a program can do with the same tallies: SELECT them and write what they count.
/// And the most memory that Figures has during one export, and during ten in a row.
/// </summary>
internal static class ExportBenchmark
{
    private const int Responses = 1_000_000;
    private const int Rounds = 5;
    private const int InARow = 10;

    private static readonly string[] Divisions = ["", .. A.Questionnaire.Respondent.Select(dimension => $"&by={dimension.Code}"), "&by=channel"];

    public static async Task Run()
    {
        await using var store = await FilledStore.Make(Responses);
        var folder = Directory.CreateTempSubdirectory("sipas-export-").FullName;
        var ratios = new List<string>();
        Console.WriteLine("file                    rows       KB   rows/s   most memory in 1 (MB)   in 10 (MB)");
        var formats = new (string Name, string Path)[] { ("csv", "values?format=csv"), ("xlsx", "values?format=xlsx"), ("parquet", "values?format=parquet") };

        // Once each, so that nothing is compiled while it is measured.
        await Select(store.ConnectionString, folder);
        foreach (var (_, path) in formats)
        {
            await Export(store, path, folder);
        }

        var rates = formats.ToDictionary(it => it.Name, _ => new List<double>());
        var bare = new List<double>();
        var (rows, bytes) = (await CountRows(store), new Dictionary<string, long>());
        for (var round = 0; round < Rounds; round++)
        {
            var time = Stopwatch.StartNew();
            var selected = await Select(store.ConnectionString, folder);
            bare.Add(selected / time.Elapsed.TotalSeconds);
            foreach (var (name, path) in formats)
            {
                time.Restart();
                bytes[name] = await Export(store, path, folder);
                rates[name].Add(rows / time.Elapsed.TotalSeconds);
            }
        }

        var fastest = bare.Order().ElementAt(Rounds / 2);
        var lines = await Select(store.ConnectionString, folder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"SELECT into a file",-19} {lines,8} {new FileInfo($"{folder}/bare").Length / 1024,8} {fastest,8:0}"));
        foreach (var (name, path) in formats)
        {
            var rate = rates[name].Order().ElementAt(Rounds / 2);
            var (once, often) = (await Memory(store, path, folder, 1), await Memory(store, path, folder, InARow));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{$"values {name}",-19} {rows,8} {bytes[name] / 1024,8} {rate,8:0} {once / 1048576.0,23:0} {often / 1048576.0,12:0}"));
            ratios.Add(IntakeBenchmark.Ratio($"export_{name}_of_select", rate / fastest));
            ratios.Add(IntakeBenchmark.Ratio($"export_{name}_memory_in_10_of_in_1", (double)often / once));
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<long> Memory(FilledStore store, string path, string folder, int times)
    {
        using var watch = new MemoryWatch(store.Figures);
        for (var i = 0; i < times; i++)
        {
            await Export(store, path, folder);
        }

        return watch.Most;
    }

    // All breakdowns one after the other, each into a file of its own; how many bytes they have.
    private static async Task<long> Export(FilledStore store, string path, string folder)
    {
        var bytes = 0L;
        foreach (var division in Divisions)
        {
            using var answer = await store.Figures.Http.GetAsync($"api/v1/figures/{A.Survey}/{path}{division}", HttpCompletionOption.ResponseHeadersRead);
            await using var file = File.Create(Path.Combine(folder, "export"));
            await answer.EnsureSuccessStatusCode().Content.CopyToAsync(file);
            bytes += file.Length;
        }

        return bytes;
    }

    // By the CSV's lines, less its headings.
    private static async Task<long> CountRows(FilledStore store)
    {
        var rows = 0L;
        foreach (var division in Divisions)
        {
            var text = await store.Figures.Http.GetStringAsync($"api/v1/figures/{A.Survey}/values?format=csv{division}");
            rows += text.AsSpan().Count('\n') - 1;
        }

        return rows;
    }

    // The minimal program: one line for each tally and indicator, with its counts, in the order of the key.
    private static async Task<long> Select(string connectionString, string folder)
    {
        const string Find = "SELECT province, channel, dimension, category, counts FROM tally WHERE survey = @Survey ORDER BY dimension, category, province, channel";
        await using var connection = new SqliteConnection(connectionString);
        await using var file = new StreamWriter(Path.Combine(folder, "bare"));
        var lines = 0L;
        foreach (var (province, channel, dimension, category, counts) in connection.Query<(string, long, string, string, byte[])>(Find, new { A.Survey }, buffered: false))
        {
            var tally = Tally.FromBytes(A.Questionnaire, counts);
            foreach (var indicator in A.Questionnaire.Indicators)
            {
                file.Write(string.Create(CultureInfo.InvariantCulture, $"{province},{channel},{dimension},{category},{indicator.Code},{tally.N(indicator)}"));
                for (var level = 1; indicator.Kind == IndicatorKind.Item && level <= A.Questionnaire.Scale.Highest; level++)
                {
                    file.Write(string.Create(CultureInfo.InvariantCulture, $",{tally.At(indicator.Index, level)}"));
                }

                file.WriteLine();
                lines++;
            }
        }

        return lines;
    }
}
