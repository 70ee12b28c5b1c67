namespace SipasSurvey.Hosting;

/// <summary>Folders into which only the account of this process may look. On Windows, which has no such modes, the rights of the folder above are theirs.</summary>
public static class PrivateFolder
{
    /// <summary>
    /// Makes a folder. One that is there keeps the mode that it has: its owner may have given it another. Those above it that are missing are made as the
    /// system makes any folder; nobody gets through this one.
    /// </summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static DirectoryInfo Make(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
}
