using System.Text;

namespace SipasSurvey.Pages;

/// <summary>
/// The order of Vietnamese dictionaries: by letter first (a, ă, â, b … d, đ, e, ê …), by tone where the letters are the same. Written out here, so that a page does not
/// depend on which language data its machine has.
/// </summary>
public sealed class VietnameseOrder : IComparer<string>
{
    /// <summary>The one there is.</summary>
    public static readonly VietnameseOrder Instance = new();

    private const string Alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

    // Grave, hook, tilde, acute, dot below.
    private const string Tones = "\u0300\u0309\u0303\u0301\u0323";

    /// <inheritdoc/>
    public int Compare(string? x, string? y)
    {
        var byLetters = string.CompareOrdinal(Letters(x ?? ""), Letters(y ?? ""));
        return byLetters != 0 ? byLetters : string.CompareOrdinal(Toned(x ?? ""), Toned(y ?? ""));
    }

    // Each letter by its place; what is none comes before all of them.
    private static string Letters(string text) =>
        string.Concat(WithoutTones(text).Select(letter => Alphabet.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var place ? (char)('a' + place) : ' '));

    private static string WithoutTones(string text) =>
        string.Concat(text.ToLowerInvariant().Normalize(NormalizationForm.FormD).Where(it => !Tones.Contains(it, StringComparison.Ordinal))).Normalize(NormalizationForm.FormC);

    private static string Toned(string text) => string.Concat(text.ToLowerInvariant().Normalize(NormalizationForm.FormD)
        .Where(it => Tones.Contains(it, StringComparison.Ordinal)).Select(tone => (char)('1' + Tones.IndexOf(tone, StringComparison.Ordinal))));
}
