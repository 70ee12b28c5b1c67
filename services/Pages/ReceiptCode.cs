using SipasSurvey.Domain;

namespace SipasSurvey.Pages;

/// <summary>A receipt (<see cref="ResponseId.Receipt"/>) as people read and type it: 16 characters of Crockford's base 32.</summary>
public static class ReceiptCode
{
    private const int Group = 4;
    private const int Length = 16;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>In groups of four: <c>7K3M-9QXA-0VBT-2HWC</c>.</summary>
    public static string Grouped(string receipt) => string.Join('-', receipt.Chunk(Group).Select(chunk => new string(chunk)));

    /// <summary>Reads what somebody typed: in any case, with hyphens and blanks or without; O is 0, I and L are 1. Null when it is no receipt.</summary>
    public static string? Parse(string typed)
    {
        var code = string.Concat(typed.Where(it => it is not ('-' or '–') && !char.IsWhiteSpace(it)).Take(Length + 1)).ToUpperInvariant()
            .Replace('O', '0').Replace('I', '1').Replace('L', '1');
        return code.Length == Length && code.All(it => Alphabet.Contains(it, StringComparison.Ordinal)) ? code : null;
    }
}
