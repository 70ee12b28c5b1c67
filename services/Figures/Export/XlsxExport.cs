using System.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Figures.Query;

namespace SipasSurvey.Figures.Export;

/// <summary>The table of provinces as an Excel workbook, with a second sheet that says what the numbers are.</summary>
internal static class XlsxExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static PushStreamHttpResult Of(FigureRequest request, FigureLookup figures, CancellationToken cancellationToken)
    {
        using var table = ExportTable.Of(request, figures);
        XlsxSheet[] sheets = [Figures(table), ExportNotes.Of(request, figures)];
        return TypedResults.Stream(async stream =>
        {
            await using var outlet = new FileOutlet(stream);
            await XlsxBook.Write(outlet, sheets, cancellationToken);
            await outlet.Finish(cancellationToken);
        }, ContentType, ExportTable.FileName(request, figures, "xlsx"));
    }

    private static XlsxSheet Figures(DataTable table) => new("Số liệu",
        [.. table.Columns.Cast<DataColumn>().Select(column => new XlsxColumn(column.Caption, WidthOf(column)))],
        [.. table.Rows.Cast<DataRow>().Select(row => row.ItemArray.Select(cell => cell is DBNull ? null : cell))]);

    // Above percentages stand the longest headings.
    private static int WidthOf(DataColumn column) =>
        column.ColumnName == ExportTable.NameColumn ? XlsxColumn.Wide : column.DataType == typeof(double) ? XlsxColumn.Narrow + 6 : XlsxColumn.Narrow;
}
