using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Staff.Keys;

/// <summary>
/// The file of staff keys, read again whenever it changes, so that a key can be replaced without a restart. A change that cannot be
/// read is logged once, and the keys before it stay in force until the file is right again.
/// </summary>
internal sealed class AccessKeyFile(string path, AccessKeyFile.Reading first, ILogger<AccessKeyFile> logger) : IHealthCheck
{
    private readonly Lock _lock = new();
    private Stamp _stamp = first.Stamp;
    private AccessKeys _keys = first.Keys;
    private volatile bool _isWrong;

    /// <summary>The keys in force. Looks at the file each time: one system call, and only staff routes come here.</summary>
    public AccessKeys Current
    {
        get
        {
            lock (_lock)
            {
                var stamp = Stamp.Of(path);
                if (stamp != _stamp)
                {
                    _stamp = stamp;
                    ReadAgain();
                }

                return _keys;
            }
        }
    }

    /// <summary>Reads the file at the start, when a fault stops the process.</summary>
    /// <exception cref="DataFileException">The file is missing or wrong.</exception>
    public static Reading Read(string path)
    {
        // Taken before reading, here as above: a change in between is seen at the next look.
        var stamp = Stamp.Of(path);
        return new Reading(stamp, AccessKeys.ReadFile(path));
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        _ = Current;
        return Task.FromResult(_isWrong
            ? HealthCheckResult.Degraded("The file of staff keys was changed and cannot be used; the earlier keys stay in force. The log says what is wrong.")
            : HealthCheckResult.Healthy());
    }

    private void ReadAgain()
    {
        try
        {
            _keys = AccessKeys.ReadFile(path);
            _isWrong = false;
            logger.LogInformation("The file of staff keys changed and was read again.");
        }
        catch (DataFileException failure)
        {
            _isWrong = true;
            logger.LogError("The file of staff keys changed, and the earlier keys stay in force: {Reason}", failure.Message);
        }
    }

    /// <summary>What was read, and from which state of the file.</summary>
    internal sealed record Reading(Stamp Stamp, AccessKeys Keys);

    /// <summary>Tells one state of the file from the next.</summary>
    internal sealed record Stamp(bool Exists, DateTime Written, long Length)
    {
        public static Stamp Of(string path)
        {
            var file = new FileInfo(path);
            return file.Exists ? new Stamp(true, file.LastWriteTimeUtc, file.Length) : new Stamp(false, default, 0);
        }
    }
}
