using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;

namespace SipasSurvey.Staff.Trail;

/// <summary>
/// An entry of the trail that somebody noted, written <c>SEQUENCE:HASH</c> with 64 hexadecimal digits. Whoever keeps one outside this system sees
/// later whether the trail still has everything up to there: a chain alone does not show that its end was cut off.
/// </summary>
/// <param name="Sequence">Sequence of the entry; 0 for a trail without entries.</param>
/// <param name="Hash">Its hash.</param>
public sealed record AuditHead(long Sequence, byte[] Hash)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out AuditHead? head)
    {
        head = null;
        if (text.Split(':') is not [var sequence, { Length: 2 * SHA256.HashSizeInBytes } hash]
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || !hash.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        head = new AuditHead(number, Convert.FromHexString(hash));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Sequence}:{Convert.ToHexStringLower(Hash)}");
}
