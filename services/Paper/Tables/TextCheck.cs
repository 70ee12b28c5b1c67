using System.Buffers;
using System.Text;

namespace SipasSurvey.Paper.Tables;

/// <summary>Looks through a text file before it is read: in which encoding it is, and whether all of it is text.</summary>
/// <param name="Encoding">UTF-8, or UTF-16 with a byte order mark.</param>
/// <param name="EndsWithLineBreak">Whether the last line is complete.</param>
internal sealed record TextCheck(Encoding Encoding, bool EndsWithLineBreak)
{
    private const int BufferSize = 1 << 16;

    // No byte sequence of UTF-8 is longer, so at most three bytes of an incomplete one are carried over to the next buffer.
    private const int LongestSequence = 4;

    private static readonly SearchValues<byte> Control = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(it => it is not ('\t' or '\n' or '\r' or '\f' or 26)).Select(it => (byte)it)]);

    // Far more than a row has, opinions included. The reader's time grows with the square of the cells of one row.
    private const int MostDelimiters = 10_000;

    private static readonly SearchValues<byte> Marks = SearchValues.Create(",;\t\n"u8);

    /// <exception cref="SheetFileException">It is no text, text in another encoding, or has a line of very many cells.</exception>
    public static TextCheck Of(Stream file, string fileName)
    {
        Span<byte> mark = stackalloc byte[3];
        var length = file.ReadAtLeast(mark, 3, throwOnEndOfStream: false);
        file.Position = 0;
        return mark[..length] switch
        {
            [0xFF, 0xFE, ..] => Utf16(file, bigEndian: false, fileName),
            [0xFE, 0xFF, ..] => Utf16(file, bigEndian: true, fileName),
            _ => Utf8(file, fileName),
        };
    }

    private static TextCheck Utf8(Stream file, string fileName)
    {
        var buffer = new byte[BufferSize];
        var (line, kept, last) = (1, 0, (byte)0);
        var delimiters = 0;
        while (true)
        {
            var read = file.Read(buffer, kept, buffer.Length - kept);
            var found = buffer.AsSpan(0, kept + read);
            var whole = read == 0 ? found.Length : WithoutIncomplete(found);
            var text = found[..whole];
            if (text.ContainsAny(Control))
            {
                throw FileFaults.Binary(fileName);
            }

            if (!System.Text.Unicode.Utf8.IsValid(text))
            {
                throw FileFaults.NotUtf8(line + text[..FirstInvalid(text)].Count((byte)'\n'));
            }

            if (read == 0)
            {
                return new TextCheck(new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), last is (byte)'\n' or (byte)'\r');
            }

            BoundCells(text, line, ref delimiters);
            line += text.Count((byte)'\n');
            last = text.IsEmpty ? last : text[^1];
            kept = found.Length - whole;
            found[whole..].CopyTo(buffer);
        }
    }

    private static void BoundCells(ReadOnlySpan<byte> text, int line, ref int delimiters)
    {
        for (int mark; (mark = text.IndexOfAny(Marks)) >= 0; text = text[(mark + 1)..])
        {
            if (text[mark] == (byte)'\n')
            {
                (delimiters, line) = (0, line + 1);
            }
            else if (++delimiters > MostDelimiters)
            {
                throw FileFaults.RowTooLarge(line);
            }
        }
    }

    // Where the last sequence of the bytes begins, when its end is still to come.
    private static int WithoutIncomplete(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back < LongestSequence && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if (lead >= 0xC0)
            {
                var needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
                return needed > back ? bytes.Length - back : bytes.Length;
            }

            if (lead < 0x80)
            {
                break;
            }
        }

        return bytes.Length;
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && Rune.DecodeFromUtf8(bytes[at..], out _, out var length) == OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }

    private static TextCheck Utf16(Stream file, bool bigEndian, string fileName)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true, throwOnInvalidBytes: true);
        using var reader = new StreamReader(file, encoding, detectEncodingFromByteOrderMarks: false, BufferSize, leaveOpen: true);
        var buffer = new char[BufferSize];
        var last = '\0';
        var (line, delimiters) = (1, 0);
        try
        {
            for (int read; (read = reader.Read(buffer)) > 0;)
            {
                if (buffer.AsSpan(0, read).Contains('\0'))
                {
                    throw FileFaults.Binary(fileName);
                }

                foreach (var one in buffer.AsSpan(0, read))
                {
                    if (one == '\n')
                    {
                        (delimiters, line) = (0, line + 1);
                    }
                    else if (one is ',' or ';' or '\t' && ++delimiters > MostDelimiters)
                    {
                        throw FileFaults.RowTooLarge(line);
                    }
                }

                last = buffer[read - 1];
            }
        }
        catch (DecoderFallbackException)
        {
            throw FileFaults.NotUtf16();
        }

        return new TextCheck(encoding, last is '\n' or '\r');
    }
}
