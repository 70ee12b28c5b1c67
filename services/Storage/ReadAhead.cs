using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace SipasSurvey.Storage;

/// <summary>
/// Reads rows in another thread than the one that works on them, so that both go on at the same time. It is only a little ahead: memory does not grow with the rows.
/// </summary>
internal static class ReadAhead
{
    // Enough that handing over costs nothing beside the rows, and few enough that they are still in the processor's cache.
    private const int RowsOfAChunk = 256;
    private const int ChunksAhead = 4;

    /// <summary>The same rows in the same order. As long as they are read, nothing else may use the connection that they come from.</summary>
    public static async IAsyncEnumerable<T> Ahead<T>(this IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var chunks = Channel.CreateBounded<T[]>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
        using var end = new CancellationTokenSource();
        var reading = Task.Run(() => Read(rows, chunks.Writer, end.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellationToken))
            {
                foreach (var row in chunk)
                {
                    yield return row;
                }
            }
        }
        finally
        {
            // Who stops before the end may use the connection when this is over, or close it.
            await end.CancelAsync();
            await reading;
        }
    }

    // A failure goes where the rows go, and is thrown there.
    private static async Task Read<T>(IAsyncEnumerable<T> rows, ChannelWriter<T[]> chunks, CancellationToken end)
    {
        Exception? failure = null;
        try
        {
            await foreach (var chunk in rows.Chunk(RowsOfAChunk).WithCancellation(end))
            {
                await chunks.WriteAsync(chunk, end);
            }
        }
        catch (Exception thrown)
        {
            failure = thrown;
        }

        chunks.Complete(failure);
    }
}
