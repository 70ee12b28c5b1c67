using System.Diagnostics;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>A small disk for the data folder of one process: a file system in memory that nobody else sees, and that is gone with the process.</summary>
internal static class DiskFullMount
{
    private const string Size = "24m";

    // Whoever may not mount may in a user namespace of their own; where these are off, root can do without.
    private static readonly string[][] Ways = [["-U", "-r", "-m"], ["-m"]];

    /// <summary>How it is done here; null where it cannot be.</summary>
    public static string[]? Find() => OperatingSystem.IsLinux() ? Ways.FirstOrDefault(way => Works([.. By(way, Path.GetTempPath()), "true"])) : null;

    /// <summary>The program that gives a folder such a disk and then its process to another program.</summary>
    public static string[] By(string[] way, string folder) => ["unshare", .. way, "sh", "-c", $"mount -t tmpfs -o size={Size} tmpfs \"$0\" && exec \"$@\"", folder];

    /// <summary>The program that gives another one the disks of a process.</summary>
    public static string[] Beside(string[] way, int process) =>
        ["nsenter", "-t", $"{process}", .. way.Contains("-U") ? (string[])["-U", "-m", "--preserve-credentials"] : ["-m"]];

    /// <summary>Fills a disk to the last byte by one file.</summary>
    public static void Fill(string file)
    {
        var zeros = new byte[64 * 1024];
        try
        {
            using var ballast = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
            {
                ballast.Write(zeros);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Works(string[] line)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(line[0], line[1..]) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
