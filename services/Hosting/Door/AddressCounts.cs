using System.Net;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Counts what each address does in the running minute: an IPv4 address, the /64 of an IPv6 address, and beside that its /48 with a larger limit, as whoever has one has 65,536
/// senders in it.
/// </summary>
/// <param name="clock">The clock.</param>
public sealed class AddressCounts(TimeProvider clock)
{
    // A provider may give its customers parts of one /48, so it is more than that of a single one.
    private const int NetworkIsWorth = 10;

    // The same counting, of one sender that is no address.
    private const ulong Log = ulong.MaxValue;

    private readonly MinuteCounts _senders = new(clock);
    private readonly MinuteCounts _networks = new(clock);

    /// <summary>Seconds until the next minute begins, at least one.</summary>
    public int SecondsLeft => _senders.SecondsLeft;

    /// <summary>Counts one more; whether it is within the limit.</summary>
    /// <param name="address">Where it comes from; null counts as one sender.</param>
    /// <param name="limit">How many one sender may have in a minute.</param>
    public bool IsWithin(IPAddress? address, int limit)
    {
        if (_senders.Add(address is null ? 0 : NetworkAddress.SenderOf(address)) > limit)
        {
            return false;
        }

        // What was refused already is not counted against its neighbours.
        return address is null || NetworkAddress.NetworkOf(address) is not { } network || _networks.Add(network) <= (long)limit * NetworkIsWorth;
    }

    /// <summary>Whether this is the first time in this minute that it is asked: for the log, which says things once.</summary>
    public bool IsNews() => _senders.Add(Log) == 1;
}
