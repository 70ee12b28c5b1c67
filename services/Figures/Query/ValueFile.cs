using SipasSurvey.Figures.Export;

namespace SipasSurvey.Figures.Query;

/// <summary>A form in which the rows of a query are sent.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Extension">Ending of the file's name; null where no file is meant.</param>
/// <param name="Write">Writes the rows.</param>
internal sealed record ValueFile(string ContentType, string? Extension, Func<ValueTable, FileOutlet, CancellationToken, Task> Write)
{
    /// <summary>Media type of Parquet as registered with IANA.</summary>
    public const string ParquetContentType = "application/vnd.apache.parquet";

    /// <summary>After how many rows those that write look whether there is a piece to pass on.</summary>
    public const int RowsAtOnce = 256;

    private const string Csv = $"{CsvExport.ContentType}; charset=utf-8";

    /// <summary>The file of a format.</summary>
    public static ValueFile Of(ValueFormat format) => format switch
    {
        ValueFormat.Json => new("application/json; charset=utf-8", null, ValueJson.Write),
        ValueFormat.Csv => new(Csv, "csv", (table, outlet, cancellationToken) => ValueCsv.Write(table, outlet, withMark: false, cancellationToken)),
        ValueFormat.CsvForExcel => new(Csv, "csv", (table, outlet, cancellationToken) => ValueCsv.Write(table, outlet, withMark: true, cancellationToken)),
        ValueFormat.Xlsx => new(XlsxExport.ContentType, "xlsx", ValueXlsx.Write),
        ValueFormat.Parquet => new(ParquetContentType, "parquet", ValueParquet.Write),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>Writes the whole file to a stream, and returns how many bytes it has.</summary>
    public async Task<long> WriteTo(Stream stream, ValueTable table, CancellationToken cancellationToken)
    {
        await using var outlet = new FileOutlet(stream);
        await Write(table, outlet, cancellationToken);
        await outlet.Finish(cancellationToken);
        return outlet.Position;
    }
}
