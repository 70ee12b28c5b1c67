using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using MiniExcelLibs;

namespace SipasSurvey.Figures.Export;

/// <summary>The table of provinces as an Excel workbook, with a second sheet that says what the numbers are.</summary>
internal static partial class XlsxExport
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // Zip knows no time before this one.
    private static readonly DateTimeOffset StartOfZipTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FileContentHttpResult Of(FigureRequest request, FigureLookup figures)
    {
        using var table = ExportTable.Of(request, figures);
        using var notes = ExportNotes.Of(request, figures);
        using var buffer = new MemoryStream();
        buffer.SaveAs(new Dictionary<string, object> { ["Số liệu"] = table, ["Ghi chú"] = notes });
        return TypedResults.File(Reproducible(buffer), ContentType, ExportTable.FileName(request, figures, "xlsx"));
    }

    // The entity tag promises the same bytes for the same figures. Two things in a workbook differ each time it is written: the times
    // in the archive, and the ids by which the workbook refers to its sheets, which MiniExcel draws at random.
    private static byte[] Reproducible(MemoryStream workbook)
    {
        using var copy = new MemoryStream();
        using (var source = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true))
        using (var target = new ZipArchive(copy, ZipArchiveMode.Create, leaveOpen: true))
        {
            var ids = new List<string>();
            foreach (var entry in source.Entries)
            {
                using var reader = new StreamReader(entry.Open());
                var text = RandomId().Replace(reader.ReadToEnd(), id => $"sheet{NumberOf(id.Value)}");
                var written = target.CreateEntry(entry.FullName);
                written.LastWriteTime = StartOfZipTime;
                using var writer = new StreamWriter(written.Open());
                writer.Write(text);
            }

            int NumberOf(string id)
            {
                if (!ids.Contains(id))
                {
                    ids.Add(id);
                }

                return ids.IndexOf(id) + 1;
            }
        }

        return copy.ToArray();
    }

    [GeneratedRegex("""(?<=\bid=")R[0-9a-f]{32}(?=")""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RandomId();
}
