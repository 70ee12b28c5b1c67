using Parquet;
using Parquet.Schema;

namespace SipasSurvey.Figures.Query;

/// <summary>Values as Parquet, with the columns of the CSV: texts, 64-bit whole numbers, doubles and booleans, compressed with Snappy, which every reader knows.</summary>
internal static class ValueParquet
{
    // Rows are kept until a group is full, as it is written by columns: some 2 MB.
    private const int RowsInGroup = 8192;

    public static async Task Write(ValueTable table, FileOutlet outlet, CancellationToken cancellationToken)
    {
        var columns = ValueColumn.AllOf(table);
        var schema = new ParquetSchema(columns.Select(column => new DataField(column.Code, TypeOf(column.Kind))));
        await using var file = await ParquetWriter.CreateAsync(schema, outlet, new ParquetOptions { CompressionMethod = CompressionMethod.Snappy }, cancellationToken: cancellationToken);
        foreach (var rows in table.Rows.Chunk(RowsInGroup))
        {
            using var group = file.CreateRowGroup();
            for (var i = 0; i < columns.Count; i++)
            {
                await Write(group, schema.DataFields[i], columns[i], rows, cancellationToken);
                await outlet.PassOn(cancellationToken);
            }

            group.CompleteValidate();
        }
    }

    private static Task Write(ParquetRowGroupWriter group, DataField field, ValueColumn column, ValueRow[] rows, CancellationToken cancellationToken) => column.Kind switch
    {
        ValueKind.Text => group.WriteAsync(field, Array.ConvertAll(rows, row => (string?)column.Of(row))!, null),
        ValueKind.Count => group.WriteAsync<long>(field, Array.ConvertAll(rows, row => (long?)column.Of(row)), cancellationToken: cancellationToken),
        ValueKind.Percentage => group.WriteAsync<double>(field, Array.ConvertAll(rows, row => (double?)column.Of(row)), cancellationToken: cancellationToken),
        ValueKind.Flag => group.WriteAsync<bool>(field, Array.ConvertAll(rows, row => (bool)column.Of(row)!), cancellationToken: cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(column)),
    };

    private static Type TypeOf(ValueKind kind) => kind switch
    {
        ValueKind.Text => typeof(string),
        ValueKind.Count => typeof(long?),
        ValueKind.Percentage => typeof(double?),
        ValueKind.Flag => typeof(bool),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
