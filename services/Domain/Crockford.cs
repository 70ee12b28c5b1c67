using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace SipasSurvey.Domain;

/// <summary>Numbers as people copy them: Crockford's base 32, five bits a character, the highest first, with no letter that looks like a digit.</summary>
public static class Crockford
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int BitsEach = 5;

    // Far above any code with all the blanks that somebody may type.
    private const int LongestTyped = 64;

    /// <summary>The number, of so many characters.</summary>
    public static string Write(UInt128 number, int characters) => string.Create(characters, number, static (text, rest) =>
    {
        for (var i = text.Length - 1; i >= 0; i--, rest >>= BitsEach)
        {
            text[i] = Alphabet[(int)(rest & 0x1F)];
        }
    });

    /// <summary>
    /// Reads a number of so many characters as somebody typed it: in any case, with dashes and blanks anywhere, O for 0, and I or L for 1.
    /// </summary>
    public static bool TryRead([NotNullWhen(true)] string? typed, int characters, out UInt128 number)
    {
        number = 0;
        if (typed is not { Length: <= LongestTyped })
        {
            return false;
        }

        var found = 0;
        foreach (var typedCharacter in typed)
        {
            if (IsBetween(typedCharacter))
            {
                continue;
            }

            var value = Alphabet.IndexOf(Plain(typedCharacter), StringComparison.Ordinal);
            if (value < 0 || ++found > characters)
            {
                number = 0;
                return false;
            }

            number = (number << BitsEach) | (uint)value;
        }

        return found == characters;
    }

    /// <summary>A code in groups of four, with hyphens between.</summary>
    public static string Grouped(string code) => string.Join('-', code.Chunk(4).Select(group => new string(group)));

    // Phones and word processors make longer dashes of hyphens; copied text has soft hyphens and minus signs, and blanks without width.
    private static bool IsBetween(char typed) => char.IsWhiteSpace(typed) || typed == '\u2212'
        || char.GetUnicodeCategory(typed) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format;

    private static char Plain(char typed) => typed switch
    {
        'o' or 'O' => '0',
        'i' or 'I' or 'l' or 'L' => '1',
        >= 'a' and <= 'z' => (char)(typed - 'a' + 'A'),
        _ => typed,
    };
}
