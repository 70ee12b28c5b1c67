using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.UnitTests.Hosting;

public sealed class BrokenBodyTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Transfer-Encoding: chunked", "ffffffff\r\nx")]
    [InlineData("Transfer-Encoding: chunked", "ffffffffffffffffffff\r\nx")]
    [InlineData("Transfer-Encoding: chunked", "7fffffff1\r\nx")]
    [InlineData("Transfer-Encoding: chunked", "g\r\nx")]
    [InlineData("Transfer-Encoding: chunked", "5\r\nab")]
    [InlineData("Transfer-Encoding: chunked", "1\r\nx\r\n0\r\nx: \0\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1\r\nx\r\n0\r\nx: a\0b\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked", "1\r\nx\r\n0\r\nx: \u00FF\r\n\r\n")]
    [InlineData("Content-Length: 5", "ab")]
    public async Task A_body_that_is_not_transferred_as_HTTP_asks_is_the_senders_fault_and_leaves_nothing_in_the_log(string header, string body)
    {
        await using var host = await DoorHost.Start();

        var status = await Send(host.Address, $"POST /api/read HTTP/1.1\r\nHost: {host.Address.Authority}\r\n{header}\r\n\r\n{body}");

        Assert.True(status is null or "400", $"The answer was {status}.");
        Assert.DoesNotContain(host.Log, line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET /staff HTTP/1.0\r\n\r\n")]
    [InlineData("GET /staff HTTP/1.1\r\nHost:\r\nConnection: close\r\n\r\n")]
    public async Task A_page_that_is_asked_for_under_no_name_is_refused_also_before_anybody_asked_under_one(string request)
    {
        await using var host = await DoorHost.Start();

        Assert.Equal("400", await Send(host.Address, request, isWhole: true));
        Assert.Empty(host.Log);
    }

    [Theory]
    [InlineData(16 * 1024, false)]
    [InlineData((16 * 1024) + 1, true)]
    [InlineData(40 * 1024, true)]
    public async Task The_answer_says_so_where_the_rest_of_a_body_is_not_waited_for(int length, bool closes)
    {
        await using var host = await DoorHost.Start();

        using var answer = await host.Send(HttpMethod.Post, "/api/refused", new ByteArrayContent(new byte[length]));

        Assert.Equal(closes, answer.Headers.ConnectionClose == true);
    }

    // The status; null when there is no answer, which HTTP allows to what is none of it.
    private static async Task<string?> Send(Uri address, string request, bool isWhole = false)
    {
        using var sender = new TcpClient();
        await sender.ConnectAsync(address.Host, address.Port);
        await using var stream = sender.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        if (!isWhole)
        {
            sender.Client.Shutdown(SocketShutdown.Send);
        }

        try
        {
            using var answer = new StreamReader(stream);
            return (await answer.ReadToEndAsync().WaitAsync(Patience)).Split(' ').ElementAtOrDefault(1);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
