using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace SipasSurvey.Domain;

/// <summary>
/// What a response says: survey, province, answers, respondent and cluster. Two responses are equal when their canonical bytes are;
/// the layout of the bytes is specified in contracts/README.md ("Content").
/// </summary>
/// <param name="Survey">Survey code.</param>
/// <param name="Province">Province code in the survey's geography.</param>
/// <param name="Answers">Level of each item in the order of the questionnaire; <see cref="Blank"/> where it was left out.</param>
/// <param name="Respondent">For each respondent dimension in order: 0 when not given, else the category's place, from 1.</param>
/// <param name="Cluster">Village of the sample (thôn/tổ dân phố), or null.</param>
public sealed record Content(
    string Survey,
    string Province,
    ReadOnlyMemory<byte> Answers,
    ReadOnlyMemory<byte> Respondent,
    string? Cluster)
{
    /// <summary>An item that was not answered. It enters no denominator.</summary>
    public const byte Blank = 0;

    private const byte Layout = 1;

    /// <summary>How many items were answered.</summary>
    public int Answered
    {
        get
        {
            var answers = Answers.Span;
            return answers.Length - answers.Count(Blank);
        }
    }

    /// <summary>The canonical bytes.</summary>
    /// <exception cref="ArgumentException">Something has no place in the layout: a code that is longer than 255 bytes or not ASCII, more than
    /// 255 answers or categories, or an answer that does not fit into four bits.</exception>
    public byte[] ToBytes()
    {
        var answers = Answers.Span;
        var cluster = Cluster ?? "";
        var bytes = new byte[6 + Survey.Length + Province.Length + ((answers.Length + 1) / 2) + Respondent.Length + cluster.Length];
        bytes[0] = Layout;
        var at = 1;
        WriteCode(bytes, ref at, Survey);
        WriteCode(bytes, ref at, Province);
        bytes[at++] = LengthByte(answers.Length);
        for (var item = 0; item < answers.Length; item++)
        {
            if (answers[item] > 15)
            {
                throw new ArgumentException("An answer must fit into four bits.");
            }

            bytes[at + (item / 2)] |= (byte)(item % 2 == 0 ? answers[item] << 4 : answers[item]);
        }

        at += (answers.Length + 1) / 2;
        bytes[at++] = LengthByte(Respondent.Length);
        Respondent.Span.CopyTo(bytes.AsSpan(at));
        at += Respondent.Length;
        WriteCode(bytes, ref at, cluster);
        return bytes;
    }

    /// <summary>
    /// The survey code at the beginning of canonical bytes, in ASCII; empty when they do not begin like canonical bytes. What stands behind it is not looked at.
    /// </summary>
    public static ReadOnlySpan<byte> SurveyOf(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 2 && bytes[0] == Layout && bytes.Length >= 2 + bytes[1] ? bytes.Slice(2, bytes[1]) : default;

    /// <summary>Reads canonical bytes; false when they are not exactly what <see cref="ToBytes"/> writes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out Content? content)
    {
        content = null;
        if (bytes.IsEmpty || bytes[0] != Layout)
        {
            return false;
        }

        bytes = bytes[1..];
        if (!TryReadCode(ref bytes, out var survey) || !TryReadCode(ref bytes, out var province) || bytes.IsEmpty)
        {
            return false;
        }

        var items = bytes[0];
        var packed = (items + 1) / 2;
        if (bytes.Length < 1 + packed + 1)
        {
            return false;
        }

        var answers = new byte[items];
        for (var item = 0; item < items; item++)
        {
            var pair = bytes[1 + (item / 2)];
            answers[item] = (byte)(item % 2 == 0 ? pair >> 4 : pair & 0xF);
        }

        var padded = items % 2 == 1 && (bytes[packed] & 0xF) != 0;
        bytes = bytes[(1 + packed)..];
        var dimensions = bytes[0];
        if (padded || bytes.Length < 1 + dimensions + 1)
        {
            return false;
        }

        var respondent = bytes.Slice(1, dimensions).ToArray();
        bytes = bytes[(1 + dimensions)..];
        if (!TryReadCode(ref bytes, out var cluster) || !bytes.IsEmpty)
        {
            return false;
        }

        content = new Content(survey, province, answers, respondent, cluster.Length == 0 ? null : cluster);
        return true;
    }

    /// <summary>Equal when the canonical bytes are.</summary>
    public bool Equals(Content? other) =>
        other is not null && Survey == other.Survey && Province == other.Province && (Cluster ?? "") == (other.Cluster ?? "")
        && Answers.Span.SequenceEqual(other.Answers.Span) && Respondent.Span.SequenceEqual(other.Respondent.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Survey);
        hash.Add(Province);
        hash.AddBytes(Answers.Span);
        hash.AddBytes(Respondent.Span);
        return hash.ToHashCode();
    }

    private static void WriteCode(Span<byte> bytes, ref int at, string code)
    {
        bytes[at++] = LengthByte(code.Length);
        if (!Ascii.IsValid(code))
        {
            throw new ArgumentException("A code must be ASCII.");
        }

        at += Encoding.ASCII.GetBytes(code, bytes[at..]);
    }

    private static byte LengthByte(int length) =>
        length <= byte.MaxValue ? (byte)length : throw new ArgumentException($"A length of {length} does not fit into one byte.");

    private static bool TryReadCode(ref ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? code)
    {
        code = null;
        if (bytes.IsEmpty || bytes.Length < 1 + bytes[0] || !Ascii.IsValid(bytes.Slice(1, bytes[0])))
        {
            return false;
        }

        code = Encoding.ASCII.GetString(bytes.Slice(1, bytes[0]));
        bytes = bytes[(1 + bytes[0])..];
        return true;
    }
}
