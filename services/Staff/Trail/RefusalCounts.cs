namespace SipasSurvey.Staff.Trail;

/// <summary>
/// Counts refusals by source in minutes of their own, so that who guesses or hammers neither fills the trail nor goes unseen: so many are written one by
/// one, the others of the minute as one number. Memory is bounded: beyond <see cref="MostSources"/> at a time, all further ones are one source.
/// </summary>
internal sealed class RefusalCounts(TimeProvider clock, int limit)
{
    /// <summary>Sources that are told apart at a time.</summary>
    public const int MostSources = 10_000;

    private const string Others = "";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Count> _counts = new(StringComparer.Ordinal);

    /// <summary>One more. Null when it is to be written; over the limit it is only counted, and this is how many seconds the source has to wait.</summary>
    /// <param name="source">Whose.</param>
    /// <param name="record">What would be written.</param>
    public int? See(string source, AuditRecord record)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var key = _counts.ContainsKey(source) || _counts.Count < MostSources ? source : Others;
            if (!_counts.TryGetValue(key, out var count) || clock.GetElapsedTime(count.Began, now) >= Minute)
            {
                // What is left of the minute before is written by whoever writes them, unless it already was.
                _counts[key] = count = new Count(now, record, count?.Suppressed ?? 0, count?.Suppressed > 0 ? count.Since : clock.GetUtcNow());
            }

            if (++count.Seen <= limit)
            {
                return null;
            }

            count.Suppressed++;
            return Math.Max(1, (int)Math.Ceiling((Minute - clock.GetElapsedTime(count.Began, now)).TotalSeconds));
        }
    }

    /// <summary>Takes the numbers of the minutes that are over, or of all, and forgets their sources.</summary>
    public IReadOnlyList<(AuditRecord Like, int Suppressed, DateTimeOffset Since)> Take(bool all = false)
    {
        lock (_lock)
        {
            var over = _counts.Where(it => all || clock.GetElapsedTime(it.Value.Began) >= Minute).ToList();
            over.ForEach(it => _counts.Remove(it.Key));
            return [.. over.Where(it => it.Value.Suppressed > 0).Select(it => (it.Value.Like, it.Value.Suppressed, it.Value.Since))];
        }
    }

    private sealed class Count(long began, AuditRecord like, int suppressed, DateTimeOffset since)
    {
        public long Began { get; } = began;

        public AuditRecord Like { get; } = like;

        public DateTimeOffset Since { get; } = since;

        public int Seen { get; set; }

        public int Suppressed { get; set; } = suppressed;
    }
}
