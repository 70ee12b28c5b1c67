using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.BrowserTests;

/// <summary>
/// A slow network between browser and service, for all that the browser loads, workers included: so many bytes a second for all connections together, and so
/// long from one end to the other. It counts what goes over it.
/// </summary>
internal sealed class SlowLink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closed = new();
    private readonly Uri _service;
    private readonly int _bytesPerSecond;
    private readonly TimeSpan _delay;
    private readonly Lock _turn = new();
    private DateTime _free = DateTime.UtcNow;
    private long _received;

    /// <summary>Opens it.</summary>
    /// <param name="service">Where it leads.</param>
    /// <param name="bytesPerSecond">Bytes a second to the browser; 0 for as fast as it goes.</param>
    /// <param name="latency">Time there and back.</param>
    public SlowLink(Uri service, int bytesPerSecond = 0, TimeSpan latency = default)
    {
        (_service, _bytesPerSecond, _delay) = (service, bytesPerSecond, latency / 2);
        _listener.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/";
        _ = Accept();
    }

    public string Address { get; }

    /// <summary>Bytes that came to the browser so far, headers included.</summary>
    public long Received => Interlocked.Read(ref _received);

    public void Dispose()
    {
        _closed.Cancel();
        _listener.Dispose();
        _closed.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                _ = Join(await _listener.AcceptTcpClientAsync(_closed.Token));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // Closed.
        }
    }

    private async Task Join(TcpClient browser)
    {
        using var service = new TcpClient();
        using (browser)
        {
            try
            {
                await service.ConnectAsync(_service.Host, _service.Port, _closed.Token);
                await Task.WhenAny(Carry(browser.GetStream(), service.GetStream(), counted: false), Carry(service.GetStream(), browser.GetStream(), counted: true));
            }
            catch (Exception failure) when (failure is OperationCanceledException or SocketException or IOException)
            {
                // One of the two hung up.
            }
        }
    }

    private async Task Carry(NetworkStream from, NetworkStream to, bool counted)
    {
        var buffer = new byte[4_096];
        for (int length; (length = await from.ReadAsync(buffer, _closed.Token)) > 0;)
        {
            await Task.Delay(_delay + (counted ? Turn(length) : TimeSpan.Zero), _closed.Token);
            await to.WriteAsync(buffer.AsMemory(0, length), _closed.Token);
            if (counted)
            {
                Interlocked.Add(ref _received, length);
            }
        }
    }

    // How long until this much is through, behind all that waits already.
    private TimeSpan Turn(int length)
    {
        if (_bytesPerSecond == 0)
        {
            return TimeSpan.Zero;
        }

        lock (_turn)
        {
            var now = DateTime.UtcNow;
            _free = (_free > now ? _free : now) + TimeSpan.FromSeconds((double)length / _bytesPerSecond);
            return _free - now;
        }
    }
}
