using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.IntegrationTests.Hosting;

/// <summary>What whoever starts a process reads when it cannot start, or when they ask how.</summary>
public sealed class StartTests : IDisposable
{
    private const string Broker = "amqp://127.0.0.1:9/";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-start-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Intake", "--Packs:Deadline=4s", "Setting Packs:Deadline is '4s'")]
    [InlineData("Intake", "--urls=http://127.0.0.1:99999", "--urls: http://127.0.0.1:99999 ")]
    [InlineData("Intake", "--urls=http://198.51.100.1:8391", "--urls: http://198.51.100.1:8391 ")]
    [InlineData("Figures", "--urls=http://127.0.0.1:99999", "--urls: http://127.0.0.1:99999 ")]
    [InlineData("Figures", "--Pages:LeastRanked=x", "Setting Pages:LeastRanked is 'x'")]
    [InlineData("Aggregator", "--urls=http://127.0.0.1:99999", "--urls: http://127.0.0.1:99999 ")]
    [InlineData("Aggregator", "--ConnectionStrings:Sqlite=Data Source=/nowhere/x.db", "The database /nowhere/x.db ")]
    public async Task A_wrong_setting_ends_with_one_line_and_exit_code_2(string process, string argument, string sentence)
    {
        var (exitCode, output) = await Run(process, argument);

        Assert.StartsWith(sentence, Assert.Single(output), StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("Local")]
    [InlineData("Intake")]
    [InlineData("Figures")]
    [InlineData("Aggregator")]
    public async Task A_port_that_is_in_use_ends_with_one_line_and_exit_code_2(string process)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();

        var (exitCode, output) = await Run(process, $"--urls=http://{other.LocalEndpoint}");

        Assert.Equal($"--urls: http://{other.LocalEndpoint} is in use. Stop the other program, or choose another address.", Assert.Single(output));
        Assert.Equal(2, exitCode);
    }

    [Theory]
    [InlineData("Local", "--data")]
    [InlineData("Intake", "ConnectionStrings__RabbitMq")]
    [InlineData("Aggregator", "verify")]
    [InlineData("Figures", "AccessKeys")]
    public async Task Help_tells_the_options_and_the_settings(string process, string setting)
    {
        var (exitCode, output) = await Run(process, "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains(output, line => line.Contains("--urls ADDRESS", StringComparison.Ordinal));
        Assert.Contains(output, line => line.Contains(setting, StringComparison.Ordinal));
    }

    private async Task<(int ExitCode, string[] Output)> Run(string process, string argument)
    {
        var keys = Path.Combine(_folder, "access-keys.json");
        await File.WriteAllTextAsync(keys, """{"surveyTeam": "survey-team-key-of-a-test", "ministry": "ministry-key-of-a-test-run"}""");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"SipasSurvey.{process}.dll"), argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["ConnectionStrings__RabbitMq"] = Broker;
        start.Environment["ConnectionStrings__Sqlite"] = $"Data Source={Path.Combine(_folder, "sipas.db")}";
        start.Environment["AccessKeys"] = keys;
        start.Environment.Remove("ASPNETCORE_URLS");
        using var running = Process.Start(start)!;
        try
        {
            var output = Task.WhenAll(running.StandardOutput.ReadToEndAsync(), running.StandardError.ReadToEndAsync());
            await running.WaitForExitAsync().WaitAsync(Patience);
            return (running.ExitCode, string.Concat(await output).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
        finally
        {
            running.Kill();
        }
    }
}
