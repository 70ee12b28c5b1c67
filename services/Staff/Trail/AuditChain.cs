using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SipasSurvey.Staff.Trail;

/// <summary>
/// The chain of hashes that makes a change of the trail visible. The hash of an entry is SHA-256 over UTF-8 of these lines, each ended by one
/// line feed: hash of the entry before (64 hexadecimal digits, lower case), sequence, time (<c>yyyy-MM-ddTHH:mm:ss.ffffffZ</c>), actor id, actor, role,
/// action, target, outcome (<c>done</c>, <c>refused</c>), address, detail. So anybody can compute it anew from an export.
/// </summary>
/// <remarks>It shows what was changed, added between or removed; that the end was cut off shows only to who knows a later hash, so auditors note it.</remarks>
public static class AuditChain
{
    /// <summary>Longest text of a field, in characters; longer ones are cut.</summary>
    public const int LongestField = 400;

    /// <summary>What comes before the first entry.</summary>
    public static readonly byte[] Origin = new byte[SHA256.HashSizeInBytes];

    /// <summary>The entry that follows.</summary>
    public static AuditEntry Append(long previousSequence, byte[] previous, DateTimeOffset at, AuditRecord record)
    {
        // To what is stored and exported, before it is hashed.
        var moment = new DateTimeOffset(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var clean = record with
        {
            ActorId = OneLine(record.ActorId),
            Actor = OneLine(record.Actor),
            Role = OneLine(record.Role),
            Action = OneLine(record.Action),
            Target = OneLine(record.Target),
            Address = OneLine(record.Address),
            Detail = OneLine(record.Detail),
        };
        return new AuditEntry(previousSequence + 1, moment, clean, previous, HashOf(previousSequence + 1, moment, clean, previous));
    }

    /// <summary>Whether an entry follows another one and says what it said when it was written; otherwise a sentence about what is wrong.</summary>
    public static string? FindFault(AuditEntry entry, long previousSequence, byte[] previous) =>
        entry.Sequence != previousSequence + 1 ? $"Entry {previousSequence + 1} is missing: {entry.Sequence} follows {previousSequence}."
        : !entry.Previous.AsSpan().SequenceEqual(previous) ? $"Entry {entry.Sequence} does not follow entry {previousSequence}: that one was changed, or others stood between."
        : !entry.Hash.AsSpan().SequenceEqual(HashOf(entry.Sequence, entry.At, entry.Record, previous)) ? $"Entry {entry.Sequence} was changed after it was written."
        : null;

    /// <summary>How an outcome is written.</summary>
    public static string Code(AuditOutcome outcome) => outcome == AuditOutcome.Done ? "done" : "refused";

    /// <summary>How a time is written.</summary>
    public static string Code(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static byte[] HashOf(long sequence, DateTimeOffset at, AuditRecord record, byte[] previous)
    {
        string[] lines =
        [
            Convert.ToHexStringLower(previous), sequence.ToString(CultureInfo.InvariantCulture), Code(at), record.ActorId, record.Actor, record.Role,
            record.Action, record.Target, Code(record.Outcome), record.Address, record.Detail,
        ];
        return SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line}\n"))));
    }

    /// <summary>
    /// A text as a field of the trail has it: in Unicode's composed form, as people type Vietnamese, without what is not seen or moves other
    /// text, and not longer than <see cref="LongestField"/>.
    /// </summary>
    /// <remarks>
    /// A line feed inside a field would let two different entries have the same lines. What is not seen would let two names look alike.
    /// </remarks>
    internal static string OneLine(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            seen.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator ? Rune.ReplacementChar : rune);
        }

        var composed = seen.ToString().Normalize(NormalizationForm.FormC);
        if (composed.Length <= LongestField)
        {
            return composed;
        }

        // Two halves that make one character stay together.
        return composed[..(char.IsHighSurrogate(composed[LongestField - 1]) ? LongestField - 1 : LongestField)];
    }
}
