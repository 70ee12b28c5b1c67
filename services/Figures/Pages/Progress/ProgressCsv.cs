using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using Sylvan.Data.Csv;

namespace SipasSurvey.Figures.Pages.Progress;

/// <summary>The table of progress as CSV (RFC 4180): UTF-8 with a byte order mark, CRLF, codes as header; a row for each village, or for each province.</summary>
internal static class ProgressCsv
{
    /// <summary>A row for each village of a province, or for each province.</summary>
    public static FileContentHttpResult Of(ProgressView view) => Write(view, "progress", Table(view));

    /// <summary>A row for each province and day on which sheets came back.</summary>
    public static FileContentHttpResult OfDays(ProgressView view) => Write(view, "progress-days", Days(view));

    private static FileContentHttpResult Write(ProgressView view, string name, DataTable content)
    {
        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var table = content)
        using (var rows = table.CreateDataReader())
        using (var csv = CsvDataWriter.Create(text, new CsvDataWriterOptions { NewLine = "\r\n", Culture = CultureInfo.InvariantCulture }))
        {
            csv.Write(rows);
        }

        var at = view.Progress.At.ToOffset(VietnamTime.Offset).ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture);
        var (survey, province) = (view.Choice.Survey.Code, view.Choice.Province is { } one ? $"-{one.Code}" : "");
        return TypedResults.File(buffer.ToArray(), $"{CsvExport.ContentType}; charset=utf-8", $"{name}-{survey}{province}-{at}.csv");
    }

    private static DataTable Days(ProgressView view)
    {
        var table = Columns(view, ["survey", "province", "province_name", "day"], ["returned", "valid", "valid_until", "planned"]);
        foreach (var province in view.Choice.Shown)
        {
            var (progress, until) = (view.Progress.Of(province), 0L);
            foreach (var day in progress.Days)
            {
                until += day.Valid;
                table.Rows.Add(
                [
                    view.Choice.Survey.Code, province.Code, province.Name.Vi, day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    day.Returned, day.Valid, until, progress.Total.Planned, .. Label(view),
                ]);
            }
        }

        return table;
    }

    private static DataTable Table(ProgressView view)
    {
        var table = Columns(view, ["survey", "province", "province_name", "district", "commune", "village", "village_name"], ["planned", "issued", "returned", "valid", "missing"]);
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
            .. Label(view),
        ]);
    }

    private static DataTable Columns(ProgressView view, string[] texts, string[] counts)
    {
        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        Array.ForEach(texts, name => table.Columns.Add(name, typeof(string)));
        Array.ForEach(counts, name => table.Columns.Add(name, typeof(long)));
        if (view.Simulated)
        {
            table.Columns.Add("simulated", typeof(string));
        }

        return table;
    }

    private static object?[] Label(ProgressView view) => view.Simulated ? [FigureWords.Simulated] : [];
}
