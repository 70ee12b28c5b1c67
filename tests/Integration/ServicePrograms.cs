using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.IntegrationTests;

/// <summary>
/// Starts programs of the service as their users do, and keeps what they print; also in the folder that the variable <see cref="KeepIn"/> names, where
/// tests/run looks through it for what no log may hold.
/// </summary>
/// <param name="folder">Where they start; null for the folder of the tests.</param>
internal sealed class ServicePrograms(string? folder = null)
{
    /// <summary>Environment variable with the folder of all output; not set when tests run by themselves.</summary>
    public const string KeepIn = "SIPAS_TEST_OUTPUT";

    private const int FirstPort = 10_240;
    private const int Ports = 22_000;

    private static readonly string? Kept = Environment.GetEnvironmentVariable(KeepIn);
    private static readonly string KeptFile = $"{Environment.ProcessId}.log";

    // Each process begins somewhere else, as several may run at the same time.
    private static int _lastPort = Random.Shared.Next(Ports);

    private readonly StringBuilder _output = new();

    /// <summary>A program that starts the others, and what it is told before them; empty for none. It has to give them its own process (exec).</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What was printed since the last <see cref="Forget"/>.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>
    /// A port that nobody listens on. Between the choice and the program that listens there, seconds may pass, so it is none of those that systems give to outgoing connections (Linux from
    /// 32768 on, others from 49152), and each is chosen once.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = FirstPort + (int)((uint)Interlocked.Increment(ref _lastPort) % Ports);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }

    /// <summary>SIGTERM, without waiting for the end.</summary>
    public static Task Terminate(Process process) => Signal(process, "TERM");

    /// <summary>Sends a signal, e.g. <c>STOP</c>.</summary>
    public static async Task Signal(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Starts a program, e.g. <c>SipasSurvey.Local.dll</c>.</summary>
    public Process Start(string program, IEnumerable<string> arguments, params IEnumerable<(string Name, string Value)> environment)
    {
        string[] line = [.. Before, "dotnet", Path.Combine(AppContext.BaseDirectory, program), .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Forgets what was printed.</summary>
    public void Forget()
    {
        lock (_output)
        {
            _output.Clear();
        }
    }

    /// <summary>Says that a text is a secret, e.g. a key that was just made: no program may print it.</summary>
    public static string Secret(string text)
    {
        if (Kept is not null)
        {
            Keep("secrets", text);
        }

        return text;
    }

    /// <summary>Keeps a line of a service that runs within this process, where tests/run looks through what the others print.</summary>
    public static void Keep(string line)
    {
        if (Kept is not null)
        {
            Keep(KeptFile, line);
        }
    }

    private static void Keep(string file, string line)
    {
        lock (KeptFile)
        {
            File.AppendAllText(Path.Combine(Kept!, file), $"{line}\n");
        }
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
        {
            _output.AppendLine(line.Data);
        }

        if (line.Data is { Length: > 0 })
        {
            Keep(line.Data);
        }
    }
}
