namespace SipasSurvey.Hosting;

/// <summary>A file that somebody sent, while it is worked on: only the account of this process may look into it, and it goes as soon as that is done.</summary>
/// <param name="path">Where it is made.</param>
public sealed class TemporaryFile(string path) : IDisposable
{
    /// <summary>Bytes that are written or read at once: the files have megabytes.</summary>
    public const int Buffer = 64 * 1024;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Opens it once, to write what is in it.</summary>
    public FileStream Create() => PrivateFile.Open(
        path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous, BufferSize = Buffer });

    /// <inheritdoc/>
    public void Dispose() => File.Delete(path);
}
