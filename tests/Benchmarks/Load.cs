using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SipasSurvey.Benchmarks;

/// <summary>What a load measured.</summary>
/// <param name="PerSecond">Answers 202 per second.</param>
/// <param name="P99">The time within which 99 of 100 were answered.</param>
/// <param name="Refused">Answers other than 202.</param>
internal sealed record Measured(double PerSecond, TimeSpan P99, int Refused);

/// <summary>
/// Sends the same full form over many connections, each with one request at a time. Bare sockets, as an HTTP client would take more of the
/// machine than what is measured. Requests that were begun are finished before a connection is closed.
/// </summary>
internal static class Load
{
    /// <summary>An answer to the full form has fewer bytes, and any that is measured here fewer than <see cref="LongAnswer"/>.</summary>
    public const int ShortAnswer = 8192;
    public const int LongAnswer = 256 * 1024;

    private const int ConnectionsOfWarmUp = 256;
    private const int MostWarmUps = 10;
    private const double StandsStill = 1.05;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>The full form, byte by byte.</summary>
    public static readonly byte[] Request = MakeRequest();

    /// <summary>Sends the full form until the rate stands still: what was just started compiles its code for a while.</summary>
    public static async Task Warm(Uri address)
    {
        var before = 0d;
        for (var round = 0; round < MostWarmUps; round++)
        {
            var now = (await Run(address, ConnectionsOfWarmUp, WarmUp)).PerSecond;
            if (round > 0 && now < before * StandsStill)
            {
                return;
            }

            before = now;
        }
    }

    /// <summary>Sends the full form.</summary>
    public static Task<Measured> Run(Uri address, int connections, TimeSpan duration) => Run(address, connections, duration, Request, ShortAnswer);

    /// <summary>Sends a request that is given byte by byte, and whose answer has at most so many bytes.</summary>
    public static async Task<Measured> Run(Uri address, int connections, TimeSpan duration, byte[] request, int longestAnswer = LongAnswer)
    {
        var times = new ConcurrentBag<List<long>>();
        var refused = 0;
        var started = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var client = new TcpClient { NoDelay = true };
            await client.ConnectAsync(address.Host, address.Port);
            var stream = client.GetStream();
            var buffer = new byte[longestAnswer];
            var mine = new List<long>();
            while (started.Elapsed < duration)
            {
                var begun = Stopwatch.GetTimestamp();
                await stream.WriteAsync(request);
                if (await ReadAnswer(stream, buffer))
                {
                    mine.Add(Stopwatch.GetTimestamp() - begun);
                }
                else
                {
                    Interlocked.Increment(ref refused);
                }
            }

            times.Add(mine);
        }));
        var all = times.SelectMany(mine => mine).Order().ToArray();
        var p99 = all.Length == 0 ? 0 : all[(int)(all.Length * 0.99)];
        return new Measured(all.Length / started.Elapsed.TotalSeconds, Stopwatch.GetElapsedTime(0, p99), refused);
    }

    /// <summary>Reads an answer to its end, which is known by Content-Length or by the last chunk; true when it is 200 or 202.</summary>
    public static async Task<bool> ReadAnswer(NetworkStream stream, byte[] buffer)
    {
        var read = 0;
        while (true)
        {
            var more = await stream.ReadAsync(buffer.AsMemory(read));
            if (more == 0)
            {
                throw new IOException("The connection was closed in the middle of an answer.");
            }

            read += more;
            if (IsComplete(buffer.AsSpan(0, read)))
            {
                return buffer.AsSpan(0, read).StartsWith("HTTP/1.1 20"u8);
            }
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var length = answer[..end].IndexOf("Content-Length: "u8);
        if (length < 0)
        {
            return answer.EndsWith("0\r\n\r\n"u8);
        }

        var digits = answer[(length + "Content-Length: ".Length)..];
        return answer.Length >= end + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A request for what somebody with a key may read.</summary>
    public static byte[] Get(string path, string key) => Encoding.ASCII.GetBytes($"GET /{path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n\r\n");

    private static byte[] MakeRequest()
    {
        var answers = Enumerable.Range(1, 23).Select(i => $"\"P{i:00}\":{(i % 5) + 1}").Concat(Enumerable.Range(1, 16).Select(i => $"\"S{i:00}\":{(i % 5) + 1}"));
        var body = $"{{\"survey\":\"sipas-2024\",\"province\":\"10\",\"answers\":{{{string.Join(',', answers)}}}}}";
        return Encoding.ASCII.GetBytes(
            $"POST /api/v1/responses HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
