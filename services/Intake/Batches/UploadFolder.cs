using Microsoft.Extensions.Options;
using SipasSurvey.Hosting;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// A folder of this process alone for files that are being worked on: nobody else may look into it, each file goes as soon as its request ends, and what a
/// process that was killed left behind goes when the next one starts.
/// </summary>
internal sealed class UploadFolder : IDisposable
{
    private const string Prefix = "sipas-uploads-";
    private const string LockEnd = ".lock";

    private readonly FileStream _lock;
    private readonly string _path;

    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public UploadFolder(IOptions<BatchesOptions> options)
    {
        var parent = options.Value.Folder is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.GetTempPath();
        PrivateFolder.Make(parent);
        RemoveAbandoned(parent);

        // Locked first: whoever starts at the same moment sees no folder without a lock.
        _path = Path.Combine(parent, Prefix + Guid.NewGuid().ToString("N"));
        _lock = Open(_path + LockEnd, FileMode.CreateNew);
        PrivateFolder.Make(_path);
    }

    /// <summary>A new file without a content, which is gone when it is disposed of.</summary>
    public TemporaryFile NewFile() => new(NewPath());

    /// <summary>A stream for what has to be written and read once, which is gone when it is disposed of.</summary>
    public FileStream NewStream() => Open(NewPath(), FileMode.CreateNew);

    /// <summary>Whether a file could not be written because there is no room: its sender did nothing wrong.</summary>
    // How systems say that a disk, or what this user may have of it, is full: ENOSPC and EDQUOT of Linux, EDQUOT of macOS, and of Windows ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    public static bool IsFull(Exception failure) => failure is IOException { HResult: 28 or 122 or 69 or unchecked((int)0x80070027) or unchecked((int)0x80070070) };

    public void Dispose()
    {
        Remove(_path);
        _lock.Dispose();
    }

    private static void RemoveAbandoned(string parent)
    {
        foreach (var file in Directory.EnumerateFiles(parent, $"{Prefix}*{LockEnd}"))
        {
            try
            {
                // The system lets go of a lock when its process ends, however that came about.
                using var abandoned = Open(file, FileMode.Open);
                Remove(file[..^LockEnd.Length]);
            }
            catch (Exception held) when (held is IOException or UnauthorizedAccessException)
            {
                // Another process works there, or it is another user's.
            }
        }
    }

    private static void Remove(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }

    private string NewPath() => Path.Combine(_path, Guid.NewGuid().ToString("N"));

    private static FileStream Open(string path, FileMode mode) => PrivateFile.Open(path, new FileStreamOptions
    {
        Mode = mode,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        Options = FileOptions.DeleteOnClose,
        BufferSize = TemporaryFile.Buffer,
    });
}
