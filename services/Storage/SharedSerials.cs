using System.Globalization;

namespace SipasSurvey.Storage;

/// <summary>
/// The withdrawal of a batch whose sheets are those of others (trùng dãy số): when more than a fifth of them say something else than what
/// came under the same serial from elsewhere, whichever of the two counts, two teams have most likely used the same serials, and none of its sheets can be told from theirs.
/// </summary>
public static class SharedSerials
{
    /// <summary>Who withdraws such a batch.</summary>
    public const string Judge = "SIPAS";

    // More than one in so many.
    private const int OneIn = 5;

    private const string Reason = "shared-serials";

    /// <summary>Whether so many sheets that others have too, with other content, are too many.</summary>
    /// <param name="conflicting">Sheets of which something else came from elsewhere.</param>
    /// <param name="sheets">All distinct sheets of the batch.</param>
    public static bool AreTooMany(long conflicting, long sheets) => conflicting * OneIn > sheets;

    /// <summary>The reason as it is stored: it names the batch that has most of these sheets too, if they came in batches.</summary>
    public static string ReasonOf(Guid? other) => other is { } id ? string.Create(CultureInfo.InvariantCulture, $"{Reason} {id:D}") : Reason;

    /// <summary>Whether a withdrawal was one for shared serials, and with which batch.</summary>
    /// <param name="by">Who withdrew.</param>
    /// <param name="reason">The reason as it is stored.</param>
    /// <param name="other">The batch that the serials were shared with; null when there is none to name.</param>
    public static bool TryRead(string by, string reason, out Guid? other)
    {
        other = reason.StartsWith(Reason + " ", StringComparison.Ordinal) && Guid.TryParseExact(reason[(Reason.Length + 1)..], "D", out var id) ? id : null;
        return by == Judge && (reason == Reason || other is not null);
    }
}
