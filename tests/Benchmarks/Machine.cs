using System.Globalization;
using System.Runtime.InteropServices;

namespace SipasSurvey.Benchmarks;

/// <summary>What the numbers were measured on; without it they mean nothing.</summary>
internal static class Machine
{
    private const string Processors = "/proc/cpuinfo";

    public static void Print() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"machine: {Environment.ProcessorCount} cores{Model()}, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"));

    // Of Linux; elsewhere the number of cores has to do.
    private static string Model() => File.Exists(Processors) && File.ReadLines(Processors).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? $" {line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()}"
        : "";
}
