using Microsoft.Data.Sqlite;
using SipasSurvey.Figures.Access;

namespace SipasSurvey.Local;

/// <summary>The folder that holds everything Local keeps: database, staff keys, schedule. Made and filled on the first start.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Keys of the staff, readable by the owner alone.</summary>
    public string AccessKeysFile => System.IO.Path.Combine(Path, "access-keys.json");

    /// <summary>When each survey takes responses online.</summary>
    public string ScheduleFile => System.IO.Path.Combine(Path, "schedule.json");

    /// <summary>Keys with which sign-in cookies are protected.</summary>
    public string DataProtectionKeys => System.IO.Path.Combine(Path, "protection-keys");

    /// <summary>Connection string of the database.</summary>
    public string Sqlite => new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(Path, "sipas.db") }.ToString();

    /// <summary>Makes what is missing and changes nothing that is there.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made or written.</exception>
    public static DataFolder Prepare(string path, string shippedSchedule)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        if (!Directory.Exists(folder.Path))
        {
            // Responses are confidential: only the owner may look into a folder that we make.
            _ = OperatingSystem.IsWindows()
                ? Directory.CreateDirectory(folder.Path)
                : Directory.CreateDirectory(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (!File.Exists(folder.ScheduleFile))
        {
            File.Copy(shippedSchedule, folder.ScheduleFile);
        }

        if (!File.Exists(folder.AccessKeysFile))
        {
            AccessKeys.CreateFile(folder.AccessKeysFile);
        }

        return folder;
    }

    /// <summary>The settings that follow from the folder, for the parts of the service.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["AccessKeys"] = AccessKeysFile,
        ["DataProtectionKeys"] = DataProtectionKeys,
        ["Schedule"] = ScheduleFile,
    };
}
