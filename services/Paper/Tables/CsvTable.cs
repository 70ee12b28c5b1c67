using Sylvan.Data.Csv;

namespace SipasSurvey.Paper.Tables;

/// <summary>The rows of a CSV file. A row is a record: line breaks between quotation marks do not count, blank lines do, as in a spreadsheet.</summary>
internal sealed class CsvTable : ITable
{
    private const int BufferSize = 1 << 16;

    private static readonly char[] Delimiters = [',', ';', '\t'];

    private readonly CsvDataReader _reader;
    private readonly bool _endsWithLineBreak;
    private int _headerWidth;
    private int _cells;

    private CsvTable(string path, TextCheck text, char delimiter)
    {
        _endsWithLineBreak = text.EndsWithLineBreak;
        var options = new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            BufferSize = BufferSize,
            MaxBufferSize = Limits.RowCharacters,
            // A row that begins with # is a row. There is no NUL in a file that was checked.
            Comment = '\0',
        };
        var reader = new StreamReader(path, text.Encoding, detectEncodingFromByteOrderMarks: true, BufferSize);
        try
        {
            // This reads the first row already.
            _reader = Translate(() => CsvDataReader.Create(reader, options));
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public int Row { get; private set; }

    /// <inheritdoc/>
    public int Width { get; private set; }

    /// <inheritdoc/>
    public bool IsHidden => false;

    /// <inheritdoc/>
    public IReadOnlyList<CellArea> Merged => [];

    /// <inheritdoc/>
    public IReadOnlyList<CellArea> HiddenColumns => [];

    /// <summary>Opens a file behind its header. Of the delimiters, the one by which most headings are recognized is right.</summary>
    /// <param name="path">The file.</param>
    /// <param name="fileName">What its sender calls it.</param>
    /// <param name="wanted">The header that is looked for.</param>
    /// <exception cref="SheetFileException">It is no text, or has no header.</exception>
    public static (ITable Table, TableOrigin Origin) Open(string path, string fileName, WantedHeader wanted)
    {
        TextCheck text;
        using (var file = File.OpenRead(path))
        {
            text = TextCheck.Of(file, fileName);
        }

        (char Delimiter, int Score) best = default;
        SheetFileException? fault = null;
        foreach (var delimiter in Delimiters)
        {
            try
            {
                using var table = new CsvTable(path, text, delimiter);
                var (recognized, _) = table.FindHeader(wanted);
                best = recognized > best.Score ? (delimiter, recognized) : best;
            }
            catch (SheetFileException wrong)
            {
                fault ??= wrong;
            }
        }

        if (best.Score == 0)
        {
            throw fault ?? wanted.None();
        }

        return OpenWith(path, text, best.Delimiter, wanted);
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (!Translate(_reader.Read))
        {
            return !_endsWithLineBreak && Width > 0 && _cells < _headerWidth ? throw FileFaults.CutOff(Row) : false;
        }

        Row++;
        Width = _cells = _reader.RowFieldCount;
        while (Width > 0 && _reader.GetFieldSpan(Width - 1).IsWhiteSpace())
        {
            Width--;
        }

        return true;
    }

    /// <inheritdoc/>
    public CellKind KindOf(int column) => CellKind.Text;

    /// <inheritdoc/>
    public ReadOnlySpan<char> TextOf(int column) => column < Width ? _reader.GetFieldSpan(column) : [];

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    private static (ITable Table, TableOrigin Origin) OpenWith(string path, TextCheck text, char delimiter, WantedHeader wanted)
    {
        var table = new CsvTable(path, text, delimiter);
        var (_, headings) = table.FindHeader(wanted);
        table._headerWidth = headings.Count;
        return (table, new TableOrigin(delimiter, text.Encoding.WebName, Sheet: null, SheetPart: null, table.Row, headings));
    }

    private T Translate<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw FileFaults.RowTooLarge(Row + 1);
        }
        catch (CsvFormatException)
        {
            throw FileFaults.BadQuotes(Row + 1);
        }
    }

    private (int Score, IReadOnlyList<string> Headings) FindHeader(WantedHeader wanted)
    {
        while (Row < Limits.HeaderRows && Read())
        {
            if (Width > Limits.Columns)
            {
                throw FileFaults.TooManyColumns(CellName.Of(Limits.Columns, Row));
            }

            var headings = TableHeader.Of(this);
            var recognized = wanted.Score(headings);
            if (recognized > 0)
            {
                return (recognized, headings);
            }
        }

        return (0, []);
    }
}
