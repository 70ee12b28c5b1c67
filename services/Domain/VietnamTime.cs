using System.Globalization;

namespace SipasSurvey.Domain;

/// <summary>
/// The clock of pages, days and deadlines: Asia/Ho_Chi_Minh. Vietnam has kept UTC+7 without summer time since 1975, so the offset is
/// written here and works on machines without a time zone database.
/// </summary>
public static class VietnamTime
{
    /// <summary>Seven hours ahead of UTC.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>The calendar day in Vietnam at a moment.</summary>
    public static DateOnly Day(DateTimeOffset moment) => DateOnly.FromDateTime(moment.ToOffset(Offset).DateTime);

    /// <summary>A moment for people: <c>23/11/2026 15:04</c>.</summary>
    public static string Display(DateTimeOffset moment) =>
        moment.ToOffset(Offset).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>Moments as whole microseconds since 1970-01-01 UTC, the precision in which responses are stored and ordered.</summary>
public static class UnixMicroseconds
{
    /// <summary>Drops what is finer than a microsecond.</summary>
    public static long From(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The moment in UTC.</summary>
    public static DateTimeOffset ToDateTimeOffset(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
