using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace SipasSurvey.IntegrationTests.Local;

/// <summary>Local as its users have it: a process with a data folder, reached over HTTP. It can be stopped, killed and started again.</summary>
internal sealed class LocalProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("sipas-local-").FullName;
    private readonly ServicePrograms _programs;
    private readonly IReadOnlyList<(string Name, string Value)> _environment;
    private Process? _process;
    private Dictionary<string, string> _firstPasswords = [];

    private LocalProcess(Func<string, IReadOnlyList<string>>? before = null, params IReadOnlyList<(string Name, string Value)> environment)
    {
        _programs = new ServicePrograms(_folder) { Before = before?.Invoke(Directory.CreateDirectory(DataInside).FullName) ?? [] };
        _environment = environment;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{ServicePrograms.FreePort()}/"), Timeout = TimeSpan.FromSeconds(30) };
    }

    public HttpClient Http { get; }

    /// <summary>The data folder, as it is seen from here.</summary>
    public string Data => IsElsewhere ? $"/proc/{Id}/root{DataInside}" : DataInside;

    /// <summary>Number of the process.</summary>
    public int Id => _process!.Id;

    public string Output => _programs.Output;

    // Another program may have given the process file systems of its own.
    private bool IsElsewhere => _programs.Before.Count > 0;

    private string DataInside => Path.Combine(_folder, "data");

    public static Task<LocalProcess> Start(params string[] arguments) => Start(new LocalProcess(), arguments);

    /// <summary>Starts it with variables of the environment.</summary>
    public static Task<LocalProcess> StartWith(params (string Name, string Value)[] environment) => Start(new LocalProcess(null, environment), []);

    /// <summary>Starts it by another program, which is told the data folder; it has to give it its own process (exec), and file systems of its own.</summary>
    public static Task<LocalProcess> StartBy(Func<string, IReadOnlyList<string>> before) => Start(new LocalProcess(before), []);

    /// <summary>Starts the process and waits until it is ready.</summary>
    public async Task Restart(params string[] arguments)
    {
        _process = _programs.Start("SipasSurvey.Local.dll", ["--urls", Http.BaseAddress!.ToString(), "--data", DataInside, .. arguments], _environment);
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if ((await Http.GetAsync("health/ready")).StatusCode == HttpStatusCode.OK)
                {
                    _firstPasswords = File.Exists(FirstSignInFile) ? ReadFirstPasswords() : _firstPasswords;
                    return;
                }
            }
            catch (HttpRequestException) when (!_process.HasExited)
            {
                // Not listening yet.
            }

            Assert.True(deadline.Elapsed < StartDeadline && !_process.HasExited, $"Local did not become ready:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task Kill()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; the exit code.</summary>
    public async Task<int> Stop()
    {
        await ServicePrograms.Terminate(_process!);
        await _process!.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));
        return _process.ExitCode;
    }

    /// <summary>Starts the process on the same folder and waits until it ends by itself; exit code and what was printed.</summary>
    public async Task<(int ExitCode, string Output)> RunToEnd(params string[] arguments)
    {
        _programs.Forget();
        // What the test gives comes last and wins; a --data without a value must stay the last argument.
        using var process = _programs.Start("SipasSurvey.Local.dll", ["--urls", Http.BaseAddress!.ToString(), "--data", DataInside, .. arguments]);
        await process.WaitForExitAsync().WaitAsync(StartDeadline);
        return (process.ExitCode, Output);
    }

    /// <summary>Runs <c>verify</c> or <c>rebuild</c> on the data folder, perhaps by another program; exit code and what was printed.</summary>
    public async Task<(int ExitCode, string Output)> Upkeep(string command, params string[] before)
    {
        var programs = new ServicePrograms(_folder) { Before = before };
        using var process = programs.Start("SipasSurvey.Aggregator.dll", [command], ("ConnectionStrings__Sqlite", $"Data Source={Path.Combine(DataInside, "sipas.db")}"));
        await process.WaitForExitAsync();
        return (process.ExitCode, programs.Output);
    }

    /// <summary>A JSON answer to a request with the Ministry's key.</summary>
    public async Task<JsonNode> Get(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key("ministry"));
        using var response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>Where the one-time passwords are, until one is used.</summary>
    public string FirstSignInFile => Path.Combine(Data, "first-sign-in.txt");

    /// <summary>The one-time passwords by user name, as they were in the file when the process started; also when it is gone.</summary>
    public IReadOnlyDictionary<string, string> FirstPasswords() => _firstPasswords;

    /// <summary>The one-time passwords that are in the file now.</summary>
    public Dictionary<string, string> ReadFirstPasswords() => File.ReadLines(FirstSignInFile)
        .Where(line => line is [not '#', ..]).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ToDictionary(parts => parts[0], parts => parts[1]);

    /// <summary>Runs a command of Local itself on the data folder; exit code and what was printed.</summary>
    public async Task<(int ExitCode, string Output)> Command(params string[] arguments)
    {
        var programs = new ServicePrograms(_folder);
        using var process = programs.Start("SipasSurvey.Local.dll", [.. arguments, "--data", DataInside]);
        await process.WaitForExitAsync().WaitAsync(StartDeadline);
        return (process.ExitCode, programs.Output);
    }

    public string Key(string role) =>
        ServicePrograms.Secret(JsonNode.Parse(File.ReadAllText(Path.Combine(Data, "access-keys.json")))![role]!.GetValue<string>());

    /// <summary>Asks until the answer fits; running figures may be a second behind.</summary>
    public async Task<JsonNode> Await(string path, Func<JsonNode, bool> fits, int seconds = 20)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            var answer = await Get(path);
            if (fits(answer))
            {
                return answer;
            }

            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(seconds), $"{path} still says {answer.ToJsonString()}");
            await Task.Delay(50);
        }
    }

    private static async Task<LocalProcess> Start(LocalProcess local, string[] arguments)
    {
        await local.Restart(arguments);
        return local;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await Kill();
        }

        _process?.Dispose();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
