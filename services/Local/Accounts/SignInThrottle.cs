using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Local.Accounts;

/// <summary>
/// Slows down wrong passwords by the account that they are tried on. After <see cref="FreeTries"/> within <see cref="Window"/> each further
/// one needs a pause before it, which doubles from one second up to <see cref="LongestPause"/>: about 2,900 guesses a day. Nobody is shut out for good, and a name
/// without an account is treated like any other.
/// </summary>
internal sealed class SignInThrottle(TimeProvider clock)
{
    /// <summary>Wrong passwords without a pause.</summary>
    public const int FreeTries = 5;

    /// <summary>Wrong passwords for one name from everywhere without a pause: who guesses from many places is slowed down too.</summary>
    public const int FreeTriesOfAll = 100;

    /// <summary>Names that are remembered; the one that was tried longest ago is forgotten first. Trying so many others takes longer than the pause it saves.</summary>
    public const int MostNames = 10_000;

    /// <summary>After so long without a try, all are forgotten.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Longest pause.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, Tries> _tries = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    // Time that has passed, not time of day: after a clock was set back, nobody waits until it is as late again.
    private readonly long _origin = clock.GetTimestamp();

    /// <summary>
    /// Begins a try and counts it as a wrong one until <see cref="GiveBack"/>, so that tries at the same time are no way around; or returns how long to wait.
    /// </summary>
    /// <param name="who">What tries are counted by: the name that is tried and from where, or the browser that knows the account.</param>
    /// <param name="freeTries">Wrong passwords without a pause.</param>
    public TimeSpan? Begin(string who, int freeTries = FreeTries)
    {
        var key = Key(who);
        lock (_lock)
        {
            var now = clock.GetElapsedTime(_origin);
            if (!_tries.TryGetValue(key, out var tries) || now - tries.LastAt >= Window)
            {
                tries = new Tries();
            }

            if (now < tries.PausedUntil)
            {
                return tries.PausedUntil - now;
            }

            tries.Count++;
            (tries.LastAt, tries.PausedUntil) = (now, now + Pause(tries.Count, freeTries));
            _tries[key] = tries;
            if (_tries.Count > MostNames)
            {
                _tries.Remove(_tries.MinBy(it => it.Value.LastAt).Key);
            }

            return null;
        }
    }

    /// <summary>The password was right, or was never looked at: the try counts as none.</summary>
    public void GiveBack(string who)
    {
        var key = Key(who);
        lock (_lock)
        {
            if (!_tries.TryGetValue(key, out var tries))
            {
                return;
            }

            tries.Count--;
            tries.PausedUntil = default;
            if (tries.Count <= 0)
            {
                _tries.Remove(key);
            }
        }
    }

    private static TimeSpan Pause(int count, int freeTries) => count < freeTries ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, Math.Pow(2, Math.Min(count - freeTries, 10))));

    // Of the same length whatever is sent, and no list of names in memory.
    private static string Key(string who) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(who)));

    private sealed class Tries
    {
        public int Count { get; set; }

        public TimeSpan LastAt { get; set; }

        public TimeSpan PausedUntil { get; set; }
    }
}
