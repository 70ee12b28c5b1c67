using System.Globalization;
using System.Text;
using ExcelDataReader;
using MiniExcelLibs;
using SipasSurvey.Domain;
using SipasSurvey.IntegrationTests;
using Sylvan.Data.Csv;

namespace SipasSurvey.Benchmarks;

/// <summary>Files of paper sheets as a survey team sends them, and what it takes to do nothing but parse them.</summary>
internal static class SheetFiles
{
    private static readonly Questionnaire Questionnaire = A.Questionnaire;

    private static string[] Header => ["serial", .. Questionnaire.Items.Select(item => item.Code), .. Questionnaire.Respondent.Select(it => it.Code), "typist"];

    /// <summary>A CSV file with so many sheets; serials begin with <paramref name="series"/>.</summary>
    public static void WriteCsv(string path, int rows, string series)
    {
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        writer.WriteLine(string.Join(',', Header));
        var random = new Random(1);
        for (var row = 1; row <= rows; row++)
        {
            writer.WriteLine(string.Join(',', Cells(series, row, random)));
        }
    }

    /// <summary>The same as XLSX, with numbers where numbers stand.</summary>
    public static void WriteXlsx(string path, int rows, string series)
    {
        var random = new Random(1);
        MiniExcel.SaveAs(path, Enumerable.Range(1, rows).Select(row =>
        {
            var cells = Cells(series, row, random).ToArray();
            return Header.Select((code, i) => KeyValuePair.Create(code, i > 0 && int.TryParse(cells[i], out var number) ? (object)number : cells[i]))
                .ToDictionary(it => it.Key, it => it.Value);
        }), excelType: ExcelType.XLSX);
    }

    /// <summary>Reads every cell of a CSV file and does nothing with it; how many there were.</summary>
    public static int ParseCsv(string path)
    {
        using var reader = CsvDataReader.Create(path);
        var cells = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells += reader.GetFieldSpan(i).IsEmpty ? 0 : 1;
            }
        }

        return cells;
    }

    /// <summary>Reads every cell of an XLSX file and does nothing with it; how many there were.</summary>
    public static int ParseXlsx(string path)
    {
        // The reader asks for an encoding of old workbooks, whatever it reads.
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var stream = File.OpenRead(path);
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(stream);
        var cells = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
            {
                cells += reader.GetValue(i) is null ? 0 : 1;
            }
        }

        return cells;
    }

    private static IEnumerable<string> Cells(string series, int row, Random random)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{series}-{row:000000}");
        foreach (var _ in Questionnaire.Items)
        {
            yield return random.Next(1, 6).ToString(CultureInfo.InvariantCulture);
        }

        foreach (var dimension in Questionnaire.Respondent)
        {
            yield return dimension.Categories[random.Next(dimension.Categories.Count)].Code;
        }

        yield return string.Create(CultureInfo.InvariantCulture, $"n{random.Next(20)}");
    }
}
