using SipasSurvey.Domain;

namespace SipasSurvey.Contracts;

/// <summary>The binary encoding of the records in a pack.</summary>
internal static class PackRecordFormat
{
    // A million million: far above what can be, and so low that the sum over producers never overflows.
    private const long MostEntriesOfAProducer = 1_000_000_000_000;

    private enum Kind : byte
    {
        Entry = 1,
        BatchClosed = 2,
        Withdrawal = 3,
        Decision = 4,
        CountReport = 5,
    }

    public static void Write(PackWriter writer, PackRecord record, byte version, long startOfTime)
    {
        switch (record)
        {
            case EntryReceived { Entry: var entry } received:
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
                if (version >= 4)
                {
                    writer.Byte((byte)received.Suspicions);
                    writer.Bytes(received.SealedClaim.Span);
                }

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

    public static PackRecord Read(ref PackReader reader, byte version, long startOfTime)
    {
        var kind = (Kind)reader.Byte();
        return kind switch
        {
            Kind.Entry => ReadEntry(ref reader, version, startOfTime),
            Kind.BatchClosed => new BatchClosed(reader.Guid(), reader.Text(), reader.Text(), reader.Text(), reader.Text(), reader.Text(),
                reader.Int31(), reader.Int31(), reader.Int31(), reader.Flag(), reader.Int64(), version >= 3 && reader.Flag()),
            Kind.Withdrawal => new BatchWithdrawn(reader.Guid(), reader.Int64(), reader.Text(), reader.Text()),
            Kind.Decision => ReadDecision(ref reader),
            Kind.CountReport => new EntriesReported(ReadCounts(ref reader)),
            _ => throw new PackFormatException($"Record kind {(byte)kind} is unknown in version {version}."),
        };
    }

    private static EntryReceived ReadEntry(ref PackReader reader, byte version, long startOfTime)
    {
        var entry = new Entry(reader.Guid(), (Channel)reader.Byte(), reader.OptionalGuid(), reader.Int31(),
            version == 1 ? reader.Int64() : reader.Int63After(startOfTime), reader.Bytes());
        return version < 4 ? new EntryReceived(entry) : new EntryReceived(entry, (Suspicions)reader.Byte(), reader.Bytes());
    }

    private static ContentDecided ReadDecision(ref PackReader reader)
    {
        var id = reader.Guid();
        var content = reader.Bytes();
        var decidedAt = reader.Int64();
        return new ContentDecided(new Decision(id, content, decidedAt, reader.Text(), reader.Text()));
    }

    public static void WriteCounts(PackWriter writer, IReadOnlyList<SurveyCount> counts)
    {
        writer.Varint((ulong)counts.Count);
        foreach (var count in counts)
        {
            writer.Text(count.Survey);
            writer.Varint((ulong)count.Entries);
        }
    }

    public static SurveyCount[] ReadCounts(ref PackReader reader)
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
