using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using SipasSurvey.Hosting.Api;

namespace SipasSurvey.Intake.Batches;

/// <summary>Why somebody changes something, in their words, on one line.</summary>
internal static class ChangeReason
{
    public const string Field = "reason";

    public const int Longest = BatchChangeDescriptions.LongestReason;

    /// <summary>What would be right.</summary>
    public static readonly string Right = $"must be a text of 1 to {Longest} characters that says why.";

    /// <summary>Reads a reason; breaks between lines become spaces, many of them one, and what cannot be seen is left out.</summary>
    public static bool TryRead(string? given, [NotNullWhen(true)] out string? reason)
    {
        var text = new StringBuilder();
        foreach (var rune in (given ?? "").EnumerateRunes())
        {
            _ = Rune.IsWhiteSpace(rune) ? text is [.., ' '] ? text : text.Append(' ')
                : Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned ? text
                : text.Append(rune);
        }

        reason = text.ToString().Trim();
        if (reason.Length is 0 or > Longest)
        {
            reason = null;
        }

        return reason is not null;
    }
}
