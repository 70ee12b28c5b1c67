using System.Diagnostics;
using System.Globalization;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>Programs that end with the tests that started them.</summary>
internal static class KeptProgram
{
    /// <summary>Starts a program whose data are in a folder; the first line that is read from it is the number of its process group.</summary>
    // A shell holds the program and waits for the end of its input, which is a pipe of this process: however the test ends, the program
    // and all it started end too. (A death signal would come as soon as the thread that started the program ends.)
    // The folder goes when that process is gone; otherwise it may be started again on it.
    public static Process Start(string program, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var script = $$"""
            exec 3<&0
            setsid {{program}} >>"{{folder}}/output" 2>&1 </dev/null 3<&- &
            group=$!
            echo $group
            end() { kill -CONT -$group; kill -KILL -$group; kill -0 {{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}} || { sleep 0.5; rm -rf "{{folder}}"; }; exit; }
            trap end TERM
            (while kill -0 $group; do sleep 0.2; done; kill $$) >/dev/null 2>&1 3<&- &
            cat <&3 >/dev/null &
            wait $!
            end
            """;
        var start = new ProcessStartInfo("sh", ["-c", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        AddEnvironment(start, environment);
        return Process.Start(start)!;
    }

    /// <summary>Sets variables of a program that is about to start.</summary>
    public static void AddEnvironment(ProcessStartInfo start, IReadOnlyDictionary<string, string> environment)
    {
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
    }
}
