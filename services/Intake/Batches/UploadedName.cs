using System.Globalization;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace SipasSurvey.Intake.Batches;

/// <summary>Names of files that somebody sent: for people to recognize, never a path.</summary>
internal static class UploadedName
{
    private const int Longest = 120;
    private const string Nameless = "?";

    private static readonly char[] Folders = ['/', '\\'];

    /// <summary>The name that a part of a form gives; empty when it gives none.</summary>
    public static string Of(ContentDispositionHeaderValue disposition)
    {
        var given = disposition.FileNameStar.HasValue ? disposition.FileNameStar.ToString() : HeaderUtilities.RemoveQuotes(disposition.FileName).ToString();
        return given.Length == 0 ? "" : Clean(given);
    }

    /// <summary>The name without folders and without what cannot be seen, shortened.</summary>
    public static string Clean(string given)
    {
        var name = new StringBuilder();
        foreach (var rune in given[(given.LastIndexOfAny(Folders) + 1)..].EnumerateRunes())
        {
            var seen = Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
            if (seen && name.Length + rune.Utf16SequenceLength <= Longest)
            {
                name.Append(rune);
            }
        }

        return name.ToString().Trim() is { Length: > 0 } left ? left : Nameless;
    }
}
