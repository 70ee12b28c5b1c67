using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>415, 413 and 400, and the order of all checks.</summary>
public sealed class UnreadableBodyTests : IAsyncLifetime
{
    private IntakeHost _host = null!;

    public async Task InitializeAsync() => _host = await IntakeHost.Start();

    public async Task DisposeAsync()
    {
        // Whatever was sent here, none of it counts.
        Assert.Empty(_host.Broker.Handed);
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData("application/x-www-form-urlencoded", null)]
    [InlineData("application/merge-patch+json", null)]
    [InlineData("application/json; charset=utf-16", null)]
    [InlineData("application/json; charset=iso-8859-1", null)]
    [InlineData("application/json; charset=utf-8; charset=utf-16", null)]
    [InlineData("application/json", "gzip")]
    [InlineData("application/json", "br")]
    public async Task Anything_but_plain_json_in_utf8_is_415(string? contentType, string? encoding)
    {
        var answer = await _host.Client.Post(Encoding.UTF8.GetBytes(Form.Valid), contentType, encoding);

        answer.MustBe(415, "/problems/unsupported-media-type");
        Assert.Equal("application/json", answer.Headers["Accept-Post"]);
        Assert.Contains(encoding is null ? "Content-Type: application/json" : "without Content-Encoding", answer.Detail);
    }

    [Fact]
    public async Task A_byte_order_mark_is_400_and_is_named()
    {
        var answer = await _host.Client.Post([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Form.Valid)]);

        Assert.Contains("byte order mark (EF BB BF)", answer.MustBe(400, "/problems/not-json").Detail);
    }

    [Fact]
    public async Task A_body_of_exactly_64_KB_is_read_and_one_byte_more_is_not()
    {
        var body = Encoding.UTF8.GetBytes(Form.With(("province", "\"99\"")).PadRight(64 * 1024));

        (await _host.Client.Post(body)).MustBeInvalidAt("province");
        Assert.Contains("65536 bytes", (await _host.Client.Post([.. body, (byte)' '])).MustBe(413, "/problems/too-large").Detail);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_megabytes_are_413_and_the_sender_can_read_it_though_it_sends_on(bool chunked)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_host.Address.Host, _host.Address.Port);
        var stream = connection.GetStream();
        var head = $"POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: 2097152\r\n\r\n");
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var part = new byte[65_536];
        for (var i = 0; i < 32; i++)
        {
            await stream.WriteAsync(chunked ? [.. "10000\r\n"u8, .. part, .. "\r\n"u8] : part);
        }

        await stream.WriteAsync(chunked ? "0\r\n\r\n"u8.ToArray() : []);
        await stream.WriteAsync("GET /openapi/v1.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray());

        // The connection even goes on to serve the next request.
        var answers = await new StreamReader(stream).ReadToEndAsync();
        Assert.StartsWith("HTTP/1.1 413", answers);
        Assert.Contains("/problems/too-large", answers);
        Assert.Contains("HTTP/1.1 200", answers);
    }

    [Fact]
    public async Task A_body_without_an_end_is_413_as_soon_as_it_is_too_large()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_host.Address.Host, _host.Address.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync("POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n10001\r\n"u8.ToArray());
        await stream.WriteAsync(new byte[65_537]);

        var status = new byte[12];
        await stream.ReadExactlyAsync(status);
        Assert.Equal("HTTP/1.1 413", Encoding.ASCII.GetString(status));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("   ", "stops being JSON")]
    [InlineData("hello", "Line 1, byte 1:")]
    [InlineData("{\"survey\": \"sipas-2024\",\n \"province\": 01}", "Line 2, byte 15:")]
    [InlineData("{\"survey\": \"sipas-2024\"", "stops being JSON")]
    [InlineData("{'survey': 'sipas-2024'}", "Line 1, byte 2:")]
    [InlineData("{\"answers\": {\"P01\": 5,}}", "Line 1, byte 23:")]
    [InlineData("{\"answers\": {\"P01\": NaN}}", "Line 1, byte 21:")]
    [InlineData("{\"answers\": {\"P01\": +5}}", "Line 1, byte 21:")]
    [InlineData("{/* comment */}", "Line 1, byte 2:")]
    [InlineData("{} {}", "Line 1, byte 4:")]
    [InlineData("{}x", "Line 1, byte 3:")]
    [InlineData("\"a\tb\"", "Line 1, byte 3:")]
    public async Task What_is_not_json_is_400_and_says_where(string body, string detail) =>
        Assert.Contains(detail, (await _host.Client.Post(body)).MustBe(400, "/problems/not-json").Detail);

    [Fact]
    public async Task Trailing_garbage_behind_a_valid_response_is_400() =>
        (await _host.Client.Post(Form.Valid + "]")).MustBe(400, "/problems/not-json");

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_400_wherever_they_stand()
    {
        byte[] inIgnoredPlace = [.. Encoding.UTF8.GetBytes("{\"foo\": \""), 0xC3, 0x28, .. "\"}"u8];
        byte[] utf16 = Encoding.Unicode.GetBytes(Form.Valid);
        byte[] overlong = [.. "{\"survey\": \""u8, 0xC0, 0x80, .. "\"}"u8];
        byte[] surrogate = [.. "{\"survey\": \""u8, 0xED, 0xA0, 0x80, .. "\"}"u8];

        Assert.Contains("not UTF-8 from byte 10", (await _host.Client.Post(inIgnoredPlace)).MustBe(400, "/problems/not-json").Detail);
        (await _host.Client.Post(utf16)).MustBe(400, "/problems/not-json");
        (await _host.Client.Post(overlong)).MustBe(400, "/problems/not-json");
        (await _host.Client.Post(surrogate)).MustBe(400, "/problems/not-json");
    }

    [Theory]
    [InlineData("[", "")]
    [InlineData("{\"a\":", "")]
    [InlineData("[", "]")]
    [InlineData("{\"survey\":", "}")]
    public async Task Sixty_four_kilobytes_of_brackets_are_refused(string open, string close)
    {
        var depth = 64 * 1024 / (open.Length + close.Length) - 10;
        var body = new StringBuilder().Insert(0, open, depth).Append('1').Insert(open.Length * depth + 1, close, depth).ToString();
        Assert.Contains("64 levels", (await _host.Client.Post(body)).MustBe(400, "/problems/not-json").Detail);
    }

    [Fact]
    public async Task Checks_come_in_the_order_media_type_size_json_content_schedule()
    {
        await File.WriteAllTextAsync(_host.Schedule, "{}");
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        byte[] largeAndBroken = new byte[100_000];

        Assert.Equal(415, (await _host.Client.Post(largeAndBroken, "text/plain")).Status);
        Assert.Equal(413, (await _host.Client.Post(largeAndBroken)).Status);
        Assert.Equal(400, (await _host.Client.Post(Form.With(("province", "\"99\"")) + "}")).Status);
        Assert.Equal(422, (await _host.Client.Post(Form.With(("province", "\"99\"")))).Status);
        Assert.Equal(409, (await _host.Client.Post(Form.Valid)).Status);
    }

    [Fact]
    public async Task A_body_that_ends_early_stores_nothing()
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_host.Address.Host, _host.Address.Port);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {Form.Valid.Length + 1}\r\n\r\n{Form.Valid}"));
        connection.Client.Shutdown(SocketShutdown.Send);

        await _host.Until(() => _host.Log.Any(line => line.Contains("Request finished", StringComparison.Ordinal)));
        Assert.DoesNotContain(_host.Log, line => line.StartsWith("Error", StringComparison.Ordinal));
    }
}
