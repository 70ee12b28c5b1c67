namespace SipasSurvey.Hosting;

/// <summary>
/// Files that only the account of this process may read and write, from their first moment. On Windows, which has no such modes, the rights of the
/// folder are theirs.
/// </summary>
public static class PrivateFile
{
    /// <summary>Makes a file to write, once: one that is there is never overwritten.</summary>
    /// <exception cref="IOException">The path is taken, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The path may not be written.</exception>
    public static FileStream Create(string path) => Open(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });

    /// <summary>Opens a file; one that is made by that is private. One that is there keeps the mode that it has.</summary>
    /// <exception cref="IOException">It cannot be opened like that.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be opened like that.</exception>
    public static FileStream Open(string path, FileStreamOptions options)
    {
        // The framework refuses a mode for what makes no file.
        if (!OperatingSystem.IsWindows() && options.Mode is not (FileMode.Open or FileMode.Truncate))
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }
}
