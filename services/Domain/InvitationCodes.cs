using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Domain;

/// <summary>Makes the codes of invitations, and says whether one was made here. No list of them is kept anywhere.</summary>
public sealed class InvitationCodes
{
    private readonly byte[] _key;

    internal InvitationCodes(byte[] key) => _key = key;

    /// <summary>The code of an invitation.</summary>
    /// <param name="survey">Survey code.</param>
    /// <param name="kind">What it is printed on.</param>
    /// <param name="province">Province code, two digits.</param>
    /// <param name="number">Number of the letter or of the printed serial.</param>
    public InvitationCode Make(string survey, InvitationKind kind, string province, uint number)
    {
        var code = new InvitationCode(kind, int.Parse(province, NumberStyles.None, CultureInfo.InvariantCulture), number, 0);
        return code with { Proof = ProofOf(survey, code) };
    }

    /// <summary>Whether the code is one of this survey, for the province that it names.</summary>
    public bool IsOf(string survey, InvitationCode code) => ProofOf(survey, code) == code.Proof;

    private ulong ProofOf(string survey, InvitationCode code)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, InvitationIdentity.Of(survey, code), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) >> (64 - InvitationCode.ProofBits);
    }
}

/// <summary>Who an invitation is for, in bytes: what it is printed on, where, and its number there. Two that are the same person's place are the same bytes.</summary>
internal static class InvitationIdentity
{
    // No code has the separator.
    public static byte[] Of(string survey, InvitationCode code) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{survey}|{(byte)code.Kind}|{code.ProvinceCode}|{code.Number}"));
}
