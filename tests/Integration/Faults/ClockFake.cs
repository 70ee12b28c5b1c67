using System.Globalization;
using System.Runtime.InteropServices;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>A clock that one process has to itself, and that can be set while it runs (libfaketime). Time that passes, passes as it does.</summary>
internal sealed class ClockFake : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public ClockFake() => Set(TimeSpan.Zero);

    /// <summary>Variables that give a process this clock.</summary>
    // Times of files stay as they are; otherwise each of them would seem to change with the clock.
    public (string Name, string Value)[] Environment =>
    [
        ("LD_PRELOAD", Find()!), ("FAKETIME_TIMESTAMP_FILE", _file), ("FAKETIME_NO_CACHE", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("NO_FAKE_STAT", "1"),
    ];

    /// <summary>Where the library is; null where it is not installed.</summary>
    public static string? Find()
    {
        var machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64" : "x86_64";
        string[] places = [$"/usr/lib/{machine}-linux-gnu/faketime", "/usr/lib64/faketime", "/usr/lib/faketime", "/usr/local/lib/faketime"];
        return OperatingSystem.IsLinux() ? places.Select(place => $"{place}/libfaketimeMT.so.1").FirstOrDefault(File.Exists) : null;
    }

    /// <summary>Sets the clock: so far away from the right time.</summary>
    public void Set(TimeSpan away)
    {
        // Whoever reads it meanwhile reads either the former or the new one.
        var text = away.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture);
        File.WriteAllText($"{_file}.new", $"{text}\n");
        File.Move($"{_file}.new", _file, overwrite: true);
    }

    public void Dispose() => File.Delete(_file);
}
