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
    [InlineData("Intake", "--Proxies=proxy.example", "Setting Proxies has 'proxy.example'")]
    [InlineData("Aggregator", "--PublicAddress=sipas.example", "Setting PublicAddress must be")]
    [InlineData("Figures", "--ForwardedHeaders_Enabled=true", "ASPNETCORE_FORWARDEDHEADERS_ENABLED lets everybody")]
    [InlineData("Local", "--Limits:RequestsPerMinute=0", "Setting Limits:RequestsPerMinute is '0'")]
    [InlineData("Local", "--Secrets=/nowhere/secrets", "Setting Secrets names the folder /nowhere/secrets,")]
    [InlineData("Figures", "--ConnectionStrings:Staff=Server=db.example;Database=Staff;Encrypt=False", "Setting ConnectionStrings__Staff has Encrypt=False")]
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
    [InlineData("Intake")]
    [InlineData("Aggregator")]
    [InlineData("Figures")]
    public async Task A_secret_in_a_configuration_file_ends_with_one_line_that_does_not_show_it(string process)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), """{"ConnectionStrings": {"RabbitMq": "amqp://sipas:secret-of-a-file@broker/"}}""");

        var (exitCode, output) = await Run(process, "--urls=http://127.0.0.1:0");

        Assert.StartsWith("Setting ConnectionStrings:RabbitMq stands in appsettings.json with its secret.", Assert.Single(output), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-of", output[0], StringComparison.Ordinal);
        Assert.Equal(2, exitCode);
    }

    [Fact]
    public async Task A_command_of_an_operator_reads_secrets_from_files_too()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(_folder, "secrets")).FullName;
        await File.WriteAllTextAsync(Path.Combine(secrets, "ConnectionStrings__Sqlite"), "Data Source=/nowhere/of-a-file.db\n");

        var (exitCode, output) = await Run("Aggregator", "verify", $"--Secrets={secrets}");

        Assert.Contains("of-a-file.db", Assert.Single(output), StringComparison.Ordinal);
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

    private async Task<(int ExitCode, string[] Output)> Run(string process, params string[] arguments)
    {
        var keys = Path.Combine(_folder, "access-keys.json");
        await File.WriteAllTextAsync(keys, """{"surveyTeam": "survey-team-key-of-a-test", "ministry": "ministry-key-of-a-test-run"}""");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, $"SipasSurvey.{process}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["ConnectionStrings__RabbitMq"] = Broker;
        start.Environment["ConnectionStrings__Sqlite"] = $"Data Source={Path.Combine(_folder, "sipas.db")}";
        start.Environment["ConnectionStrings__Staff"] = $"Data Source={Path.Combine(_folder, "staff.db")}";
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
