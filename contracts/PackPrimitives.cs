using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SipasSurvey.Contracts;

/// <summary>Writes the primitive values of a pack.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private PackWriter? _record;

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Raw(ReadOnlySpan<byte> bytes) => _buffer.Write(bytes);

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Guid(Guid value)
    {
        value.TryWriteBytes(_buffer.GetSpan(16), bigEndian: true, out _);
        _buffer.Advance(16);
    }

    public void OptionalGuid(Guid? value)
    {
        Byte(value is null ? (byte)0 : (byte)1);
        if (value is { } known)
        {
            Guid(known);
        }
    }

    public void Int64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(sizeof(long)), value);
        _buffer.Advance(sizeof(long));
    }

    /// <summary>Seven bits a byte, least significant first; the high bit says that more follows.</summary>
    public void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            Byte((byte)(value | 0x80));
        }

        Byte((byte)value);
    }

    public void Bytes(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        Raw(value);
    }

    public void Text(string value) => Bytes(Encoding.UTF8.GetBytes(value));

    /// <summary>Where a record is written before its length is known; empty.</summary>
    public PackWriter BeginSized()
    {
        _record ??= new PackWriter();
        _record._buffer.ResetWrittenCount();
        return _record;
    }

    /// <summary>Writes what was written since <see cref="BeginSized"/>, behind its length.</summary>
    public void EndSized() => Bytes(_record!._buffer.WrittenSpan);
}

/// <summary>Reads the primitive values of a pack; every read is checked against the end, so damaged bytes never read or allocate beyond it.</summary>
internal ref struct PackReader(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private ReadOnlySpan<byte> _rest = bytes;

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length > _rest.Length)
        {
            throw new PackFormatException("The pack ends in the middle of a value.");
        }

        var value = _rest[..length];
        _rest = _rest[length..];
        return value;
    }

    public byte Byte() => Raw(1)[0];

    public Guid Guid() => new(Raw(16), bigEndian: true);

    public Guid? OptionalGuid() => Flag() ? Guid() : null;

    public bool Flag() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new PackFormatException($"A flag is {other} instead of 0 or 1."),
    };

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(Raw(sizeof(long)));

    /// <summary>A varint that fits a non-negative 64-bit number.</summary>
    public long Int63()
    {
        var value = 0L;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var part = Byte();
            value |= (long)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new PackFormatException("A number is longer than nine bytes.");
    }

    /// <summary>A varint that is counted from <paramref name="start"/>.</summary>
    public long Int63After(long start)
    {
        var distance = Int63();
        return distance <= long.MaxValue - Math.Max(start, 0)
            ? start + distance
            : throw new PackFormatException($"The number {distance} after {start} is too large.");
    }

    /// <summary>A varint that fits a non-negative 32-bit number.</summary>
    public int Int31()
    {
        var value = Int63();
        return value <= int.MaxValue ? (int)value : throw new PackFormatException($"The number {value} is too large here.");
    }

    /// <summary>Number of things that follow; each takes at least one byte, so it cannot exceed what is left.</summary>
    public int Count()
    {
        var count = Int31();
        return count <= _rest.Length ? count : throw new PackFormatException("The pack ends before everything it announces.");
    }

    public byte[] Bytes() => Raw(Int31()).ToArray();

    public string Text()
    {
        try
        {
            return StrictUtf8.GetString(Raw(Int31()));
        }
        catch (DecoderFallbackException)
        {
            throw new PackFormatException("A text is not valid UTF-8.");
        }
    }

    public PackReader Sized() => new(Raw(Int31()));

    public readonly void ExpectEnd()
    {
        if (!_rest.IsEmpty)
        {
            throw new PackFormatException($"{_rest.Length} bytes follow where the pack or record should end.");
        }
    }
}
