using CsCheck;
using SipasSurvey.Contracts;
using SipasSurvey.Domain;

namespace SipasSurvey.UnitTests;

/// <summary>Generators of packs with records of every kind.</summary>
internal static class AnyPack
{
    private static readonly Gen<ReadOnlyMemory<byte>> Bytes =
        Gen.OneOf(Any.Response.Select(response => response.ToBytes()), Gen.Byte.Array[0, 200]).Select(bytes => new ReadOnlyMemory<byte>(bytes));

    private static readonly Gen<long> ReceivedAt = Gen.OneOf(Gen.Long[1_700_000_000_000_000, 1_700_000_000_900_000], Gen.Long[-1_000, long.MaxValue / 2]);

    private static readonly Gen<int> Number = Gen.OneOf(Gen.Int[0, 300], Gen.Int[0, int.MaxValue]);

    private static readonly Gen<SurveyCount[]> Counts =
        Gen.Select(Any.Text, Gen.Long[0, 1_000_000_000_000], (survey, entries) => new SurveyCount(survey, entries)).Array[0, 3];

    private static readonly Gen<PackRecord> Entry =
        Gen.Select(Gen.Select(Gen.Guid, Gen.Byte, Gen.Guid.Nullable(), Number, ReceivedAt, Bytes), Gen.Byte, Gen.Byte.Array[0, 60], (it, suspicions, claim) =>
            (PackRecord)new EntryReceived(new Entry(it.Item1, (Channel)it.Item2, it.Item3, it.Item4, it.Item5, it.Item6), (Suspicions)suspicions, claim));

    private static readonly Gen<PackRecord> Closed =
        Gen.Select(Gen.Guid, Any.Text.Array[5], Number.Array[3], Gen.Bool, Gen.Long, Gen.Bool, (batch, text, rows, simulated, closedAt, accepted) =>
            (PackRecord)new BatchClosed(batch, text[0], text[1], text[2], text[3], text[4], rows[0], rows[1], rows[2], simulated, closedAt, accepted));

    private static readonly Gen<PackRecord> Withdrawn =
        Gen.Select(Gen.Guid, Gen.Long, Any.Text, Any.Text, (batch, at, by, reason) => (PackRecord)new BatchWithdrawn(batch, at, by, reason));

    private static readonly Gen<PackRecord> Decided =
        Gen.Select(Gen.Guid, Bytes, Gen.Long, Any.Text, Any.Text, (id, content, at, by, reason) =>
            (PackRecord)new ContentDecided(new Decision(id, content, at, by, reason)));

    private static readonly Gen<PackRecord> Report = Counts.Select(counts => (PackRecord)new EntriesReported(counts));

    public static readonly Gen<Pack> Pack =
        Gen.Select(Gen.Guid, Gen.Long[0, long.MaxValue], Counts, Gen.OneOf(Entry, Entry, Closed, Withdrawn, Decided, Report).Array[0, 12],
            (producer, sequence, counts, records) => new Pack(producer, sequence, counts, records));

    public static readonly Gen<byte> Version = Gen.Byte[1, PackFormat.Version];

    /// <summary>What a version can say of a pack: before version 3 nobody could accept conflicts, before version 4 there were no invitations and no suspicions.</summary>
    public static Pack As(Pack pack, byte version) => pack with
    {
        Records =
        [
            .. pack.Records.Select(it => it switch
            {
                BatchClosed closed when version < 3 => closed with { ConflictsAccepted = false },
                EntryReceived received when version < 4 => new EntryReceived(received.Entry),
                _ => it,
            }),
        ],
    };
}
