using Microsoft.Data.Sqlite;
using SipasSurvey.Domain;
using SipasSurvey.Hosting;
using SipasSurvey.Staff.Keys;

namespace SipasSurvey.Local;

/// <summary>The folder that holds everything Local keeps: database, accounts, keys, schedule. Made and filled on the first start.</summary>
/// <param name="Path">Absolute path.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Keys of the staff, readable by the owner alone.</summary>
    public string AccessKeysFile => System.IO.Path.Combine(Path, "access-keys.json");

    /// <summary>When each survey takes responses online.</summary>
    public string ScheduleFile => System.IO.Path.Combine(Path, "schedule.json");

    /// <summary>Keys with which sign-in cookies are protected.</summary>
    public string DataProtectionKeys => System.IO.Path.Combine(Path, "protection-keys");

    /// <summary>Files of paper sheets while they are read; nothing stays there.</summary>
    public string Uploads => System.IO.Path.Combine(Path, "uploads");

    /// <summary>The secret of invitations, readable by the owner alone.</summary>
    public string InvitationSecretFile => System.IO.Path.Combine(Path, InvitationsModule.LocalFile);

    /// <summary>Connection string of the staff store: keys, sessions, audit trail.</summary>
    public string Staff => new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(Path, "staff.db") }.ToString();

    /// <summary>Accounts of the sign-in provider, readable by the owner alone.</summary>
    public string AccountsFile => System.IO.Path.Combine(Path, "accounts.db");

    /// <summary>One-time passwords, until one of them is used.</summary>
    public string FirstSignInFile => System.IO.Path.Combine(Path, "first-sign-in.txt");

    /// <summary>Connection string of the accounts.</summary>
    public string Accounts => new SqliteConnectionStringBuilder { DataSource = AccountsFile }.ToString();

    /// <summary>Connection string of the database.</summary>
    public string Sqlite => new SqliteConnectionStringBuilder { DataSource = System.IO.Path.Combine(Path, "sipas.db") }.ToString();

    /// <summary>Makes what is missing and changes nothing that is there.</summary>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made or written.</exception>
    public static DataFolder Prepare(string path, string shippedSchedule)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        // Responses are confidential: only the owner may look into a folder that we make.
        PrivateFolder.Make(folder.Path);
        if (!File.Exists(folder.ScheduleFile))
        {
            File.Copy(shippedSchedule, folder.ScheduleFile);
        }

        if (!File.Exists(folder.AccessKeysFile))
        {
            AccessKeys.CreateFile(folder.AccessKeysFile);
        }

        if (!File.Exists(folder.InvitationSecretFile))
        {
            using var secret = new StreamWriter(PrivateFile.Create(folder.InvitationSecretFile));
            secret.WriteLine(InvitationSecret.Make());
        }

        return folder;
    }

    /// <summary>The settings that follow from the folder, for the parts of the service.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["ConnectionStrings:Staff"] = Staff,
        ["AccessKeys"] = AccessKeysFile,
        ["DataProtectionKeys"] = DataProtectionKeys,
        ["Schedule"] = ScheduleFile,
        ["Batches:Folder"] = Uploads,
    };
}
