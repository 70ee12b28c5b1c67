using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>A port of this machine that leads to another server while it is open. Closed, nobody listens, and whoever was inside is thrown out.</summary>
internal sealed class Door(string host, int port) : IAsyncDisposable
{
    private readonly ConcurrentBag<TcpClient> _inside = [];
    private TcpListener? _listener;

    /// <summary>The port, the same all the time.</summary>
    public int Port { get; } = ServicePrograms.FreePort();

    public void Open()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = Admit(_listener);
    }

    public void Close()
    {
        _listener?.Stop();
        foreach (var client in _inside)
        {
            client.Dispose();
        }

        _inside.Clear();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        return ValueTask.CompletedTask;
    }

    private async Task Admit(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient { NoDelay = true };
                client.NoDelay = true;
                _inside.Add(client);
                _inside.Add(server);
                await server.ConnectAsync(host, port);
                _ = Pass(client, server);
                _ = Pass(server, client);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private static async Task Pass(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of them has left.
        }
    }
}
