using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SipasSurvey.Domain;

/// <summary>
/// The identity behind an invitation (or behind the printed sheet that it may be on), as a keyed hash of 16 bytes. Who has not the secret cannot tell which
/// invitation it is.
/// </summary>
/// <param name="Value">The hash.</param>
public readonly record struct InvitationClaim(UInt128 Value);

/// <summary>Who used an invitation: a keyed hash of the response id, 16 bytes, under another key than the claims'.</summary>
/// <param name="Value">The hash.</param>
public readonly record struct ClaimHolder(UInt128 Value);

/// <summary>What came of opening a sealed claim.</summary>
public enum ClaimOpening
{
    /// <summary>It is that of the response.</summary>
    Opened,

    /// <summary>It was sealed under another secret: one of the processes has the wrong one.</summary>
    OtherSecret,

    /// <summary>It was changed on its way, or belongs to another response.</summary>
    Damaged,
}

/// <summary>
/// Claims: whoever counts first under an identity holds it, and nobody else does. On its way to the database a claim is sealed (AES-256-GCM) together with the id of
/// its response, so that no queue holds a code and answers side by side in the clear. The bytes are specified in contracts/README.md ("Claim").
/// </summary>
public sealed class ClaimKeys
{
    /// <summary>Length of a claim and of a holder, in bytes.</summary>
    public const int Bytes = 16;

    /// <summary>Length of a sealed claim, in bytes: name of the key, nonce, claim, tag.</summary>
    public const int SealedBytes = NameBytes + NonceBytes + Bytes + TagBytes;

    private const int NameBytes = 4;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] _claim;
    private readonly byte[] _holder;
    private readonly byte[] _seal;

    // Says which secret something was sealed under, and nothing else of it: so a wrong secret is told apart from damage, and costs nobody their answer.
    private readonly byte[] _name;

    internal ClaimKeys(byte[] claim, byte[] holder, byte[] seal, byte[] name) => (_claim, _holder, _seal, _name) = (claim, holder, seal, name[..NameBytes]);

    /// <summary>The claim of a code that was found to be one of the survey, or of a printed sheet, which has the code that may be printed on it.</summary>
    public InvitationClaim Of(string survey, InvitationCode code) => new(Hash(_claim, InvitationIdentity.Of(survey, code)));

    /// <summary>The claim of the sheet with a printed serial.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="province">Province code.</param>
    /// <param name="number">Number of the serial.</param>
    public InvitationClaim OfSheet(string survey, string province, int number) =>
        Of(survey, new InvitationCode(InvitationKind.Sheet, int.Parse(province, NumberStyles.None, CultureInfo.InvariantCulture), (uint)number, 0));

    /// <summary>Who holds the claims of a response.</summary>
    public ClaimHolder HolderOf(Guid id) => new(Hash(_holder, id.ToByteArray(bigEndian: true)));

    /// <summary>Seals a claim for its way to the database, with the id of its response.</summary>
    public byte[] Seal(InvitationClaim claim, Guid id)
    {
        Span<byte> plain = stackalloc byte[Bytes];
        BinaryPrimitives.WriteUInt128BigEndian(plain, claim.Value);
        var sealedClaim = new byte[SealedBytes];
        _name.CopyTo(sealedClaim, 0);
        // Random, as several processes seal under one key: after thousands of millions of claims two nonces still hardly ever meet.
        var nonce = sealedClaim.AsSpan(NameBytes, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(_seal, TagBytes);
        cipher.Encrypt(nonce, plain, sealedClaim.AsSpan(NameBytes + NonceBytes, Bytes), sealedClaim.AsSpan(SealedBytes - TagBytes), id.ToByteArray(bigEndian: true));
        return sealedClaim;
    }

    /// <summary>Opens what <see cref="Seal"/> made.</summary>
    public ClaimOpening TryOpen(ReadOnlySpan<byte> sealedClaim, Guid id, out InvitationClaim claim)
    {
        claim = default;
        if (sealedClaim.Length != SealedBytes)
        {
            return ClaimOpening.Damaged;
        }

        if (!sealedClaim[..NameBytes].SequenceEqual(_name))
        {
            return ClaimOpening.OtherSecret;
        }

        Span<byte> plain = stackalloc byte[Bytes];
        try
        {
            using var cipher = new AesGcm(_seal, TagBytes);
            cipher.Decrypt(sealedClaim.Slice(NameBytes, NonceBytes), sealedClaim.Slice(NameBytes + NonceBytes, Bytes), sealedClaim[^TagBytes..], plain,
                id.ToByteArray(bigEndian: true));
        }
        catch (AuthenticationTagMismatchException)
        {
            return ClaimOpening.Damaged;
        }

        claim = new InvitationClaim(BinaryPrimitives.ReadUInt128BigEndian(plain));
        return ClaimOpening.Opened;
    }

    private static UInt128 Hash(byte[] key, byte[] of)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, of, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
