using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MiniExcelLibs;

namespace SipasSurvey.Figures.Export;

/// <summary>The table of provinces as an Excel workbook, with a second sheet that says what the numbers are.</summary>
internal static class XlsxExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Zip knows no time before this one.
    private static readonly DateTimeOffset StartOfZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FileContentHttpResult Of(FigureRequest request, FigureTable figures)
    {
        using var table = ExportTable.Of(request, figures);
        using var notes = ExportNotes.Of(request, figures);
        using var buffer = new MemoryStream();
        buffer.SaveAs(new Dictionary<string, object> { ["Số liệu"] = table, ["Ghi chú"] = notes });
        ForgetWhenWritten(buffer);
        return TypedResults.File(buffer.ToArray(), ContentType, ExportTable.FileName(request, figures, "xlsx"));
    }

    // The entity tag promises the same bytes for the same figures, but the archive notes when each of its files was written.
    private static void ForgetWhenWritten(MemoryStream workbook)
    {
        using var archive = new ZipArchive(workbook, ZipArchiveMode.Update, leaveOpen: true);
        foreach (var entry in archive.Entries)
        {
            entry.LastWriteTime = StartOfZipTime;
        }
    }
}
