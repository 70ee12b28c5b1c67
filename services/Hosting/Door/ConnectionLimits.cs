using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.Logging;
using Network = System.Net.IPNetwork;

namespace SipasSurvey.Hosting.Door;

/// <summary>
/// Bounds connections, in all and of one sender. One over which nothing has come yet is worth least: it ends after <see cref="LongestSilence"/>, and where there are as many connections as
/// may be, the one that has been silent longest makes way for a newer one. So whoever opens thousands and says nothing keeps nobody out.
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

    private readonly Lock _lock = new();
    private readonly LinkedList<Visit> _silent = [];
    private readonly Dictionary<ulong, int> _ofSenders = [];
    private readonly OncePerMinute _said = new(clock);
    private int _open;

    /// <summary>Lets a connection in, or closes it.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="next">What answers it.</param>
    public async Task Pass(ConnectionContext connection, ConnectionDelegate next)
    {
        var visit = new Visit(connection, SenderOf(connection.RemoteEndPoint));
        if (!TryEnter(visit))
        {
            connection.Abort();
            return;
        }

        try
        {
            if (await Speaks(connection))
            {
                Hear(visit);
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
            if (visit.Sender is { } sender && _ofSenders.GetValueOrDefault(sender) >= limits.ConnectionsPerAddress)
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
        if (visit.Sender is { } sender)
        {
            _ofSenders[sender] = _ofSenders.GetValueOrDefault(sender) + 1;
        }
    }

    private void Hear(Visit visit)
    {
        lock (_lock)
        {
            Unlist(visit);
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
            if (visit.Sender is { } sender && --_ofSenders[sender] is 0)
            {
                _ofSenders.Remove(sender);
            }
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

    private ulong? SenderOf(EndPoint? remote)
    {
        if (remote is not IPEndPoint { Address: var seen })
        {
            return null;
        }

        var address = seen.IsIPv4MappedToIPv6 ? seen.MapToIPv4() : seen;
        return (!limits.Loopback && NetworkAddress.IsThisMachine(address)) || proxies.Any(it => it.Contains(address)) ? null : NetworkAddress.SenderOf(address);
    }

    private sealed class Visit(ConnectionContext connection, ulong? sender)
    {
        public ConnectionContext Connection { get; } = connection;

        public ulong? Sender { get; } = sender;

        public LinkedListNode<Visit>? Silent { get; set; }

        public bool HasLeft { get; set; }
    }
}
