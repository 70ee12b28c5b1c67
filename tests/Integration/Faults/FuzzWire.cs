using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.IntegrationTests.Faults;

/// <summary>Requests that break the rules of HTTP itself, byte by byte over a connection of their own.</summary>
internal static class FuzzWire
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A right request, made wrong.</summary>
    public static byte[] Mutate(FuzzRequest request, Uri address, FuzzDice dice)
    {
        var body = request.Body ?? [];
        var whole = Encoding.Latin1.GetString((request with { Body = null }).ToWire(address));
        var (line, rest) = (whole[..whole.IndexOf('\r')], whole[whole.IndexOf('\r')..^2]);
        return dice.Below(20) switch
        {
            0 => Join($"{request.Method} {request.Target} {dice.One("HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/9.9", "http/1.1", "HTTP", "")}{rest}Content-Length: {body.Length}\r\n\r\n", body),
            1 => Join($"{line}{rest}Content-Length: {dice.One($"{body.Length + 1}", $"{Math.Max(0, body.Length - 1)}", "-1", "1e3", "0x10", "99999999999999999999", "9223372036854775807", "", "1, 1", "+1", "32")}\r\n\r\n", body),
            2 => Join($"{line}{rest}Content-Length: {body.Length}\r\nContent-Length: {dice.One(body.Length, body.Length + 1)}\r\n\r\n", body),
            3 => Join($"{line}{rest}Content-Length: {body.Length}\r\nTransfer-Encoding: chunked\r\n\r\n", Chunked(body, dice)),
            4 => Join($"{line}{rest}Transfer-Encoding: {dice.One("gzip", "gzip, chunked", "chunked, identity", "identity", "xchunked", "chunked;q=1", " chunked", "chunked, chunked", "")}\r\n\r\n", Chunked(body, dice)),
            5 or 6 => Join($"{line}{rest}Transfer-Encoding: chunked\r\n\r\n", Chunked(body, dice)),
            7 => Join($"{dice.One(FuzzTexts.Any(dice), "connect", "CONNECT", "TRACE", "PRI", "get", "G\u00C9T", new string('A', 9_000), "")} {request.Target} HTTP/1.1{rest}\r\n", body),
            8 => Join($"{request.Method} {dice.One("*", "", "x", "http://evil.example/", $"{address}staff", "http://", "ftp://a/", FuzzTexts.Any(dice), request.Target + "\u00FF", request.Target + " x", "/" + new string('a', 9_000))} HTTP/1.1{rest}\r\n", body),
            9 => Join($"{line}{rest.Replace("\r\n", dice.One("\n", "\r", "\r\r\n", "\n\r"), StringComparison.Ordinal)}\r\n", body),
            10 => Join($"{line}{rest}{dice.One(" folded: x", ": x", "x", "x :y", "\0: x", "x: \0", "x: a\rb", "x\u00FF: y", "x: \u00FF\u00FE", "Host: again", "(x): y", $"x: {new string('a', 40_000)}")}\r\n\r\n", body),
            11 => Join($"{line}{rest.Replace("Host:", dice.One("Hots:", "Host: x\r\nHost:", "Host :"), StringComparison.Ordinal)}\r\n", body),
            12 => [.. (request with { Body = null }).ToWire(address), .. request.ToWire(address)],
            13 => [.. Encoding.ASCII.GetBytes(dice.One("\r\n", "\r\n\r\n\r\n", "\0", " ", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")), .. request.ToWire(address)],
            14 => request.ToWire(address)[..dice.Below(whole.Length)],
            15 => dice.Bytes(1 + dice.Below(400)),
            16 => Join($"{line}{rest}Expect: 100-continue\r\nContent-Length: {body.Length + dice.Below(2)}\r\n\r\n", body),
            17 => Join($"{line}{rest}Connection: Upgrade\r\nUpgrade: {dice.One("websocket", "h2c")}\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n", []),
            _ => FuzzBytes.Mutate(request.ToWire(address), dice),
        };
    }

    /// <summary>Sends it, ends, and reads what comes back: the status of the first answer, or null when there is none, and the answers as they came.</summary>
    public static async Task<(int? Status, byte[] Answer)> Send(byte[] bytes, Uri address)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var answer = new MemoryStream();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port);
            await socket.SendAsync(bytes);
            socket.Shutdown(SocketShutdown.Send);
            var part = new byte[16 * 1024];
            using var patience = new CancellationTokenSource(Patience);
            while (await socket.ReceiveAsync(part, patience.Token) is > 0 and var length)
            {
                answer.Write(part, 0, length);
            }
        }
        catch (SocketException)
        {
            // What is no HTTP may be cut off.
        }

        var text = Encoding.Latin1.GetString(answer.GetBuffer(), 0, (int)Math.Min(answer.Length, 16));
        return (text.StartsWith("HTTP/1.", StringComparison.Ordinal) && int.TryParse(text.AsSpan(9, 3), out var status) ? status : null, answer.ToArray());
    }

    private static byte[] Join(string head, byte[] body) => [.. Encoding.Latin1.GetBytes(head), .. body];

    private static byte[] Chunked(byte[] body, FuzzDice dice)
    {
        var half = body.Length / 2;
        var (first, second) = (Encoding.Latin1.GetString(body, 0, half), Encoding.Latin1.GetString(body, half, body.Length - half));
        var size = dice.Chance(0.4) ? $"{first.Length:x}" : dice.One(
            $"{first.Length:X8}", $"{first.Length:x};a=b", $"{first.Length:x};a=\"b;\"", $"{first.Length:x} ", "0", "-1", "g", "", $"{first.Length + 1:x}",
            "ffffffffffffffff", "7fffffff", new string('0', 5_000) + "1");
        var end = dice.Chance(0.6) ? "0\r\n\r\n" : dice.One(
            "", "0", "0\r\n", "0\r\nx: y\r\n\r\n", "0\r\nContent-Length: 5\r\n\r\n", "00000\r\n\r\n", "0\n\n", $"0\r\n{string.Concat(Enumerable.Repeat("x: y\r\n", 2_000))}\r\n");
        return Encoding.Latin1.GetBytes($"{size}\r\n{first}\r\n{second.Length:x}{dice.One("\r\n", "\r\n", "\r\n", "\n")}{second}\r\n{end}");
    }
}
