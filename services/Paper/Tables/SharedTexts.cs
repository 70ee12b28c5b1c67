using System.Xml;

namespace SipasSurvey.Paper.Tables;

/// <summary>The texts that cells of a workbook refer to by number, the first characters of each.</summary>
internal sealed class SharedTexts
{
    private const int BlockSize = 1 << 16;

    private readonly List<char[]> _blocks = [];
    private readonly List<(int Start, int Length)> _texts = [];
    private int _used = BlockSize;

    private SharedTexts()
    {
    }

    /// <summary>Reads them; there are none when there is no part.</summary>
    /// <exception cref="SheetFileException">They are damaged or too many.</exception>
    public static SharedTexts Of(XlsxPackage package, string? part)
    {
        var texts = new SharedTexts();
        if (part is not null)
        {
            using var xml = package.Read(part, Limits.LargePart);
            texts.Read(xml);
        }

        return texts;
    }

    /// <summary>A text by its number.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryGet(int number, out ReadOnlySpan<char> text)
    {
        var isKnown = number >= 0 && number < _texts.Count;
        var (start, length) = isKnown ? _texts[number] : default;
        text = length == 0 ? [] : _blocks[start / BlockSize].AsSpan(start % BlockSize, length);
        return isKnown;
    }

    // A text is "t", or several "t" in runs of different looks; "rPh" says how it is pronounced.
    private void Read(XmlReader xml)
    {
        var text = new char[Limits.SharedTextKept];
        var chunk = new char[1024];
        var (length, all, isText, isSound) = (0, 0, false, false);
        while (xml.Read())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    XlsxPackage.RefuseDepth(xml);
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement && !isSound;
                    isSound |= xml.LocalName == "rPh" && !xml.IsEmptyElement;
                    if (xml.LocalName == "si")
                    {
                        (length, all) = (0, 0);
                        if (xml.IsEmptyElement)
                        {
                            Add([]);
                        }
                    }

                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    isSound &= xml.LocalName != "rPh";
                    if (xml.LocalName == "si")
                    {
                        Add(text.AsSpan(0, length));
                    }

                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText:
                    for (int read; (read = xml.ReadValueChunk(chunk, 0, chunk.Length)) > 0;)
                    {
                        var kept = Math.Min(read, text.Length - length);
                        chunk.AsSpan(0, kept).CopyTo(text.AsSpan(length));
                        length += kept;
                        all += read;
                        if (all > Limits.CellCharacters)
                        {
                            throw FileFaults.CellTooLarge(null);
                        }
                    }

                    break;
            }
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        if (_texts.Count >= Limits.SharedTexts || (long)(_blocks.Count + 1) * BlockSize > Limits.SharedCharacters)
        {
            throw FileFaults.TooMuchText();
        }

        // The first text may be an empty one.
        if (_blocks.Count == 0 || _used + text.Length > BlockSize)
        {
            _blocks.Add(new char[BlockSize]);
            _used = 0;
        }

        _texts.Add((((_blocks.Count - 1) * BlockSize) + _used, text.Length));
        text.CopyTo(_blocks[^1].AsSpan(_used));
        _used += text.Length;
    }
}
