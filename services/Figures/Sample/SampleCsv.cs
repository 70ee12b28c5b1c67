using System.Data;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using SipasSurvey.Domain;
using SipasSurvey.Figures.Export;
using SipasSurvey.Staff.FieldWork;
using Sylvan.Data.Csv;

namespace SipasSurvey.Figures.Sample;

/// <summary>Plans as CSV (RFC 4180) in the form in which they are taken: UTF-8 with a byte order mark, CRLF.</summary>
internal static class SampleCsv
{
    private static readonly string[] Texts = ["Tỉnh", "Huyện", "Xã", "Mã thôn", "Thôn/Tổ dân phố"];
    private static readonly string[] Numbers = ["Kế hoạch", "Phát ra"];

    public static FileContentHttpResult Of(Survey survey, Province? province, IReadOnlyList<SamplePlan> plans)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        Array.ForEach(Texts, name => table.Columns.Add(name, typeof(string)));
        Array.ForEach(Numbers, name => table.Columns.Add(name, typeof(int)));
        foreach (var (plan, village) in plans.SelectMany(plan => plan.Villages.Select(village => (plan, village))))
        {
            // Names begin with a letter or a digit, or would not have been taken; districts may be empty.
            table.Rows.Add(plan.Province, village.District, village.Commune, village.Code, village.Name, village.Planned, village.Issued);
        }

        using var buffer = new MemoryStream();
        using (var text = new StreamWriter(buffer, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var rows = table.CreateDataReader())
        using (var csv = CsvDataWriter.Create(text, new CsvDataWriterOptions { NewLine = "\r\n", Culture = CultureInfo.InvariantCulture }))
        {
            csv.Write(rows);
        }

        return TypedResults.File(buffer.ToArray(), $"{CsvExport.ContentType}; charset=utf-8", $"sample-{survey.Code}{(province is null ? "" : $"-{province.Code}")}.csv");
    }
}
