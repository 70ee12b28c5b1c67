using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Clients that nobody wants: bare connections to one server, which are held until they are disposed of.</summary>
/// <param name="site">The server.</param>
internal sealed class BadClients(Uri site) : IDisposable
{
    // The system keeps a few thousand connections that the server has not taken yet.
    private const int ConnectingAtOnce = 200;

    private static readonly LingerOption Reset = new(true, 0);
    private readonly ConcurrentBag<Socket> _held = [];

    /// <summary>Connections that are held, whether or not the server still has them.</summary>
    public int Held => _held.Count;

    /// <summary>Sends the head and this part of each body, all at once, and goes; by a reset, or by an orderly end.</summary>
    public async Task Vanish(IReadOnlyList<string> bodies, double part, bool reset)
    {
        var sockets = await Connect(bodies.Count);
        await Task.WhenAll(sockets.Select((socket, i) => Send(socket, $"{Head(bodies[i].Length)}{bodies[i][..(int)(part * bodies[i].Length)]}")));
        foreach (var socket in sockets)
        {
            if (reset)
            {
                socket.LingerState = Reset;
            }

            socket.Dispose();
        }
    }

    /// <summary>Says nothing.</summary>
    public async Task BeSilent(int clients) => Hold(await Connect(clients));

    /// <summary>Sends half of a request's head.</summary>
    public async Task StopInTheHead(int clients)
    {
        var sockets = await Connect(clients);
        Hold(sockets);
        await Task.WhenAll(sockets.Select(socket => Send(socket, Head(700)[..40])));
    }

    /// <summary>Sends a body a byte a second, until stopped or not listened to.</summary>
    public async Task SendSlowly(int clients, string body, CancellationToken stop)
    {
        var sockets = await Connect(clients);
        Hold(sockets);
        await Task.WhenAll(sockets.Select(socket => Send(socket, Head(body.Length))));
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            foreach (var letter in body)
            {
                await Task.WhenAll(sockets.Select(socket => TrySend(socket, letter.ToString())));
                await second.WaitForNextTickAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    /// <summary>Asks for a page again and again and reads nothing of it, until the server cannot send on.</summary>
    public async Task AskAndNotRead(int clients, string path, int times)
    {
        var sockets = await Connect(clients, receives: 4096);
        Hold(sockets);
        var requests = string.Concat(Enumerable.Repeat($"GET {path} HTTP/1.1\r\nHost: {site.Authority}\r\n\r\n", times));
        // The server stops reading too, so this does not end by itself; the socket does.
        _ = Task.WhenAll(sockets.Select(socket => TrySend(socket, requests)));
    }

    public void Dispose()
    {
        while (_held.TryTake(out var socket))
        {
            socket.LingerState = Reset;
            socket.Dispose();
        }
    }

    private string Head(int length) =>
        $"POST /api/v1/responses HTTP/1.1\r\nHost: {site.Authority}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    private void Hold(IEnumerable<Socket> sockets)
    {
        foreach (var socket in sockets)
        {
            _held.Add(socket);
        }
    }

    private async Task<Socket[]> Connect(int clients, int? receives = null)
    {
        var sockets = new Socket[clients];
        await Parallel.ForAsync(0, clients, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce }, async (i, cancellationToken) =>
        {
            sockets[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            if (receives is { } size)
            {
                sockets[i].ReceiveBufferSize = size;
            }

            await sockets[i].ConnectAsync(new IPEndPoint(IPAddress.Loopback, site.Port), cancellationToken);
        });
        return sockets;
    }

    private static async Task Send(Socket socket, string text) => await socket.SendAsync(Encoding.ASCII.GetBytes(text));

    private static async Task TrySend(Socket socket, string text)
    {
        try
        {
            await Send(socket, text);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The server has closed it, or the test is over.
        }
    }
}
