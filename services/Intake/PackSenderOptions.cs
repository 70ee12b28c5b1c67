using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Intake;

/// <summary>How packs are sent. Section <c>Packs</c> of the settings.</summary>
public sealed class PackSenderOptions
{
    /// <summary>Packs on their way at the same time: 1 in one process with its database, 4 with a broker. Each holds up to 256 KB in memory, and a few keep any broker busy.</summary>
    [Range(1, 64)]
    public int InFlight { get; set; } = 1;

    /// <summary>
    /// Records that may wait for a pack. More are refused, so that memory does not grow while nothing can be confirmed: a record takes about
    /// half a kilobyte.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>
    /// How long a sender waits before it is told that its response is not known to be safe; by default the answer is there within 5 s. Beyond
    /// a minute, browsers and proxies give up before.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Pause before a pack is handed over again; it doubles up to <see cref="LongestPause"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause before a pack is handed over again, at least <see cref="FirstPause"/>. So long are responses refused when the broker is back.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:01:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often confirmed counts are reported, when they have changed. So long may a lost last pack not show.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the last packs may take when the process stops; after 30 s the host ends everything.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:30")]
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);
}
