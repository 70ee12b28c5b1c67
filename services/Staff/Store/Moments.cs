namespace SipasSurvey.Staff.Store;

/// <summary>Times as they are stored: whole microseconds since 1970 in UTC.</summary>
internal static class Moments
{
    private static readonly long Earliest = DateTimeOffset.MinValue.ToUnixMicroseconds();
    private static readonly long Latest = DateTimeOffset.MaxValue.ToUnixMicroseconds();

    public static long ToUnixMicroseconds(this DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    // Somebody may have put anything there behind our back; then it is an end of time, and the hash of the trail tells.
    public static DateTimeOffset FromUnixMicroseconds(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, Earliest, Latest) * TimeSpan.TicksPerMicrosecond);
}
