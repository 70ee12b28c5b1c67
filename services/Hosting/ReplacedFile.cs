namespace SipasSurvey.Hosting;

/// <summary>Replaces small files whole, so that whoever reads one finds the old or the new content and never a part.</summary>
internal static class ReplacedFile
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The file itself, where the path is a link: a link is kept, and what it leads to is replaced.</summary>
    public static string Behind(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } file ? file.FullName : Path.GetFullPath(path);

    /// <summary>Whether a file can be made beside this one and put into its place.</summary>
    public static bool MayReplace(string path)
    {
        try
        {
            using var probe = new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            return !new FileInfo(Behind(path)).IsReadOnly;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Held by another writer is not the same as not to be had.
            return failure is IOException && File.Exists(LockOf(path)) && !new FileInfo(LockOf(path)).IsReadOnly;
        }
    }

    /// <summary>Waits for the turn to read, decide and write; it ends when what is returned is disposed of. Writers of other processes on the machine wait too.</summary>
    /// <exception cref="IOException">Somebody else has had the turn for five seconds.</exception>
    public static async Task<IDisposable> Turn(string path, CancellationToken cancellationToken)
    {
        // A file of its own: the one that is replaced is another one after each turn.
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new FileStream(LockOf(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (waited < Patience)
            {
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    /// <summary>Writes a file beside it, to the disk, with the same mode, and puts it into its place.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var target = Behind(path);
        var next = $"{target}.{Guid.NewGuid():N}.new";
        try
        {
            using (var stream = new FileStream(next, FileMode.CreateNew, FileAccess.Write))
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(stream.SafeFileHandle, File.GetUnixFileMode(target));
                }

                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(next, target, overwrite: true);
        }
        catch
        {
            File.Delete(next);
            throw;
        }
    }

    private static string LockOf(string path) => $"{Behind(path)}.lock";
}
