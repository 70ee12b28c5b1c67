namespace SipasSurvey.Intake;

/// <summary>How packs are sent. Section <c>Packs</c> of the settings.</summary>
public sealed class PackSenderOptions
{
    /// <summary>Packs on their way at the same time, at least 1.</summary>
    public int InFlight { get; set; } = 1;

    /// <summary>Records that may wait for a pack, at least 1. More are refused, so that memory does not grow while nothing can be confirmed.</summary>
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>How long a sender waits before it is told that its response is not known to be safe; the answer is there within 5 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(4);

    /// <summary>Pause before a pack is handed over again; it doubles up to <see cref="LongestPause"/>.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause before a pack is handed over again.</summary>
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often confirmed counts are reported, when they have changed.</summary>
    public TimeSpan ReportEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the last packs may take when the process stops.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(30);
}
