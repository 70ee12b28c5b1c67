using System.Buffers.Binary;
using SipasSurvey.Domain;

namespace SipasSurvey.Storage.SqlServer;

/// <summary>Turns invitations, receipts and suspicions into rows of the table types and of <c>staged_id</c>, in the order of their keys and without repetitions.</summary>
internal static class TraceTypes
{
    /// <summary>How many ids are one part of those that are staged.</summary>
    public const int RowsOfPart = 2_000;

    /// <summary>Hashes of 16 bytes, as ids.</summary>
    public static RowSet Hashes(IEnumerable<UInt128> hashes)
    {
        var rows = new RowSet("dbo.ids", ("id", typeof(byte[])));
        foreach (var hash in hashes.Distinct().Order())
        {
            rows.Add(Bytes(hash));
        }

        return rows;
    }

    public static RowSet Spent(IEnumerable<(InvitationClaim Claim, ClaimHolder Holder)> spent)
    {
        var rows = new RowSet("dbo.spent_rows", ("claim", typeof(byte[])), ("holder", typeof(byte[])));
        foreach (var (claim, holder) in spent.OrderBy(it => it.Claim.Value))
        {
            rows.Add(Bytes(claim.Value), Bytes(holder.Value));
        }

        return rows;
    }

    public static RowSet Receipts(IEnumerable<Guid> ids)
    {
        var rows = new RowSet("dbo.receipt_rows", ("receipt", typeof(byte[])), ("id", typeof(byte[])));
        foreach (var (receipt, id) in ids.Distinct().Select(id => (Receipt: ResponseId.ReceiptNumber(id), Id: id)).OrderBy(it => it.Receipt).ThenBy(it => it.Id))
        {
            rows.Add(ResponseId.ReceiptToBytes(receipt), TableTypes.Bytes(id));
        }

        return rows;
    }

    /// <summary>Rows of <see cref="StagedIds.Table"/>: ids, each of which is there once, with their receipts where they are among those that came in online.</summary>
    public static RowSet Staged(byte[] fill, IEnumerable<Guid> ids, IReadOnlySet<Guid> online)
    {
        var rows = new RowSet(StagedIds.Table, ("fill", typeof(byte[])), ("part", typeof(int)), ("id", typeof(byte[])), ("receipt", typeof(byte[])));
        foreach (var (number, id) in ids.Order().Index())
        {
            rows.Add(fill, number / RowsOfPart, TableTypes.Bytes(id), online.Contains(id) ? ResponseId.ReceiptToBytes(ResponseId.ReceiptNumber(id)) : null);
        }

        return rows;
    }

    public static RowSet SuspiciousChanges(IReadOnlyDictionary<SuspicionKey, long> changes)
    {
        var rows = new RowSet("dbo.suspicious_changes", ("survey", typeof(string)), ("province", typeof(string)), ("kind", typeof(byte)), ("entries", typeof(long)));
        foreach (var (key, change) in changes.Where(it => it.Value != 0)
            .OrderBy(it => it.Key.Survey, StringComparer.Ordinal).ThenBy(it => it.Key.Province, StringComparer.Ordinal).ThenBy(it => it.Key.Suspicions))
        {
            rows.Add(key.Survey, key.Province, (byte)key.Suspicions, change);
        }

        return rows;
    }

    private static byte[] Bytes(UInt128 hash)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return bytes;
    }
}
