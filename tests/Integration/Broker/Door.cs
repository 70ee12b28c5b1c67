using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.IntegrationTests.Broker;

/// <summary>A port of this machine that leads to another server while it is open. Closed, nobody listens, and whoever was inside is thrown out.</summary>
/// <param name="host">The other server.</param>
/// <param name="port">Its port.</param>
/// <param name="error">A number of an error that the other server sends, and the one that is passed on instead (TDS, ERROR token).</param>
internal sealed class Door(string host, int port, (int Number, int Instead)? error = null) : IAsyncDisposable
{
    private const byte ErrorToken = 0xAA;
    private const int NumberAfterToken = 3;

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

    private void Rewrite(Span<byte> bytes)
    {
        for (var i = 0; error is { } it && i + NumberAfterToken + sizeof(int) <= bytes.Length; i++)
        {
            var number = bytes.Slice(i + NumberAfterToken, sizeof(int));
            if (bytes[i] == ErrorToken && BinaryPrimitives.ReadInt32LittleEndian(number) == it.Number)
            {
                BinaryPrimitives.WriteInt32LittleEndian(number, it.Instead);
            }
        }
    }

    private async Task Pass(TcpClient from, TcpClient to)
    {
        try
        {
            var bytes = new byte[32 * 1024];
            while (await from.GetStream().ReadAsync(bytes) is > 0 and var read)
            {
                Rewrite(bytes.AsSpan(0, read));
                await to.GetStream().WriteAsync(bytes.AsMemory(0, read));
            }

            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // One of them has left.
        }
    }
}
