using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Threading.Channels;

namespace SipasSurvey.Benchmarks;

/// <summary>What a paced load measured. Times are from the moment at which a request was to be sent, whether or not a connection was free then.</summary>
/// <param name="PerSecond">Answers 200 or 202 per second.</param>
/// <param name="P50">The time within which half of them came.</param>
/// <param name="P99">The time within which 99 of 100 came.</param>
/// <param name="Refused">Other answers.</param>
internal sealed record PacedMeasured(double PerSecond, TimeSpan P50, TimeSpan P99, int Refused);

/// <summary>
/// Sends the same request at a given rate, over as many connections as given, however slowly answers come: who waits for answers before sending the next one does not notice how long
/// others would have waited. All requests are finished before the connections are closed.
/// </summary>
internal static class PacedLoad
{
    /// <summary>Sends the full form of <see cref="Load"/>.</summary>
    public static Task<PacedMeasured> Run(Uri address, int connections, double perSecond, TimeSpan duration) => Run(address, connections, perSecond, duration, Load.Request, Load.ShortAnswer);

    /// <summary>Sends a request that is given byte by byte, and whose answer has at most so many bytes.</summary>
    public static async Task<PacedMeasured> Run(Uri address, int connections, double perSecond, TimeSpan duration, byte[] request, int longestAnswer = Load.LongAnswer)
    {
        var due = Channel.CreateUnbounded<long>(new UnboundedChannelOptions { SingleWriter = true });
        var times = new ConcurrentBag<List<long>>();
        var refused = 0;
        var clients = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Connect(address)));
        var sending = clients.Select(client => Task.Run(async () =>
        {
            using (client)
            {
                var (stream, buffer, mine) = (client.GetStream(), new byte[longestAnswer], new List<long>());
                await foreach (var moment in due.Reader.ReadAllAsync())
                {
                    await stream.WriteAsync(request);
                    if (await Load.ReadAnswer(stream, buffer))
                    {
                        mine.Add(Stopwatch.GetTimestamp() - moment);
                    }
                    else
                    {
                        Interlocked.Increment(ref refused);
                    }
                }

                times.Add(mine);
            }
        })).ToArray();
        var started = Stopwatch.GetTimestamp();
        await Task.Factory.StartNew(() => Pace(due.Writer, started, perSecond, duration), TaskCreationOptions.LongRunning);
        await Task.WhenAll(sending);
        var took = Stopwatch.GetElapsedTime(started);
        var all = times.SelectMany(mine => mine).Order().ToArray();
        return new PacedMeasured(all.Length / took.TotalSeconds, At(all, 0.5), At(all, 0.99), refused);
    }

    // A thread of its own, so that it is on time whatever the others do; what it is late itself, a millisecond at most, is in the times.
    private static void Pace(ChannelWriter<long> due, long started, double perSecond, TimeSpan duration)
    {
        var (all, gap) = ((long)(perSecond * duration.TotalSeconds), Stopwatch.Frequency / perSecond);
        for (var sent = 0L; sent < all; Thread.Sleep(1))
        {
            for (var now = Stopwatch.GetTimestamp(); sent < all && started + (long)(sent * gap) <= now; sent++)
            {
                due.TryWrite(started + (long)(sent * gap));
            }
        }

        due.Complete();
    }

    private static async Task<TcpClient> Connect(Uri address)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address.Host, address.Port);
        return client;
    }

    private static TimeSpan At(long[] ordered, double share) => ordered.Length == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(0, ordered[(int)(ordered.Length * share)]);
}
