using System.Security.Cryptography;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using SipasSurvey.Domain;

namespace SipasSurvey.Hosting;

/// <summary>What became of a change of the schedule.</summary>
public enum ScheduleOutcome
{
    /// <summary>It is in force here; other processes that read the file follow within a second.</summary>
    Changed,

    /// <summary>The schedule is another one than the change was made for. Nothing was changed.</summary>
    Outdated,

    /// <summary>The file is the one that is shipped with the program, which the next version replaces. Nothing was changed.</summary>
    Shipped,

    /// <summary>This process may not write the file, or its folder. Nothing was changed.</summary>
    NotWritable,

    /// <summary>The file was edited and cannot be used; it has to be corrected first. Nothing was changed.</summary>
    Wrong,
}

/// <summary>
/// The schedule of surveys in a file that may be edited while the service runs. When the edited file is wrong or gone, the last good one
/// stays in force, and readiness says so.
/// </summary>
public sealed class ScheduleFile : IHealthCheck
{
    // Looking costs a system call, so not for every response.
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>The file that is shipped with the program.</summary>
    public static readonly string ShippedPath = Path.Combine(AppContext.BaseDirectory, "contracts", "schedule.json");

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

    /// <summary>Tells one schedule from another: a change is made for the schedule that somebody saw.</summary>
    public static string TagOf(Schedule schedule) => Convert.ToHexStringLower(SHA256.HashData(schedule.ToBytes()).AsSpan(0, 16));

    /// <summary>Why the schedule cannot be changed here, or null when it can.</summary>
    public ScheduleOutcome? FindObstacle() =>
        ReplacedFile.Behind(_path) == ReplacedFile.Behind(ShippedPath) ? ScheduleOutcome.Shipped
        : !ReplacedFile.MayReplace(_path) ? ScheduleOutcome.NotWritable
        : null;

    /// <summary>Changes when a survey opens and closes. One change at a time, also of other processes on the machine.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="change">When it shall open and close, given the schedule in force.</param>
    /// <param name="seen">Tag of the schedule that the change is made for; null to change whichever there is.</param>
    /// <param name="before">Called with the opening so far and the one to be, before anything is changed. When it throws, nothing is.</param>
    /// <param name="cancellationToken">Ends the waiting for others.</param>
    public async Task<ScheduleOutcome> Write(Survey survey, Func<Schedule, Opening> change, string? seen, Func<Opening?, Opening, Task> before,
        CancellationToken cancellationToken)
    {
        if (FindObstacle() is { } obstacle)
        {
            return obstacle;
        }

        try
        {
            using var turn = await ReplacedFile.Turn(_path, cancellationToken);
            var stored = Schedule.ReadFile(_path, _catalogue);
            if (seen is not null && seen != TagOf(stored))
            {
                return ScheduleOutcome.Outdated;
            }

            var opening = change(stored);
            var next = stored.With(survey, opening);
            await before(stored.Find(survey), opening);
            ReplacedFile.Write(_path, next.ToBytes());
        }
        catch (DataFileException)
        {
            return ScheduleOutcome.Wrong;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            _log.LogError("The schedule cannot be written: {Reason}", failure.Message);
            return ScheduleOutcome.NotWritable;
        }

        Look(again: true);
        return ScheduleOutcome.Changed;
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

    private void Look(bool again = false)
    {
        lock (_lock)
        {
            Volatile.Write(ref _lookedAt, _clock.GetTimestamp());
            var stamp = Stamp();
            if (stamp == _stamp && !again)
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
        var file = new FileInfo(ReplacedFile.Behind(_path));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }
}
