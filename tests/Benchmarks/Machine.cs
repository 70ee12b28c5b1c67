using System.Globalization;
using System.Runtime.InteropServices;

namespace SipasSurvey.Benchmarks;

/// <summary>What the numbers were measured on; without it they mean nothing.</summary>
internal static class Machine
{
    public static void Print() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"machine: {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}"));
}
