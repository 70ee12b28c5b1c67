namespace SipasSurvey.Figures.Query;

/// <summary>
/// Where the writer of a file writes to without waiting, as most of them can do nothing else, while the server only takes what is waited for. What was
/// written goes on to the target in pieces, so memory holds about one of them however long the file is.
/// </summary>
/// <param name="target">Where the file goes; it stays open.</param>
internal sealed class FileOutlet(Stream target) : Stream
{
    // Large enough that passing on costs nothing beside writing, small enough that many downloads at once fit into memory.
    private const int Piece = 64 * 1024;

    private readonly MemoryStream _piece = new(2 * Piece);
    private long _written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    /// <summary>How much was written.</summary>
    public override long Position
    {
        get => _written;
        set => throw new NotSupportedException();
    }

    /// <summary>Passes on what was written if that is a piece. Whoever writes rows calls it after some of them.</summary>
    public ValueTask PassOn(CancellationToken cancellationToken) => _piece.Length < Piece ? ValueTask.CompletedTask : new ValueTask(Finish(cancellationToken));

    /// <summary>Passes on all that was written.</summary>
    public async Task Finish(CancellationToken cancellationToken)
    {
        await target.WriteAsync(_piece.GetBuffer().AsMemory(0, (int)_piece.Length), cancellationToken);
        _piece.SetLength(0);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _piece.Write(buffer);
        _written += buffer.Length;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        await PassOn(cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Does nothing: pieces go on when they are full.</summary>
    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
