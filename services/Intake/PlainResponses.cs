using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using SipasSurvey.Domain;

namespace SipasSurvey.Intake;

/// <summary>
/// Reads responses as nearly all of them are: valid, and written plainly. In one pass over the bytes, and without saying what is wrong with any other: these are
/// read again by <see cref="ResponseDraft"/> and judged by <see cref="ResponseRules"/>, which have the say.
/// </summary>
/// <remarks>
/// What is read here is valid by the rules too, and gives the same response; a property test holds the two together. Plainly means: the survey before the answers, no
/// escapes in texts, nothing twice, nothing unknown.
/// </remarks>
internal sealed class PlainResponses(Catalogue catalogue)
{
    private readonly PlainForm[] _forms = [.. catalogue.Surveys.Select(survey => new PlainForm(survey))];

    /// <summary>Reads a body; false when it is not plain and valid, which says nothing about it yet.</summary>
    public bool TryRead(ReadOnlySpan<byte> body, out PlainResponse response)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return TryRead(ref reader, out response);
        }
        catch (JsonException)
        {
            response = default;
            return false;
        }
    }

    private bool TryRead(ref Utf8JsonReader reader, out PlainResponse response)
    {
        response = default;
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var read = new Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueIsEscaped || !TryReadProperty(ref reader, ref read))
            {
                return false;
            }
        }

        // Behind its end there is nothing but blanks, or the reader says that it is no JSON.
        if (reader.TokenType != JsonTokenType.EndObject || reader.Read() || read.Form is not { } form || read.Province is not { } province || read.Answers is not { } answers)
        {
            return false;
        }

        var content = new Content(form.Survey.Code, province, answers, read.Respondent ?? form.NothingOfRespondent, read.Cluster);
        response = new PlainResponse(form.Survey, province, read.Id, content.ToBytes(), read.Invitation);
        return true;
    }

    private bool TryReadProperty(ref Utf8JsonReader reader, ref Read read)
    {
        if (reader.ValueTextEquals("answers"u8))
        {
            return read.IsFirst(Property.Answers) && read.Form is { } form && form.TryReadAnswers(ref reader, out read.Answers);
        }

        if (reader.ValueTextEquals("survey"u8))
        {
            return read.IsFirst(Property.Survey) && TryReadText(ref reader, out var text) && (read.Form = FormOf(text)) is not null;
        }

        if (reader.ValueTextEquals("province"u8))
        {
            return read.IsFirst(Property.Province) && read.Form is { } form && TryReadText(ref reader, out var text) && text.Length > 0
                && (read.Province = form.Survey.Geography.Find(Encoding.ASCII.GetString(text))?.Code) is not null;
        }

        if (reader.ValueTextEquals("id"u8))
        {
            return read.IsFirst(Property.Id) && TryReadText(ref reader, out var text) && (text.IsEmpty ? reader.TokenType == JsonTokenType.Null : TryReadId(text, out read.Id));
        }

        if (reader.ValueTextEquals("respondent"u8))
        {
            return read.IsFirst(Property.Respondent) && read.Form is { } form && form.TryReadRespondent(ref reader, out read.Respondent);
        }

        if (reader.ValueTextEquals("cluster"u8))
        {
            return read.IsFirst(Property.Cluster) && TryReadOptional(ref reader, out read.Cluster) && (read.Cluster is null || ClusterCode.IsValid(read.Cluster));
        }

        return reader.ValueTextEquals("invitation"u8) && read.IsFirst(Property.Invitation) && TryReadOptional(ref reader, out read.Invitation);
    }

    private PlainForm? FormOf(ReadOnlySpan<byte> code)
    {
        foreach (var form in _forms)
        {
            if (Ascii.Equals(code, form.Survey.Code))
            {
                return form;
            }
        }

        return null;
    }

    /// <summary>Reads a text of plain ASCII, or null, which is empty.</summary>
    private static bool TryReadText(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        reader.Read();
        text = reader.TokenType == JsonTokenType.String ? reader.ValueSpan : default;
        return reader.TokenType == JsonTokenType.Null || (reader.TokenType == JsonTokenType.String && !reader.ValueIsEscaped && Ascii.IsValid(text));
    }

    private static bool TryReadOptional(ref Utf8JsonReader reader, out string? text)
    {
        var isPlain = TryReadText(ref reader, out var bytes);
        text = isPlain && reader.TokenType == JsonTokenType.String ? Encoding.ASCII.GetString(bytes) : null;
        return isPlain;
    }

    private static bool TryReadId(ReadOnlySpan<byte> text, out Guid? id)
    {
        var isId = Utf8Parser.TryParse(text, out Guid read, out var consumed, 'D') && consumed == text.Length && ResponseId.MaySend(read);
        id = read;
        return isId;
    }

    [Flags]
    private enum Property : byte
    {
        None = 0,
        Id = 1,
        Survey = 2,
        Province = 4,
        Answers = 8,
        Respondent = 16,
        Cluster = 32,
        Invitation = 64,
    }

    /// <summary>What was read so far.</summary>
    private struct Read
    {
        public PlainForm? Form;
        public string? Province;
        public Guid? Id;
        public byte[]? Answers;
        public byte[]? Respondent;
        public string? Cluster;
        public string? Invitation;
        private Property _seen;

        public bool IsFirst(Property property)
        {
            var isFirst = (_seen & property) == Property.None;
            _seen |= property;
            return isFirst;
        }
    }
}
