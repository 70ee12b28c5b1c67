using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SipasSurvey.Domain;

/// <summary>What an invitation is printed on. The numbers are part of the code.</summary>
public enum InvitationKind : byte
{
    /// <summary>Thư mời: a letter, by its number in survey and province.</summary>
    Letter = 0,

    /// <summary>Phiếu in sẵn: a questionnaire with a printed serial, by the number of that serial.</summary>
    Sheet = 1,
}

/// <summary>
/// The code of a single-use invitation (mã mời): 20 characters of Crockford's base 32, 100 bits, specified in contracts/README.md ("Invitation code"). That it
/// can be read says nothing of whether it is one of ours; <see cref="InvitationCodes"/> does.
/// </summary>
/// <param name="Kind">What it is printed on: 1 bit.</param>
/// <param name="Province">The two-digit code of the province as a number: 7 bits.</param>
/// <param name="Number">Number of the letter, or of the printed serial, in survey and province: 32 bits.</param>
/// <param name="Proof">What only who has the secret can make: 60 bits.</param>
public readonly record struct InvitationCode(InvitationKind Kind, int Province, uint Number, ulong Proof)
{
    /// <summary>How many characters a code has, without the hyphens between its groups of four.</summary>
    public const int Length = 20;

    internal const int ProofBits = 60;
    private const int NumberBits = 32;
    private const int ProvinceBits = 7;

    /// <summary>Code of the province, two digits.</summary>
    public string ProvinceCode => Province.ToString("00", CultureInfo.InvariantCulture);

    /// <summary>Reads a code as somebody typed it: in any case, with dashes and blanks anywhere, O for 0, and I or L for 1.</summary>
    public static bool TryParse([NotNullWhen(true)] string? typed, out InvitationCode code)
    {
        var isCode = Crockford.TryRead(typed, Length, out var bits);
        var proof = (ulong)(bits & ((UInt128.One << ProofBits) - 1));
        bits >>= ProofBits;
        var number = (uint)(bits & uint.MaxValue);
        bits >>= NumberBits;
        code = isCode
            ? new InvitationCode((InvitationKind)(byte)(bits >> ProvinceBits), (int)(bits & ((1 << ProvinceBits) - 1)), number, proof)
            : default;
        return isCode;
    }

    /// <summary>In groups of four: <c>ABCD-EFGH-JKMN-PQRS-TVWX</c>.</summary>
    public override string ToString()
    {
        var bits = ((UInt128)(byte)Kind << ProvinceBits) | (uint)Province;
        bits = (((bits << NumberBits) | Number) << ProofBits) | Proof;
        return Crockford.Grouped(Crockford.Write(bits, Length));
    }
}
