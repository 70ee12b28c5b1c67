using System.Net;
using System.Net.Sockets;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class LimitsTests
{
    [Fact]
    public async Task An_address_has_so_many_requests_a_minute_and_others_are_not_affected()
    {
        await using var host = await DoorHost.Start(("Limits:RequestsPerMinute", "3"), ("Proxies", "127.0.0.1"));
        Assert.Equal("200 200 200 429", await Statuses(host, "203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.7"));
        Assert.Equal("200", await Statuses(host, "203.0.113.8"));

        using var refused = await host.Get("/api/seen", ("X-Forwarded-For", "203.0.113.7"));
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        Assert.Contains("\"/problems/too-many-requests\"", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("Limits:RequestsPerMinute", Assert.Single(host.Log, line => line.StartsWith("Warning", StringComparison.Ordinal)), StringComparison.Ordinal);

        host.Clock.Advance(refused.Headers.RetryAfter.Delta.Value);
        Assert.Equal("200", await Statuses(host, "203.0.113.7"));
    }

    [Fact]
    public async Task One_customer_has_a_whole_network_of_IPv6_addresses()
    {
        await using var host = await DoorHost.Start(("Limits:RequestsPerMinute", "2"), ("Proxies", "127.0.0.1"));

        Assert.Equal("200 200 429", await Statuses(host, "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:1::3"));
        Assert.Equal("200", await Statuses(host, "2001:db8:0:2::1"));
    }

    [Fact]
    public async Task A_network_of_many_IPv6_senders_has_ten_times_as_much_as_one_and_no_more()
    {
        await using var host = await DoorHost.Start(("Limits:RequestsPerMinute", "1"), ("Proxies", "127.0.0.1"));

        var statuses = await Statuses(host, [.. Enumerable.Range(1, 11).Select(part => $"2001:db8:7:{part:x}::1")]);

        Assert.Equal("200 200 200 200 200 200 200 200 200 200 429", statuses);
        Assert.Equal("200", await Statuses(host, "2001:db8:8:1::1"));
    }

    [Theory]
    [InlineData("false", 200)]
    [InlineData("true", 429)]
    public async Task This_machine_is_not_limited_unless_told(string loopback, int second)
    {
        await using var host = await DoorHost.Start(("Limits:RequestsPerMinute", "1"), ("Limits:Loopback", loopback));

        Assert.Equal([200, second], [(int)(await host.Get("/health/live")).StatusCode, (int)(await host.Get("/health/live")).StatusCode]);
    }

    [Fact]
    public async Task A_head_of_a_request_has_a_size()
    {
        await using var host = await DoorHost.Start();

        Assert.Equal(200, (int)(await host.Get("/api/seen", ("X-Long", new string('x', 8 * 1024)))).StatusCode);
        Assert.Equal(431, (int)(await host.Get("/api/seen", ("X-Long", new string('x', 17 * 1024)))).StatusCode);
    }

    [Theory]
    [InlineData("/api/read")]
    [InlineData("/api/seen")]
    [InlineData("/nowhere")]
    public async Task A_connection_ends_with_the_answer_to_a_body_that_nobody_reads_to_its_end(string path)
    {
        await using var host = await DoorHost.Start();
        for (var i = 0; i < 5; i++)
        {
            using var large = await host.Send(HttpMethod.Post, path, new ByteArrayContent(new byte[65 * 1024]));
            Assert.True(large.Headers.ConnectionClose);
            using var next = await host.Send(HttpMethod.Post, "/api/read", new ByteArrayContent(new byte[1024]));
            Assert.Equal(HttpStatusCode.OK, next.StatusCode);
            Assert.NotEqual(true, next.Headers.ConnectionClose);
        }
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=1", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=\"unicode-1-1-utf-7\"", "a=1", 415)]
    [InlineData("application/x-www-form-urlencoded; charset=iso-8859-1", "a=1", 415)]
    [InlineData("multipart/form-data; boundary=b; charset=utf-7", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n", 415)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=a\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n1\r\n--b--\r\n", 415)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--b--\r\n", 200)]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8", "a=1", 200)]
    public async Task A_form_in_another_encoding_than_UTF_8_is_refused_and_no_failure(string contentType, string body, int status)
    {
        await using var host = await DoorHost.Start();
        using var content = new ByteArrayContent(System.Text.Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        using var answer = await host.Send(HttpMethod.Post, "/api/form", content);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_takes_too_long_is_given_up()
    {
        await using var host = await DoorHost.Start(("Limits:Longest", "00:00:01"));

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await host.Get("/api/never")).StatusCode);
    }

    [Fact]
    public async Task A_connection_beyond_the_limit_is_closed_at_once()
    {
        await using var host = await DoorHost.Start(("Limits:Connections", "10"));
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 10; i++)
            {
                open.Add(await Connect(host));
                Assert.NotEqual(0, await Ask(open[^1]));
            }

            Assert.True(await IsClosed(host));
        }
        finally
        {
            open.ForEach(it => it.Dispose());
        }
    }

    // It may be closed before the client has finished opening it.
    private static async Task<bool> IsClosed(DoorHost host)
    {
        try
        {
            using var one = await Connect(host);
            return await Ask(one) == 0;
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    private static async Task<TcpClient> Connect(DoorHost host)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, host.Address.Port);
        return client;
    }

    private static async Task<int> Ask(TcpClient client)
    {
        try
        {
            await client.GetStream().WriteAsync("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
            return await client.GetStream().ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task<string> Statuses(DoorHost host, params string[] addresses)
    {
        var statuses = new List<int>();
        foreach (var address in addresses)
        {
            using var answer = await host.Get("/api/seen", ("X-Forwarded-For", address));
            statuses.Add((int)answer.StatusCode);
        }

        return string.Join(' ', statuses);
    }
}
