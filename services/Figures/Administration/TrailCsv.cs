using System.Globalization;
using System.Text;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.Figures.Administration;

/// <summary>
/// The trail as CSV (RFC 4180): UTF-8 with a byte order mark, CRLF, every field in quotes. Columns stand in the order of the lines that <see cref="AuditChain"/>
/// hashes, with the hash of the entry before first and the entry's own hash last, so that anybody can compute the chain anew.
/// </summary>
/// <remarks>
/// A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that begins with an apostrophe. Hence whoever computes the
/// chain takes one apostrophe away where a field begins with one, and has what was written.
/// </remarks>
internal static class TrailCsv
{
    public const string ContentType = "text/csv";

    /// <summary>Names of the columns.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["previous", "sequence", "at", "actorId", "actor", "role", "action", "target", "outcome", "address", "detail", "hash"];

    // The last four are the same signs at full width, which some spreadsheets read alike.
    private const string Guarded = "'=+-@\t\r\n＝＋－＠";

    /// <summary>Writes entries as they come; however many there are, memory holds one.</summary>
    public static async Task Write(Stream stream, IAsyncEnumerable<AuditEntry> entries, CancellationToken cancellationToken)
    {
        await using var text = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await text.WriteAsync(Line(Columns).AsMemory(), cancellationToken);
        await foreach (var (sequence, at, record, previous, hash) in entries.WithCancellation(cancellationToken))
        {
            await text.WriteAsync(Line(
            [
                Convert.ToHexStringLower(previous), sequence.ToString(CultureInfo.InvariantCulture), AuditChain.Code(at), record.ActorId, record.Actor, record.Role,
                record.Action, record.Target, AuditChain.Code(record.Outcome), record.Address, record.Detail, Convert.ToHexStringLower(hash),
            ]).AsMemory(), cancellationToken);
        }
    }

    /// <summary>A text that no spreadsheet takes for a formula, and from which the text can be had back.</summary>
    public static string Guard(string text) => text.Length > 0 && Guarded.Contains(text[0], StringComparison.Ordinal) ? $"'{text}" : text;

    private static string Line(IEnumerable<string> fields) =>
        $"{string.Join(',', fields.Select(field => $"\"{Guard(field).Replace("\"", "\"\"", StringComparison.Ordinal)}\""))}\r\n";
}
