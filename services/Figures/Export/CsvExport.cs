using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Sylvan.Data.Csv;

namespace SipasSurvey.Figures.Export;

/// <summary>
/// The table of provinces as CSV (RFC 4180): UTF-8 with a byte order mark, without which Excel garbles Vietnamese; CRLF; codes as header.
/// </summary>
internal static class CsvExport
{
    public const string ContentType = "text/csv";

    public static FileContentHttpResult Of(FigureRequest request, FigureLookup figures)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var table = ExportTable.Of(request, figures))
        using (var rows = table.CreateDataReader())
        using (var csv = CsvDataWriter.Create(text, new CsvDataWriterOptions { NewLine = "\r\n", Culture = CultureInfo.InvariantCulture }))
        {
            csv.Write(rows);
        }

        return TypedResults.File(buffer.ToArray(), $"{ContentType}; charset=utf-8", ExportTable.FileName(request, figures, "csv"));
    }
}
