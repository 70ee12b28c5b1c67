namespace SipasSurvey.Contracts;

/// <summary>Bytes that are not a pack, or not one that this version can read. The message says which and what to do.</summary>
public sealed class PackFormatException(string message) : Exception(message);

/// <summary>The binary encoding of packs, specified in contracts/README.md ("Pack").</summary>
public static class PackFormat
{
    /// <summary>Content type of an encoded pack.</summary>
    public const string MediaType = "application/vnd.sipas-survey.pack";

    /// <summary>The version that is written. All versions from 1 to this one are read.</summary>
    public const byte Version = 4;

    private const int LargestBody = 4 * Pack.MostBytes;

    private static ReadOnlySpan<byte> Magic => "SIPK"u8;

    /// <summary>Encodes a pack.</summary>
    public static byte[] Write(Pack pack) => Write(pack, Version);

    /// <summary>Encodes a pack as an older program would, for trying out old and new side by side.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such version.</exception>
    public static byte[] Write(Pack pack, byte version)
    {
        ArgumentOutOfRangeException.ThrowIfZero(version);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(version, Version);
        var writer = new PackWriter();
        writer.Raw(Magic);
        writer.Byte(version);
        writer.Guid(pack.Producer);
        writer.Varint((ulong)pack.Sequence);
        PackRecordFormat.WriteCounts(writer, pack.Counts);
        var startOfTime = pack.Records.OfType<EntryReceived>().Select(record => record.Entry.ReceivedAt).DefaultIfEmpty(0).Min();
        if (version >= 2)
        {
            writer.Int64(startOfTime);
        }

        writer.Varint((ulong)pack.Records.Count);
        foreach (var record in pack.Records)
        {
            PackRecordFormat.Write(writer.BeginSized(), record, version, startOfTime);
            writer.EndSized();
        }

        return writer.ToArray();
    }

    /// <summary>Decodes a pack.</summary>
    /// <exception cref="PackFormatException">The bytes are damaged, or were written by a newer version than this program knows.</exception>
    public static Pack Read(ReadOnlySpan<byte> body)
    {
        if (body.Length > LargestBody)
        {
            throw new PackFormatException($"A pack of {body.Length} bytes is larger than the {LargestBody} allowed.");
        }

        var reader = new PackReader(body);
        if (!reader.Raw(Magic.Length).SequenceEqual(Magic))
        {
            throw new PackFormatException("The body is no pack: it does not begin with 'SIPK'.");
        }

        var version = reader.Byte();
        if (version is 0 or > Version)
        {
            throw new PackFormatException(
                $"The pack has version {version}, but this program reads versions 1 to {Version}. Update it, then run 'replay'.");
        }

        var producer = reader.Guid();
        var sequence = reader.Int63();
        var counts = PackRecordFormat.ReadCounts(ref reader);
        var startOfTime = version >= 2 ? reader.Int64() : 0;
        var records = new PackRecord[reader.Count()];
        for (var i = 0; i < records.Length; i++)
        {
            var record = reader.Sized();
            records[i] = PackRecordFormat.Read(ref record, version, startOfTime);
            record.ExpectEnd();
        }

        reader.ExpectEnd();
        if (sequence == 0 && !records.All(record => record is EntriesReported))
        {
            throw new PackFormatException("A pack without a sequence may hold nothing but count reports.");
        }

        return new Pack(producer, sequence, counts, records);
    }
}
