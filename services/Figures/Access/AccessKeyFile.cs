using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Figures.Access;

/// <summary>
/// The file of staff keys, read again whenever it changes, so that a key can be replaced without a restart. A change that cannot be
/// read is logged once, and the keys before it stay in force until the file is right again.
/// </summary>
internal sealed class AccessKeyFile
{
    private readonly string _path;
    private readonly ILogger<AccessKeyFile> _logger;
    private readonly Lock _lock = new();
    private (bool Exists, DateTime Written, long Length) _stamp;
    private AccessKeys _keys;

    /// <exception cref="DataFileException">The file is missing or wrong.</exception>
    public AccessKeyFile(string path, ILogger<AccessKeyFile> logger)
    {
        (_path, _logger) = (path, logger);
        _stamp = Stamp();
        _keys = AccessKeys.ReadFile(path);
    }

    /// <summary>The keys in force. Looks at the file each time: one system call, and only staff routes come here.</summary>
    public AccessKeys Current
    {
        get
        {
            lock (_lock)
            {
                // Taken before reading: a change in between is seen at the next look.
                var stamp = Stamp();
                if (stamp != _stamp)
                {
                    _stamp = stamp;
                    ReadAgain();
                }

                return _keys;
            }
        }
    }

    private void ReadAgain()
    {
        try
        {
            _keys = AccessKeys.ReadFile(_path);
            _logger.LogInformation("The file of staff keys changed and was read again.");
        }
        catch (DataFileException failure)
        {
            _logger.LogError("The file of staff keys changed, and the earlier keys stay in force: {Reason}", failure.Message);
        }
    }

    private (bool Exists, DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (true, file.LastWriteTimeUtc, file.Length) : default;
    }
}
