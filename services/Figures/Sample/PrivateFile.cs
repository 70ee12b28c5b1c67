namespace SipasSurvey.Figures.Sample;

/// <summary>A file that somebody sent, while it is read: only this account may look into it, and it goes as soon as that is done.</summary>
internal sealed class PrivateFile : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"sipas-sample-{Guid.NewGuid():N}");

    /// <summary>Opens it once, to write what is in it.</summary>
    public FileStream Create()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(Path, options);
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
