using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Domain;

/// <summary>Response ids and the receipts (mã biên nhận) made from them. Ids are handled in big-endian byte order, as RFC 9562 writes them.</summary>
public static class ResponseId
{
    /// <summary>Namespace of the UUIDv5 of paper sheets. Fixed for ever: the same sheet must always get the same id.</summary>
    public static readonly Guid SheetNamespace = new("5f1c1a52-6f0c-4d6b-9a57-2f6f5e0f39b1");

    /// <summary>Length of a receipt as databases keep it, in bytes.</summary>
    public const int ReceiptBytes = 10;

    private const int ReceiptLength = ReceiptBytes * 8 / 5;

    /// <summary>Reads an id in its 36-character form, in any case and of any version.</summary>
    /// <remarks>The framework's parser also takes blanks and signs; an id is exactly what it writes.</remarks>
    public static bool TryParse(string? text, out Guid id) =>
        Guid.TryParseExact(text, "D", out id) && id.ToString("D").Equals(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a sender may use this id: UUID version 4 or 7 of the RFC 9562 variant.</summary>
    public static bool MaySend(Guid id) => id.Version is 4 or 7 && HasVariant(id);

    /// <summary>Whether an entry may have this id: one that a sender may use, or that of a sheet (version 5), which only a batch has.</summary>
    public static bool MayStore(Guid id, bool inBatch) => MaySend(id) || (inBatch && id.Version == 5 && HasVariant(id));

    /// <summary>
    /// The receipt of a response: the first 80 bits of SHA-256 over the id's 16 bytes, as 16 characters of Crockford's base 32. The same
    /// id always gives the same receipt; the id cannot be found from it.
    /// </summary>
    public static string Receipt(Guid id) => Receipt(ReceiptNumber(id));

    /// <summary>A receipt by its number, as <see cref="TryParseReceipt"/> reads it.</summary>
    public static string Receipt(UInt128 number) => Crockford.Write(number, ReceiptLength);

    /// <summary>The receipt as a number: 80 bits.</summary>
    public static UInt128 ReceiptNumber(Guid id)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(id.ToByteArray(bigEndian: true), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash) >> (128 - (ReceiptBytes * 8));
    }

    /// <summary>The bytes of a receipt, as databases keep it.</summary>
    public static byte[] ReceiptToBytes(UInt128 receipt)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, receipt);
        return bytes[^ReceiptBytes..].ToArray();
    }

    /// <summary>The receipt that a database keeps as these bytes.</summary>
    public static UInt128 ReceiptOf(ReadOnlySpan<byte> bytes)
    {
        var receipt = UInt128.Zero;
        foreach (var part in bytes)
        {
            receipt = (receipt << 8) | part;
        }

        return receipt;
    }

    /// <summary>Reads a receipt as somebody typed it: in any case, with dashes and blanks anywhere, O for 0, and I or L for 1.</summary>
    public static bool TryParseReceipt([NotNullWhen(true)] string? typed, out UInt128 receipt) => Crockford.TryRead(typed, ReceiptLength, out receipt);

    /// <summary>
    /// The id of a paper sheet: UUIDv5 of <c>survey|province|team|serial</c>. The team is empty for serials that were printed by us.
    /// </summary>
    /// <exception cref="ArgumentException">The team holds the separator, so that another team and serial could give the same name.</exception>
    public static Guid OfSheet(string survey, string province, string team, string serial)
    {
        if (team.Contains('|'))
        {
            throw new ArgumentException("The name of a team must not hold '|'.", nameof(team));
        }

        var name = string.Join('|', survey, province, Normalize(team), Normalize(serial));
        byte[] bytes = [.. SheetNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 9562 defines UUIDv5 by SHA-1; it names the sheet, it protects nothing.
        SHA1.HashData(bytes, hash);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    private static bool HasVariant(Guid id) => (id.Variant & 0b1100) == 0b1000;

    // The same sheet typed with other case, spaces or Unicode composition is the same sheet.
    private static string Normalize(string text) =>
        string.Join(' ', text.Normalize(NormalizationForm.FormC).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant();
}
