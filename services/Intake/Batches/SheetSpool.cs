using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using SipasSurvey.Paper;

namespace SipasSurvey.Intake.Batches;

/// <summary>
/// The good rows of a file between the pass that checks it and the one that sends them, on the disk: 4 bytes row, 16 bytes id, 4 bytes number of the
/// printed serial, 2 bytes length, content.
/// So memory stays the same however many there are.
/// </summary>
internal sealed class SheetSpool(FileStream stream) : IDisposable
{
    private const int HeadLength = 4 + 16 + 4 + 2;

    private readonly byte[] _head = new byte[HeadLength];

    /// <summary>Adds a row.</summary>
    public ValueTask Add(SheetRow row)
    {
        BinaryPrimitives.WriteInt32BigEndian(_head, row.Number);
        row.Id.TryWriteBytes(_head.AsSpan(4), bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(_head.AsSpan(20), row.PrintedNumber);
        BinaryPrimitives.WriteUInt16BigEndian(_head.AsSpan(HeadLength - 2), checked((ushort)row.Content.Length));

        // Into the stream's buffer; the disk is behind it.
        stream.Write(_head);
        stream.Write(row.Content);
        return ValueTask.CompletedTask;
    }

    /// <summary>Goes to the first row. Nothing is added any more.</summary>
    public void Rewind()
    {
        stream.Flush();
        stream.Position = 0;
    }

    /// <summary>The next rows, at most so many; none at the end.</summary>
    public List<SheetRow> Take(int most)
    {
        var rows = new List<SheetRow>(most);
        while (rows.Count < most && TryRead(out var row))
        {
            rows.Add(row);
        }

        return rows;
    }

    public void Dispose() => stream.Dispose();

    private bool TryRead([NotNullWhen(true)] out SheetRow? row)
    {
        row = null;
        if (stream.ReadAtLeast(_head, HeadLength, throwOnEndOfStream: false) < HeadLength)
        {
            return false;
        }

        var content = new byte[BinaryPrimitives.ReadUInt16BigEndian(_head.AsSpan(HeadLength - 2))];
        stream.ReadExactly(content);
        row = new SheetRow(BinaryPrimitives.ReadInt32BigEndian(_head), new Guid(_head.AsSpan(4, 16), bigEndian: true), content,
            BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(20)));
        return true;
    }
}
