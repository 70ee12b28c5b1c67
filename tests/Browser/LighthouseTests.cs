using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace SipasSurvey.BrowserTests;

/// <summary>
/// What Lighthouse says of the form's pages. It runs where the variable <see cref="Folder"/> names a folder in which npm has installed it, as tests/run does.
/// </summary>
public sealed class LighthouseTests(Chromium chromium, ITestOutputHelper output) : IClassFixture<Chromium>
{
    private const string Folder = "SIPAS_TEST_LIGHTHOUSE";
    private const double Least = 0.95;

    [SkippableTheory]
    [InlineData("")]
    [InlineData("khao-sat/PD")]
    public async Task A_page_has_at_least_95_in_every_category(string path)
    {
        var folder = Environment.GetEnvironmentVariable(Folder);
        Skip.If(string.IsNullOrEmpty(folder), $"Lighthouse is not installed: {Folder} names no folder (tests/run installs it where there is node).");
        var report = Path.Combine(Path.GetTempPath(), $"sipas-lighthouse-{Guid.NewGuid():N}.json");
        try
        {
            var (exitCode, said) = await Run(folder!, chromium.Local.Http.BaseAddress + path, report);
            Assert.True(exitCode == 0, said);

            var result = JsonNode.Parse(await File.ReadAllTextAsync(report))!;
            Assert.Null(result["runtimeError"]?["message"]?.GetValue<string>());
            var categories = result["categories"]!.AsObject();
            Assert.NotEmpty(categories);
            Assert.All(categories, it => Assert.True(it.Value!["score"]!.GetValue<double>() >= Least, Explain(it.Key, it.Value!, result["audits"]!)));
            output.WriteLine($"Lighthouse of /{path}: {string.Join(", ", categories.Select(it => $"{it.Key} {it.Value!["score"]}"))}");
        }
        finally
        {
            File.Delete(report);
        }
    }

    private static async Task<(int ExitCode, string Output)> Run(string folder, string address, string report)
    {
        var start = new ProcessStartInfo("node",
        [
            Path.Combine(folder, "node_modules", "lighthouse", "cli", "index.js"), address, "--quiet", "--output=json", $"--output-path={report}",
            $"--chrome-flags=--headless=new {string.Join(' ', Chromium.Switches)}",
        ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["CHROME_PATH"] = Chromium.ExecutablePath;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        return (process.ExitCode, await output + await errors);
    }

    private static string Explain(string category, JsonNode found, JsonNode audits)
    {
        var lost = found["auditRefs"]!.AsArray().Select(it => audits[it!["id"]!.GetValue<string>()]!)
            .Where(it => it["score"] is { } score && score.GetValue<double>() < 1).Select(it => $"{it["title"]} ({it["displayValue"]})");
        return $"{category}: {found["score"]}\n{string.Join('\n', lost)}";
    }
}
