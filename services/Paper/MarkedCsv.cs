using System.Buffers;
using System.Text;
using SipasSurvey.Paper.Tables;
using Sylvan.Data.Csv;

namespace SipasSurvey.Paper;

/// <summary>Writes a CSV file again with one more column, which says what is wrong in each row.</summary>
internal static class MarkedCsv
{
    private const string ErrorsVi = "Lỗi";
    private const string ErrorsEn = "Errors";
    private const string NewLine = "\r\n";
    private const int BufferSize = 1 << 16;

    public static async Task Write(string sourcePath, SheetReport report, bool english, Stream output, CancellationToken cancellation)
    {
        var delimiter = report.Origin.Delimiter ?? ',';
        var faults = report.Faults.GroupBy(it => it.Row).ToDictionary(it => it.Key, it => string.Join(' ', it.Select(fault => Describe(fault, english))));
        using var reader = Open(sourcePath, delimiter);
        await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), BufferSize, leaveOpen: true);

        // The column of an earlier marked copy is written anew, not once more.
        var headings = report.Origin.Headings;
        var width = headings.Count > 0 && IsErrors(headings[^1]) ? headings.Count - 1 : headings.Count;
        var special = SearchValues.Create([delimiter, '"', '\r', '\n']);
        for (var row = 1; await reader.ReadAsync(cancellation); row++)
        {
            var errors = row == report.Origin.HeaderRow ? Heading(report, english) : faults.GetValueOrDefault(row);
            WriteRow(reader, writer, row < report.Origin.HeaderRow ? null : width, headings.Count, errors, delimiter, special);
        }
    }

    private static CsvDataReader Open(string sourcePath, char delimiter)
    {
        Encoding encoding;
        using (var file = File.OpenRead(sourcePath))
        {
            encoding = TextCheck.Of(file, "").Encoding;
        }

        // As CsvTable reads it: the numbers of rows are the same.
        return CsvDataReader.Create(new StreamReader(sourcePath, encoding, detectEncodingFromByteOrderMarks: true, BufferSize), new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = delimiter,
            BufferSize = BufferSize,
            MaxBufferSize = Limits.RowCharacters,
            Comment = '\0',
        });
    }

    /// <param name="reader">At the row.</param>
    /// <param name="writer">Where it is written.</param>
    /// <param name="width">How many cells stand before the column of errors; null above the header, where there is none.</param>
    /// <param name="known">How many cells of the file belong to the table.</param>
    /// <param name="errors">What to say of the row; null for nothing.</param>
    /// <param name="delimiter">What stands between cells.</param>
    /// <param name="special">Characters for which a cell needs quotation marks.</param>
    private static void WriteRow(
        CsvDataReader reader, StreamWriter writer, int? width, int known, string? errors, char delimiter, SearchValues<char> special)
    {
        var count = reader.RowFieldCount;
        while (count > 0 && reader.GetFieldSpan(count - 1).IsWhiteSpace())
        {
            count--;
        }

        // A blank line stays one.
        width = count == 0 && errors is null ? null : width;
        var columns = width ?? count;
        for (var column = 0; column < columns; column++)
        {
            Separate(column);
            Quote(writer, column < count ? reader.GetFieldSpan(column) : [], special);
        }

        // Cells too many stay where they were, behind the table; the errors then stand behind them.
        for (var column = known; width is not null && column < count; column++)
        {
            Separate(columns++);
            Quote(writer, reader.GetFieldSpan(column), special);
        }

        if (width is not null)
        {
            Separate(columns);
            Quote(writer, errors, special);
        }

        writer.Write(NewLine);

        void Separate(int column)
        {
            if (column > 0)
            {
                writer.Write(delimiter);
            }
        }
    }

    private static void Quote(StreamWriter writer, ReadOnlySpan<char> cell, SearchValues<char> special)
    {
        if (!cell.ContainsAny(special))
        {
            writer.Write(cell);
            return;
        }

        writer.Write('"');
        writer.Write(cell.ToString().Replace("\"", "\"\"", StringComparison.Ordinal));
        writer.Write('"');
    }

    private static bool IsErrors(string heading) =>
        IsErrors(heading, ErrorsVi, MarkedFile.LeftOutEndsVi) || IsErrors(heading, ErrorsEn, MarkedFile.LeftOutEndsEn);

    // Exactly as Heading writes it: a sender's own column may begin with the same word.
    private static bool IsErrors(string heading, string name, string more) => heading == name
        || (heading.StartsWith($"{name} (", StringComparison.Ordinal) && heading.EndsWith($"{more})", StringComparison.Ordinal));

    private static string Heading(SheetReport report, bool english) =>
        (english ? ErrorsEn : ErrorsVi) + (MarkedFile.LeftOut(report, english) is { } more ? $" ({more})" : "");

    // Begins with a letter of ours, whatever stands in the file: no spreadsheet takes it for a formula.
    private static string Describe(CellFault fault, bool english)
    {
        var where = $"{(english ? "Column" : "Cột")} {fault.Column}{(fault.Heading is null ? "" : $" ({fault.Heading})")}";
        var found = fault.Value.Length == 0 ? "" : english ? $" found “{fault.Value}”;" : $" đang ghi “{fault.Value}”;";
        return $"{where}:{found} {MarkedFile.Say(fault.Message, english)}";
    }
}
