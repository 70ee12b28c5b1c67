using System.Globalization;
using System.Text;

namespace SipasSurvey.Paper;

/// <summary>What was found in a file, as reports show it: short, on one line, and nothing that turns the line around.</summary>
internal static class Shown
{
    private const int Longest = 40;
    private const int MostNames = 12;

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>A value of the file.</summary>
    public static string Text(ReadOnlySpan<char> value)
    {
        value = value.Trim();
        var shown = new StringBuilder(Longest + 1);
        foreach (var rune in value.EnumerateRunes())
        {
            if (shown.Length + rune.Utf16SequenceLength > Longest)
            {
                return shown.Append('…').ToString();
            }

            var category = Rune.GetUnicodeCategory(rune);
            var isHidden = category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate;
            shown.Append(isHidden ? "·" : rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The first of some names, and how many more there are.</summary>
    public static string List(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" … (+{(names.Count - MostNames).ToString(CultureInfo.InvariantCulture)})" : "");

    /// <summary>A number as it is written in Vietnamese.</summary>
    public static string Vi(int number) => number.ToString("N0", Vietnamese);

    /// <summary>A number as it is written in English.</summary>
    public static string En(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
