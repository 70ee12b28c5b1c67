using SipasSurvey.Domain;

namespace SipasSurvey.Contracts;

/// <summary>Bytes that are not a pack, or not one that this version can read. The message says which and what to do.</summary>
public sealed class PackFormatException(string message) : Exception(message);

/// <summary>The binary encoding of packs, specified in contracts/README.md ("Pack").</summary>
public static class PackFormat
{
    /// <summary>Content type of an encoded pack.</summary>
    public const string MediaType = "application/vnd.sipas-survey.pack";

    /// <summary>The version that is written. All versions from 1 to this one are read.</summary>
    public const byte Version = 3;

    // A million million: far above what can be, and so low that the sum over producers never overflows.
    private const long MostEntriesOfAProducer = 1_000_000_000_000;

    private const int LargestBody = 4 * Pack.MostBytes;

    private static ReadOnlySpan<byte> Magic => "SIPK"u8;

    private enum Kind : byte
    {
        Entry = 1,
        BatchClosed = 2,
        Withdrawal = 3,
        Decision = 4,
        CountReport = 5,
    }

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
        WriteCounts(writer, pack.Counts);
        var startOfTime = pack.Records.OfType<EntryReceived>().Select(record => record.Entry.ReceivedAt).DefaultIfEmpty(0).Min();
        if (version >= 2)
        {
            writer.Int64(startOfTime);
        }

        writer.Varint((ulong)pack.Records.Count);
        foreach (var record in pack.Records)
        {
            writer.Sized(record, (body, it) => WriteRecord(body, it, version, startOfTime));
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
        var counts = ReadCounts(ref reader);
        var startOfTime = version >= 2 ? reader.Int64() : 0;
        var records = new PackRecord[reader.Count()];
        for (var i = 0; i < records.Length; i++)
        {
            var record = reader.Sized();
            records[i] = ReadRecord(ref record, version, startOfTime);
            record.ExpectEnd();
        }

        reader.ExpectEnd();
        if (sequence == 0 && !records.All(record => record is EntriesReported))
        {
            throw new PackFormatException("A pack without a sequence may hold nothing but count reports.");
        }

        return new Pack(producer, sequence, counts, records);
    }

    private static void WriteRecord(PackWriter writer, PackRecord record, byte version, long startOfTime)
    {
        switch (record)
        {
            case EntryReceived { Entry: var entry }:
                writer.Byte((byte)Kind.Entry);
                writer.Guid(entry.Id);
                writer.Byte((byte)entry.Channel);
                writer.OptionalGuid(entry.Batch);
                writer.Varint((ulong)entry.Row);
                if (version == 1)
                {
                    writer.Int64(entry.ReceivedAt);
                }
                else
                {
                    writer.Varint((ulong)(entry.ReceivedAt - startOfTime));
                }

                writer.Bytes(entry.Content.Span);
                break;
            case BatchClosed closed:
                writer.Byte((byte)Kind.BatchClosed);
                writer.Guid(closed.Batch);
                writer.Text(closed.Survey);
                writer.Text(closed.Province);
                writer.Text(closed.Team);
                writer.Text(closed.FileName);
                writer.Text(closed.SentBy);
                writer.Varint((ulong)closed.Rows);
                writer.Varint((ulong)closed.Accepted);
                writer.Varint((ulong)closed.Rejected);
                writer.Byte(closed.Simulated ? (byte)1 : (byte)0);
                writer.Int64(closed.ClosedAt);
                if (version >= 3)
                {
                    writer.Byte(closed.ConflictsAccepted ? (byte)1 : (byte)0);
                }

                break;
            case BatchWithdrawn withdrawn:
                writer.Byte((byte)Kind.Withdrawal);
                writer.Guid(withdrawn.Batch);
                writer.Int64(withdrawn.WithdrawnAt);
                writer.Text(withdrawn.WithdrawnBy);
                writer.Text(withdrawn.Reason);
                break;
            case ContentDecided { Decision: var decision }:
                writer.Byte((byte)Kind.Decision);
                writer.Guid(decision.Id);
                writer.Bytes(decision.Content.Span);
                writer.Int64(decision.DecidedAt);
                writer.Text(decision.DecidedBy);
                writer.Text(decision.Reason);
                break;
            case EntriesReported report:
                writer.Byte((byte)Kind.CountReport);
                WriteCounts(writer, report.Counts);
                break;
            default:
                throw new ArgumentException($"A {record.GetType().Name} has no place in a pack.", nameof(record));
        }
    }

    private static PackRecord ReadRecord(ref PackReader reader, byte version, long startOfTime)
    {
        var kind = (Kind)reader.Byte();
        return kind switch
        {
            Kind.Entry => new EntryReceived(new Entry(reader.Guid(), (Channel)reader.Byte(), reader.OptionalGuid(), reader.Int31(),
                version == 1 ? reader.Int64() : reader.Int63After(startOfTime), reader.Bytes())),
            Kind.BatchClosed => new BatchClosed(reader.Guid(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(),
                reader.Int31(), reader.Int31(), reader.Int31(), reader.Flag(), reader.Int64(), version >= 3 && reader.Flag()),
            Kind.Withdrawal => new BatchWithdrawn(reader.Guid(), reader.Int64(), reader.Text(), reader.Text()),
            Kind.Decision => ReadDecision(ref reader),
            Kind.CountReport => new EntriesReported(ReadCounts(ref reader)),
            _ => throw new PackFormatException($"Record kind {(byte)kind} is unknown in version {version}."),
        };
    }

    private static ContentDecided ReadDecision(ref PackReader reader)
    {
        var id = reader.Guid();
        var content = reader.Bytes();
        var decidedAt = reader.Int64();
        return new ContentDecided(new Decision(id, content, decidedAt, reader.Text(), reader.Text()));
    }

    private static void WriteCounts(PackWriter writer, IReadOnlyList<SurveyCount> counts)
    {
        writer.Varint((ulong)counts.Count);
        foreach (var count in counts)
        {
            writer.Text(count.Survey);
            writer.Varint((ulong)count.Entries);
        }
    }

    private static SurveyCount[] ReadCounts(ref PackReader reader)
    {
        var counts = new SurveyCount[reader.Count()];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = new SurveyCount(reader.Text(), reader.Int63());
            if (counts[i].Entries > MostEntriesOfAProducer)
            {
                throw new PackFormatException($"A producer cannot have published {counts[i].Entries} entries.");
            }
        }

        return counts;
    }
}
