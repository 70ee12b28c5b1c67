using System.Globalization;
using System.Text;

namespace SipasSurvey.Paper;

/// <summary>Compares what people typed with what it may mean: case, full-width forms, kinds of dash, blanks and Vietnamese marks make no difference.</summary>
internal static class Words
{
    /// <summary>
    /// The form in which words in cells are compared. Punctuation stays, so that <c>-1</c> is not <c>1</c>. Marks go, as many type without
    /// them: whoever looks words up has to make sure that no two of them differ in marks alone.
    /// </summary>
    public static string Key(string typed)
    {
        var key = new StringBuilder(typed.Length);
        var blank = false;
        foreach (var rune in Decompose(typed).EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control)
            {
                blank = key.Length > 0;
                continue;
            }

            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            if (blank)
            {
                key.Append(' ');
                blank = false;
            }

            key.Append(Plain(rune));
        }

        return key.ToString();
    }

    /// <summary>The form in which headings are compared: letters and digits alone, and the dot or comma between two digits as a dot.</summary>
    public static string HeadingKey(string typed)
    {
        var words = Key(typed);
        var key = new StringBuilder(words.Length);
        for (var at = 0; at < words.Length; at++)
        {
            if (char.IsLetterOrDigit(words[at]))
            {
                key.Append(words[at]);
            }
            else if (words[at] is '.' or ',' && at > 0 && at + 1 < words.Length && char.IsAsciiDigit(words[at - 1]) && char.IsAsciiDigit(words[at + 1]))
            {
                key.Append('.');
            }
        }

        return key.ToString();
    }

    private static string Decompose(string typed)
    {
        try
        {
            return typed.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: no word of ours, whatever it is.
            return "\uFFFD";
        }
    }

    private static string Plain(Rune rune) => rune.Value switch
    {
        'đ' or 'Đ' => "d",
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value == '−' => "-",
        _ => Rune.ToLowerInvariant(rune).ToString(),
    };
}
