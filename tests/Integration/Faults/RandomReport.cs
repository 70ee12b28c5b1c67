using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SipasSurvey.IntegrationTests.Broker;
using Xunit.Abstractions;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>
/// What happened, line by line with its moment: into the test's output, and at once into <c>faults.log</c> beside the tests, as a long run wants to be
/// watched, and one that breaks off prints nothing.
/// </summary>
internal sealed class RandomReport
{
    private const int LastLines = 40;

    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "faults.log");

    private readonly ITestOutputHelper _output;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<(RandomVictim, RandomFaultKind), int> _faults = new();
    private readonly Lock _lock = new();

    public RandomReport(ITestOutputHelper output, string title)
    {
        _output = output;
        System.IO.File.WriteAllText(File, "");
        Say(title);
    }

    public void Say(string line)
    {
        lock (_lock)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,7:0.0} s  {line}");
            _output.WriteLine(text);
            System.IO.File.AppendAllText(File, $"{text}\n");
        }
    }

    /// <summary>A fault begins.</summary>
    public void Began(RandomVictim victim, RandomFaultKind kind, string line)
    {
        _faults.AddOrUpdate((victim, kind), 1, (_, number) => number + 1);
        Say(line);
    }

    /// <summary>How many faults of each kind there were.</summary>
    public void SayFaults() =>
        Say($"faults: {string.Join(", ", _faults.OrderBy(it => it.Key).Select(it => $"{it.Key.Item1} {it.Key.Item2.ToString().ToLowerInvariant()} {it.Value}"))}");

    /// <summary>The last lines of everybody, after a failure.</summary>
    public void SayLastLines(Deployment deployment)
    {
        var processes = deployment.All.Select(it => (Name: $"{Path.GetFileName(it.Program)} {it.Http.BaseAddress}", it.Output));
        foreach (var (name, text) in processes.Concat(deployment.Nodes.Select(it => (it.Host, it.Output))))
        {
            Say($"---- {name}\n{string.Join('\n', text.Split('\n').TakeLast(LastLines))}");
        }
    }
}
