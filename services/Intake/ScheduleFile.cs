using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>
/// The schedule of surveys in a file that may be edited while the service runs. When the edited file is wrong or gone, the last good one
/// stays in force, and readiness says so.
/// </summary>
public sealed class ScheduleFile : IHealthCheck
{
    // Looking costs a system call, so not for every response.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly Catalogue _catalogue;
    private readonly TimeProvider _clock;
    private readonly ILogger<ScheduleFile> _log;
    private readonly Lock _lock = new();
    private (DateTime Written, long Length) _stamp;
    private long _lookedAt;
    private volatile Schedule _current;
    private volatile string? _fault;

    /// <summary>Reads the file.</summary>
    /// <exception cref="DataFileException">The file is missing or wrong.</exception>
    public ScheduleFile(string path, Catalogue catalogue, TimeProvider clock, ILogger<ScheduleFile> log)
    {
        (_path, _catalogue, _clock, _log) = (path, catalogue, clock, log);

        // Before reading: a change in between is then seen at the next look.
        _stamp = Stamp();
        _lookedAt = clock.GetTimestamp();
        _current = Schedule.ReadFile(path, catalogue);
    }

    /// <summary>The schedule in force. A change of the file is seen within a second.</summary>
    public Schedule Current
    {
        get
        {
            if (_clock.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= LookEvery)
            {
                Look();
            }

            return _current;
        }
    }

    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        _ = Current;
        return Task.FromResult(_fault is not { } fault
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded($"The schedule was changed and cannot be used; the last good one stays in force. Correct the file, it is read again by itself. {WithoutFolder(fault)}"));
    }

    // Health is open to all, and where the file is kept is nobody's business.
    private string WithoutFolder(string fault) =>
        fault.Replace(Path.GetFullPath(_path), Path.GetFileName(_path), StringComparison.Ordinal).Replace(_path, Path.GetFileName(_path), StringComparison.Ordinal);

    private void Look()
    {
        lock (_lock)
        {
            Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
            var stamp = Stamp();
            if (stamp == _stamp)
            {
                return;
            }

            _stamp = stamp;
            try
            {
                _current = Schedule.ReadFile(_path, _catalogue);
                _fault = null;
                _log.LogInformation("The changed schedule {Path} is in force", _path);
            }
            catch (DataFileException fault)
            {
                _fault = fault.Message;
                _log.LogError("The changed schedule cannot be used; the last good one stays in force. {Fault}", fault.Message);
            }
        }
    }

    private (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(_path);
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
