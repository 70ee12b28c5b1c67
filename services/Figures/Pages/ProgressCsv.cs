using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using Sylvan.Data.Csv;

namespace SipasSurvey.Figures.Pages;

/// <summary>The table of progress as CSV (RFC 4180): UTF-8 with a byte order mark, CRLF, codes as header; a row for each village, or for each province.</summary>
internal static class ProgressCsv
{
    public static FileContentHttpResult Of(ProgressView view)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var table = Table(view))
        using (var rows = table.CreateDataReader())
        using (var csv = CsvDataWriter.Create(text, new CsvDataWriterOptions { NewLine = "\r\n", Culture = CultureInfo.InvariantCulture }))
        {
            csv.Write(rows);
        }

        var at = view.Progress.At.ToOffset(VietnamTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        var (survey, province) = (view.Choice.Survey.Code, view.Choice.Province is { } one ? $"-{one.Code}" : "");
        return TypedResults.File(buffer.ToArray(), $"{CsvExport.ContentType}; charset=utf-8", $"progress-{survey}{province}-{at}.csv");
    }

    private static DataTable Table(ProgressView view)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        Array.ForEach(["survey", "province", "province_name", "district", "commune", "village", "village_name"], name => table.Columns.Add(name, typeof(string)));
        Array.ForEach(["planned", "issued", "returned", "valid", "missing"], name => table.Columns.Add(name, typeof(long)));
        if (view.Simulated)
        {
            table.Columns.Add("simulated", typeof(string));
        }

        foreach (var province in view.Choice.Shown)
        {
            var progress = view.Progress.Of(province);
            if (view.Choice.Province is null)
            {
                Add(province, ["", "", "", ""], progress.Total);
                continue;
            }

            foreach (var (village, line) in progress.Villages)
            {
                Add(province, [village.District, village.Commune, village.Code, village.Name], line);
            }

            Add(province, ["", "", "", ProgressWords.NoVillage.Vi], progress.NoVillage);
            Add(province, ["", "", "", ProgressWords.Outside.Vi], progress.Outside);
        }

        return table;

        void Add(Province province, string[] village, ProgressLine line) => table.Rows.Add(
        [
            view.Choice.Survey.Code, province.Code, province.Name.Vi, .. village.Select(ExportTable.Plain),
            line.Planned, line.Issued, line.Returned, line.Valid, line.Missing,
            .. view.Simulated ? [FigureWords.Simulated] : Array.Empty<object?>(),
        ]);
    }
}
