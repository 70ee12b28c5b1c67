using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using SipasSurvey.Hosting.Door;

namespace SipasSurvey.UnitTests.Hosting;

/// <summary>Which connections end when there are too many, over real ones.</summary>
public sealed class ConnectionLimitsTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly List<TcpClient> _clients = [];

    public void Dispose() => _clients.ForEach(it => it.Dispose());

    [Fact]
    public async Task The_one_that_has_said_nothing_for_longest_makes_way_for_a_newer_one()
    {
        await using var host = await DoorHost.Start(("Limits:Connections", "12"));
        var asking = await Connect(host);
        Assert.True(await IsAnswered(asking));
        var silent = new List<TcpClient> { await Connect(host) };
        // Whoever is answered now came behind the first silent one, and all others come behind that.
        Assert.True(await IsAnswered(await Connect(host)));
        for (var i = 1; i < 10; i++)
        {
            silent.Add(await Connect(host));
        }

        Assert.True(await IsAnswered(await Connect(host)));

        await Ended(silent[0]);
        Assert.True(await IsAnswered(silent[9]));
        Assert.True(await IsAnswered(asking));
    }

    [Fact]
    public async Task So_does_one_that_began_to_ask_and_did_not_end()
    {
        await using var host = await DoorHost.Start(("Limits:Connections", "10"));
        var begun = new List<TcpClient>();
        for (var i = 0; i < 10; i++)
        {
            begun.Add(await Connect(host));
            await begun[i].GetStream().WriteAsync("GET /he"u8.ToArray());
        }

        Assert.True(await IsAnswered(await Connect(host)));

        await Ended(begun[0]);
    }

    [Fact]
    public async Task One_that_says_nothing_ends_after_a_while_and_one_that_spoke_does_not()
    {
        await using var host = await DoorHost.Start();
        var (asking, silent) = (await Connect(host), await Connect(host));
        Assert.True(await IsAnswered(asking));
        // Let in before the clock moves: whoever comes later and is answered came behind it.
        Assert.True(await IsAnswered(await Connect(host)));

        host.Clock.Advance(ConnectionLimits.LongestSilence);

        await Ended(silent);
        Assert.True(await IsAnswered(asking));
    }

    [Fact]
    public async Task One_address_has_so_many_and_others_get_in()
    {
        await using var host = await DoorHost.Start(("Limits:ConnectionsPerAddress", "3"), ("Limits:Loopback", "true"));
        for (var i = 0; i < 3; i++)
        {
            Assert.True(await IsAnswered(await Connect(host)));
        }

        Assert.False(await IsLetIn(host));
        Assert.True(await IsAnswered(await Connect(host, "127.0.0.2")));
        Assert.Single(host.Log, line => line.Contains("Limits:ConnectionsPerAddress", StringComparison.Ordinal));
        _clients[0].Dispose();
        await Until(() => IsLetIn(host));
    }

    [Fact]
    public async Task A_network_has_ten_times_as_many_however_many_addresses_it_has()
    {
        var limits = new ConnectionLimits(new LimitsOptions { ConnectionsPerAddress = 2 }, most: 1_000, [], TimeProvider.System, NullLogger.Instance);
        var ended = new TaskCompletionSource();
        async Task<bool> IsServed(string from)
        {
            var pipes = (In: new Pipe(), Out: new Pipe());
            await pipes.In.Writer.WriteAsync("GET"u8.ToArray());
            var connection = new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(from), 1), Transport = new Ends(pipes.In.Reader, pipes.Out.Writer) };
            var served = false;
            var passing = limits.Pass(connection, _ =>
            {
                served = true;
                return ended.Task;
            });
            await Until(() => Task.FromResult(served || passing.IsCompleted));
            return served;
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.True(await IsServed($"2001:db8:1:{i:x}::1"));
        }

        Assert.False(await IsServed("2001:db8:1:ff::1"));
        Assert.True(await IsServed("2001:db8:2:ff::1"));
        ended.SetResult();
        await Until(() => IsServed("2001:db8:1:ff::1"));
    }

    [Theory]
    [InlineData("Limits:Loopback", "false")]
    [InlineData("Proxies", "127.0.0.1")]
    public async Task This_machine_and_our_proxies_are_no_single_address(string setting, string value)
    {
        await using var host = await DoorHost.Start(("Limits:ConnectionsPerAddress", "1"), ("Limits:Loopback", "true"), (setting, value));

        Assert.True(await IsAnswered(await Connect(host)));
        Assert.True(await IsAnswered(await Connect(host)));
    }

    private async Task<TcpClient> Connect(DoorHost host, string from = "127.0.0.1")
    {
        var client = new TcpClient(new IPEndPoint(IPAddress.Parse(from), 0));
        _clients.Add(client);
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        return client;
    }

    // One that is not may be closed before the client has finished opening it.
    private async Task<bool> IsLetIn(DoorHost host)
    {
        try
        {
            return await IsAnswered(await Connect(host));
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return false;
        }
    }

    private static async Task<bool> IsAnswered(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[4096]).AsTask().WaitAsync(Deadline) > 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task Ended(TcpClient client)
    {
        try
        {
            Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(Deadline));
        }
        catch (IOException)
        {
            // By a reset.
        }
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        var deadline = DateTime.UtcNow + Deadline;
        while (!await isSo())
        {
            Assert.True(DateTime.UtcNow < deadline, "It did not come to pass.");
        }
    }

    private sealed record Ends(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
