using System.Globalization;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>What a process has of the machine: as Linux tells it.</summary>
/// <param name="Megabytes">Memory.</param>
/// <param name="Files">Open files and connections.</param>
/// <param name="Threads">Threads.</param>
internal sealed record BadClientsFootprint(int Megabytes, int Files, int Threads)
{
    private const string Limit = "Max open files";

    /// <summary>Of a process now.</summary>
    public static BadClientsFootprint Of(int process)
    {
        var status = File.ReadLines($"/proc/{process}/status").Select(line => line.Split(':', 2)).ToDictionary(it => it[0], it => it[1].Trim(), StringComparer.Ordinal);
        return new BadClientsFootprint(Number(status["VmRSS"].Split(' ')[0]) / 1024, FilesOf(process), Number(status["Threads"]));
    }

    /// <summary>Open files and connections of a process.</summary>
    public static int FilesOf(int process) => Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count();

    /// <summary>How many files and connections this process may have open; what it starts may have as many. Null where that is not limited, or not told.</summary>
    public static int? MostFiles()
    {
        var found = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/limits").First(line => line.StartsWith(Limit, StringComparison.Ordinal)) : null;
        return int.TryParse(found?[Limit.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
