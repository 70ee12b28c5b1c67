namespace SipasSurvey.Paper.Tables;

/// <summary>
/// A part of a workbook while it is unpacked. Counts what really comes out, as sizes in the archive are only claims, and compares the checksum at the
/// end, as the framework does not.
/// </summary>
internal sealed class BoundedStream : Stream
{
    // No name, attribute or text that is read comes near this. Whoever parses the part may keep one of them in memory as a whole.
    private const int LongestWithoutMarkup = 1 << 18;

    private static readonly uint[] Checksums = [.. Enumerable.Range(0, 256).Select(it => ChecksumOf((uint)it))];

    private readonly Stream _unpacked;
    private readonly long _packed;
    private readonly uint _checksum;
    private readonly long _limit;
    private readonly Action<int> _count;
    private long _read;
    private long _sinceMarkup;
    private uint _sum = uint.MaxValue;

    /// <param name="unpacked">The part.</param>
    /// <param name="packed">Its size in the archive.</param>
    /// <param name="checksum">CRC-32 of what comes out.</param>
    /// <param name="limit">Most bytes that may come out.</param>
    /// <param name="count">Told of all bytes, to bound those of all parts together.</param>
    public BoundedStream(Stream unpacked, long packed, uint checksum, long limit, Action<int> count)
    {
        _unpacked = unpacked;
        _packed = Math.Max(packed, 1);
        _checksum = checksum;
        _limit = limit;
        _count = count;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _unpacked.Read(buffer);
        if (read == 0 && buffer.Length > 0 && ~_sum != _checksum)
        {
            throw FileFaults.Damaged();
        }

        var bytes = buffer[..read];
        var sum = _sum;
        foreach (var one in bytes)
        {
            sum = Checksums[(byte)(sum ^ one)] ^ (sum >> 8);
        }

        _sum = sum;
        Bound(bytes);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Bound(ReadOnlySpan<byte> bytes)
    {
        _count(bytes.Length);
        _read += bytes.Length;
        if (_read > _limit || (_read > Limits.RatioFrom && _read / _packed > Limits.Ratio))
        {
            throw FileFaults.UnpacksTooLarge();
        }

        var markup = bytes.LastIndexOf((byte)'<');
        _sinceMarkup = markup < 0 ? _sinceMarkup + bytes.Length : bytes.Length - markup;
        if (_sinceMarkup > LongestWithoutMarkup)
        {
            throw FileFaults.CellTooLarge(null);
        }
    }

    private static uint ChecksumOf(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
