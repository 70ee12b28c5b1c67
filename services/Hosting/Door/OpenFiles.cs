using System.Globalization;

namespace SipasSurvey.Hosting.Door;

/// <summary>How many files and connections the system lets this process have open. Without one left, neither database nor broker can be reached.</summary>
internal static class OpenFiles
{
    // Libraries, databases, the broker, files that are worked on: a process at rest has about 400.
    private const int Reserved = 800;

    /// <summary>How many of them may be connections of visitors, of so many that are wanted.</summary>
    public static int ForConnections(int wanted) => Most() is { } most ? Math.Min(wanted, Math.Max(most - Reserved, most / 2)) : wanted;

    // .NET raises the limit to the highest that is permitted when it starts. Null where the system does not say, or sets none.
    private static int? Most()
    {
        const string Limits = "/proc/self/limits";
        const string Name = "Max open files";
        return File.Exists(Limits) && File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal)) is { } found
            && int.TryParse(found[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], NumberStyles.None, CultureInfo.InvariantCulture, out var most)
                ? most
                : null;
    }
}
