using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Network = System.Net.IPNetwork;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Bounds connections, in all and of one sender. One over which nothing was asked yet is worth least: without a byte it ends after <see cref="LongestSilence"/>, and where there are as many
/// connections as may be, the oldest of those makes way for a newer one. So whoever opens thousands, and says nothing or begins to ask and never ends, keeps nobody out.
/// </summary>
/// <param name="limits">How many there may be.</param>
/// <param name="most">How many in all, which may be fewer than the settings say.</param>
/// <param name="proxies">They speak for many, so they are no senders.</param>
/// <param name="clock">The clock.</param>
/// <param name="log">Says once a minute that connections are refused.</param>
public sealed class ConnectionLimits(LimitsOptions limits, int most, IReadOnlyList<Network> proxies, TimeProvider clock, ILogger log)
{
    /// <summary>How long a connection may say nothing at first: a browser that opens one beforehand, and does not use it, opens another.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);

    // As for requests: a provider may give its customers parts of one /48.
    private const int NetworkIsWorth = 10;

    private readonly Lock _lock = new();
    private readonly LinkedList<Visit> _silent = [];
    private readonly Dictionary<ulong, int> _ofSenders = [];
    private readonly Dictionary<ulong, int> _ofNetworks = [];
    private readonly OncePerMinute _said = new(clock);
    private int _open;

    /// <summary>Lets a connection in, or closes it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What answers it.</param>
    public async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        var (sender, network) = SenderOf(connection.RemoteEndPoint);
        var visit = new Visit(this, connection, sender, network);
        if (!TryEnter(visit))
        {
            connection.Abort();
            return;
        }

        try
        {
            if (await Speaks(connection))
            {
                connection.Features.Set(visit);
                await next(connection);
            }
        }
        finally
        {
            Leave(visit);
        }
    }

    private bool TryEnter(Visit visit)
    {
        Visit? displaced = null;
        lock (_lock)
        {
            if (IsFull(_ofSenders, visit.Sender, limits.ConnectionsPerAddress) || IsFull(_ofNetworks, visit.Network, (long)limits.ConnectionsPerAddress * NetworkIsWorth))
            {
                return Refuse(nameof(limits.ConnectionsPerAddress), limits.ConnectionsPerAddress);
            }

            if (_open >= most)
            {
                displaced = _silent.First?.Value;
                if (displaced is null)
                {
                    return Refuse(nameof(limits.Connections), most);
                }

                Leave(displaced);
            }

            Enter(visit);
        }

        // Outside of the lock: whoever waits for its first byte goes on here.
        displaced?.Connection.Abort();
        return true;
    }

    private static bool IsFull(Dictionary<ulong, int> counts, ulong? of, long most) => of is { } known && counts.GetValueOrDefault(known) >= most;

    private bool Refuse(string setting, int limit)
    {
        if (_said.IsNews(setting))
        {
            log.LogWarning("Connections are closed as they come: there are {Limit} (Limits:{Setting}, or what the system lets a process open).", limit, setting);
        }

        return false;
    }

    // Looks at the first bytes and leaves them where they are.
    private async Task<bool> Speaks(ConnectionContext connection)
    {
        using var silence = new CancellationTokenSource(LongestSilence, clock);
        // A process that stops waits for nobody who says nothing.
        var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested ?? CancellationToken.None;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stopping);
        try
        {
            var read = await connection.Transport.Input.ReadAsync(either.Token);
            connection.Transport.Input.AdvanceTo(read.Buffer.Start);
            return !read.Buffer.IsEmpty;
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            return false;
        }
    }

    private void Enter(Visit visit)
    {
        _open++;
        visit.Silent = _silent.AddLast(visit);
        Count(_ofSenders, visit.Sender, 1);
        Count(_ofNetworks, visit.Network, 1);
    }

    private static void Count(Dictionary<ulong, int> counts, ulong? of, int change)
    {
        if (of is { } known && (counts[known] = counts.GetValueOrDefault(known) + change) == 0)
        {
            counts.Remove(known);
        }
    }

    // Once, though one that makes way leaves when it is told to, and again when it has ended.
    private void Leave(Visit visit)
    {
        lock (_lock)
        {
            if (visit.HasLeft)
            {
                return;
            }

            (visit.HasLeft, _open) = (true, _open - 1);
            Unlist(visit);
            Count(_ofSenders, visit.Sender, -1);
            Count(_ofNetworks, visit.Network, -1);
        }
    }

    private void Unlist(Visit visit)
    {
        if (visit.Silent is { } place)
        {
            _silent.Remove(place);
            visit.Silent = null;
        }
    }

    private (ulong? Sender, ulong? Network) SenderOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var seen })
        {
            return (null, null);
        }

        var address = seen.IsIPv4MappedToIPv6 ? seen.MapToIPv4() : seen;
        return (!limits.Loopback && NetworkAddress.IsThisMachine(address)) || proxies.Any(it => it.Contains(address)) ? (null, null)
            : (NetworkAddress.SenderOf(address), NetworkAddress.NetworkOf(address));
    }

    /// <summary>A connection that was let in; a feature of it.</summary>
    internal sealed class Visit(ConnectionLimits limits, ConnectionContext connection, ulong? sender, ulong? network)
    {
        public ConnectionContext Connection { get; } = connection;

        public ulong? Sender { get; } = sender;

        public ulong? Network { get; } = network;

        public LinkedListNode<Visit>? Silent { get; set; }

        public bool HasLeft { get; set; }

        /// <summary>It has asked for something, so it makes way no longer. Cheap from the second time on.</summary>
        public void Ask()
        {
            if (Silent is not null)
            {
                lock (limits._lock)
                {
                    limits.Unlist(this);
                }
            }
        }
    }
}
