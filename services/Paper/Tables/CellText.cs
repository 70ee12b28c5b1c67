using System.Globalization;
using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>What the type of a cell says about its value in the file.</summary>
internal enum XlsxType
{
    Number,
    Shared,
    Text,
    Boolean,
    Error,
    Day,
}

/// <summary>The texts of a row's cells, one behind the other in a buffer that every row uses again.</summary>
internal sealed class CellText(XlsxWorkbook workbook)
{
    private const int AtOnce = 256;

    // Shorter whole numbers are exact and written in one way only.
    private const int PlainDigits = 15;

    private char[] _text = new char[4096];

    /// <summary>Characters in use; set to drop the last ones.</summary>
    public int Length { get; set; }

    public ReadOnlySpan<char> Of(int start, int length) => _text.AsSpan(start, length);

    public void Append(ReadOnlySpan<char> text)
    {
        MakeRoom(text.Length);
        text.CopyTo(_text.AsSpan(Length));
        Length += text.Length;
    }

    /// <summary>Takes the next characters of a text that is parsed.</summary>
    /// <returns>How many; 0 at its end.</returns>
    public int AppendFrom(XmlReader xml)
    {
        MakeRoom(AtOnce);
        var read = xml.ReadValueChunk(_text, Length, AtOnce);
        Length += read;
        return read;
    }

    /// <summary>Turns what stands in the file from a place on into what the cell shows.</summary>
    /// <returns>The kind of cell; null when it refers to a text that there is not.</returns>
    public CellKind? Resolve(XlsxType type, int style, int start)
    {
        var found = _text.AsSpan(start, Length - start);
        switch (type)
        {
            case XlsxType.Shared:
                if (!int.TryParse(found.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    || !workbook.Texts.TryGet(number, out var text))
                {
                    return null;
                }

                Replace(start, text);
                return CellKind.Text;
            case XlsxType.Number when found.IsEmpty || (IsPlain(found) && workbook.Formats.IsPlain(style)):
                return CellKind.Number;
            case XlsxType.Number:
                Replace(start, workbook.Formats.Show(found, style, out var kind));
                return kind;
            case XlsxType.Boolean:
                Replace(start, found is "1" or "true" ? "TRUE" : "FALSE");
                return CellKind.Boolean;
            case XlsxType.Error:
                return CellKind.Error;
            case XlsxType.Day:
                if (DateTime.TryParse(found, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var day))
                {
                    Replace(start, day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
                }

                return CellKind.Date;
            default:
                return CellKind.Text;
        }
    }

    private static bool IsPlain(ReadOnlySpan<char> number) =>
        number.Length <= PlainDigits && number[0] != '0' && !number.ContainsAnyExceptInRange('0', '9');

    private void Replace(int start, ReadOnlySpan<char> text)
    {
        Length = start;
        Append(text);
    }

    private void MakeRoom(int characters)
    {
        if (Length + characters > _text.Length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + characters));
        }
    }
}
