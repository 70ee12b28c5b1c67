using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using SipasSurvey.IntegrationTests;
using SipasSurvey.IntegrationTests.Broker;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Benchmarks;

/// <summary>
/// A file of paper sheets from the upload to the last sheet counted, with a broker and SQLite; beside the time that a library takes which does nothing but
/// parse the same file. And how much Intake's memory grows meanwhile.
/// </summary>
internal static class BatchBenchmark
{
    private const int CsvRows = 100_000;
    private const int XlsxRows = 36_525;

    public static async Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("sipas-batch-").FullName;
        var keys = Path.Combine(folder, "access-keys.json");
        AccessKeys.CreateFile(keys);
        await using var broker = await RabbitNode.Start();
        var queue = ("ConnectionStrings__RabbitMq", broker.Uri);
        await using var intake = new ServiceProcess("SipasSurvey.Intake.dll", queue, ("AccessKeys", keys));
        await using var aggregator = new ServiceProcess("SipasSurvey.Aggregator.dll", queue, ("ConnectionStrings__Sqlite", $"Data Source={folder}/sipas.db"));
        await intake.Start();
        await aggregator.Start();
        intake.Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", JsonNode.Parse(await File.ReadAllTextAsync(keys))!["surveyTeam"]!.GetValue<string>());

        // Once small, so that nothing is compiled while it is measured.
        SheetFiles.WriteCsv($"{folder}/warm.csv", 2000, "W");
        SheetFiles.WriteXlsx($"{folder}/warm.xlsx", 2000, "X");
        await Send(intake, aggregator, $"{folder}/warm.csv");
        await Send(intake, aggregator, $"{folder}/warm.xlsx");
        SheetFiles.ParseCsv($"{folder}/warm.csv");
        SheetFiles.ParseXlsx($"{folder}/warm.xlsx");

        SheetFiles.WriteCsv($"{folder}/sheets.csv", CsvRows, "C");
        SheetFiles.WriteXlsx($"{folder}/sheets.xlsx", XlsxRows, "D");
        Console.WriteLine("file      rows   parsed (s)   answered (s)   counted (s)   Intake grew by (MB)");
        var ratios = new List<string>();
        foreach (var (name, rows, parse) in new (string, int, Func<string, int>)[] { ("csv", CsvRows, SheetFiles.ParseCsv), ("xlsx", XlsxRows, SheetFiles.ParseXlsx) })
        {
            var path = $"{folder}/sheets.{name}";
            var parsing = Stopwatch.StartNew();
            Trace.Assert(parse(path) > rows, "The file was not parsed.");
            parsing.Stop();
            var sent = await Send(intake, aggregator, path);
            Trace.Assert(sent.Accepted == rows, "Not all sheets were accepted.");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{name,-5} {rows,8} {parsing.Elapsed.TotalSeconds,12:0.00} {sent.Answered.TotalSeconds,14:0.00} {sent.Counted.TotalSeconds,13:0.00} {sent.Grew / 1048576.0,21:0}"));
            ratios.Add(IntakeBenchmark.Ratio($"batch_{name}_counted_of_parsing", sent.Counted / parsing.Elapsed));
        }

        Machine.Print();
        ratios.ForEach(Console.WriteLine);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<(int Accepted, TimeSpan Answered, TimeSpan Counted, long Grew)> Send(ServiceProcess intake, ServiceProcess aggregator, string path)
    {
        var before = await aggregator.Metric("sipas_entries_stored_total");
        using var watch = new MemoryWatch(intake);
        var time = Stopwatch.StartNew();
        await using var file = File.OpenRead(path);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(A.Survey), "survey" }, { new StringContent(A.LaoCai), "province" }, { new StringContent("t1"), "team" },
            { new StreamContent(file), "file", Path.GetFileName(path) },
        };
        using var answer = await intake.Http.PostAsync("api/v1/batches", form);
        var report = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        var (answered, accepted) = (time.Elapsed, (int)report["accepted"]!);
        while (await aggregator.Metric("sipas_entries_stored_total") < before + accepted)
        {
            await Task.Delay(20);
        }

        return (accepted, answered, time.Elapsed, watch.Growth);
    }
}
