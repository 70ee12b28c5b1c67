using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>One process of the service, reached over HTTP. It can be stopped, killed and started again.</summary>
internal sealed class ServiceProcess(string program, params (string Name, string Value)[] environment) : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private readonly ServicePrograms _programs = new();
    private Process? _process;

    // Long enough for a body never to be sent without having been asked for.
    public HttpClient Http { get; } = new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{ServicePrograms.FreePort()}/"),
        Timeout = TimeSpan.FromSeconds(30),
    };

    /// <summary>What is run, from the next start on: a program of this build, or the path of another one.</summary>
    public string Program { get; set; } = program;

    /// <summary>What it printed.</summary>
    public string Output => _programs.Output;

    /// <summary>Number of the process.</summary>
    public int Id => _process!.Id;

    /// <summary>Memory that it has at the moment, in bytes.</summary>
    public long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts it and waits until it answers that it is ready, perhaps degraded.</summary>
    public Task Start(params string[] arguments) => Start("health/ready", arguments);

    /// <summary>Starts it and waits until it answers, ready or not.</summary>
    public Task StartLive() => Start("health/live", []);

    private async Task Start(string path, string[] arguments)
    {
        _process = Run([.. arguments, "--urls", Http.BaseAddress!.ToString()]);
        for (var waited = Stopwatch.StartNew(); !await Answers(path);)
        {
            Assert.True(waited.Elapsed < Deadline && !_process.HasExited, $"{Program} did not become ready:\n{Output}");
            await Task.Delay(50);
        }
    }

    /// <summary>Runs a command to its end; exit code and what was printed.</summary>
    public async Task<(int ExitCode, string Output)> RunToEnd(params string[] arguments)
    {
        _programs.Forget();
        using var process = Run(arguments);
        await process.WaitForExitAsync().WaitAsync(Deadline);
        return (process.ExitCode, Output);
    }

    /// <summary>A value of /metrics; zero while it is not there.</summary>
    public async Task<double> Metric(string name)
    {
        var value = Regex.Match(await Http.GetStringAsync("metrics"), $@"^{name}(\{{.*\}})? (?<value>\S+)", RegexOptions.Multiline).Groups["value"];
        return value.Success ? double.Parse(value.Value, CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code, and how long it took.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> Stop()
    {
        var took = Stopwatch.StartNew();
        await ServicePrograms.Terminate(_process!);
        await _process!.WaitForExitAsync().WaitAsync(Deadline);
        return (_process.ExitCode, took.Elapsed);
    }

    /// <summary>It hangs: it holds its connections, its locks and its port, and does nothing.</summary>
    public Task Pause() => ServicePrograms.Signal(_process!, "STOP");

    /// <summary>It goes on.</summary>
    public Task Resume() => ServicePrograms.Signal(_process!, "CONT");

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        _process?.Dispose();
        Http.Dispose();
    }

    private async Task<bool> Answers(string path)
    {
        try
        {
            using var answer = await Http.GetAsync(path);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            // Nobody listens yet, or it waits for others that hang.
            return false;
        }
    }

    private Process Run(params string[] arguments) => _programs.Start(Program, arguments, environment);
}
