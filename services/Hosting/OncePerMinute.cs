namespace SipasSurvey.Hosting;

/// <summary>Keeps the log short while something is away: each thing is said once a minute, however many requests meet it.</summary>
/// <param name="clock">The clock.</param>
public sealed class OncePerMinute(TimeProvider clock)
{
    private static readonly TimeSpan SayAgainAfter = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<object, long> _saidAt = [];

    /// <summary>Whether a thing was not said within the last minute; from now on it was.</summary>
    /// <param name="thing">What is said; there are few.</param>
    public bool IsNews(object thing)
    {
        lock (_lock)
        {
            if (_saidAt.TryGetValue(thing, out var at) && clock.GetElapsedTime(at) < SayAgainAfter)
            {
                return false;
            }

            _saidAt[thing] = clock.GetTimestamp();
            return true;
        }
    }
}
