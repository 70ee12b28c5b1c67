using System.ComponentModel.DataAnnotations;

namespace SipasSurvey.Hosting.Door;

/// <summary>How much of a process one sender, and all of them together, may have. Settings below <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    /// <summary>Requests of one sender in a minute. Generous, as the phones of a whole district may share one address of their provider's network.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 1_200;

    /// <summary>
    /// Whether senders on this machine are limited too. Off, as these are its own scripts, or a proxy before all senders that is not named in
    /// <c>Proxies</c>.
    /// </summary>
    public bool Loopback { get; set; }

    /// <summary>Responses of one device, or with one invitation, in a minute. More than a person can fill in, with room for sending one again.</summary>
    [Range(1, 1_000_000)]
    public int ResponsesPerDevice { get; set; } = 6;

    /// <summary>Responses from one address in a minute. Generous, as a commune office with its visitors is one address.</summary>
    [Range(1, 1_000_000)]
    public int ResponsesPerAddress { get; set; } = 300;

    /// <summary>
    /// Connections at the same time. One more takes the place of the one that has said nothing yet for longest; where all have said something, it is closed as soon as it is opened. Fewer where
    /// the system does not let the process open so many.
    /// </summary>
    [Range(10, 1_000_000)]
    public int Connections { get; set; } = 10_000;

    /// <summary>Connections of one address at the same time, unless it is a proxy of ours. A fifth of all: a browser has up to six, and the phones of a whole district may share one address.</summary>
    [Range(1, 1_000_000)]
    public int ConnectionsPerAddress { get; set; } = 2_000;

    /// <summary>How long a question may take to be answered; responses of citizens have a deadline of their own (<c>Packs:Deadline</c>).</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Longest { get; set; } = TimeSpan.FromMinutes(1);
}
