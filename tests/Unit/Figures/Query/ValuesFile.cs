using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using ExcelDataReader;
using Sylvan.Data.Csv;

namespace SipasSurvey.UnitTests.Figures.Query;

/// <summary>Reads what the route of values sends, each form with a reader that has nothing to do with its writer, into rows of texts by column.</summary>
internal static class ValuesFile
{
    /// <summary>The forms of rows and columns.</summary>
    public static readonly IReadOnlyList<string> Formats = ["csv", "csvForExcel", "xlsx", "parquet"];

    static ValuesFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static List<Dictionary<string, string>> Read(string format, byte[] file) => format switch
    {
        "json" => OfJson(file),
        "xlsx" => OfXlsx(file, "Số liệu"),
        "parquet" => OfParquet(file),
        _ => OfCsv(file),
    };

    /// <summary>A sheet of a workbook, by the codes in its headings.</summary>
    public static List<Dictionary<string, string>> OfXlsx(byte[] file, string sheet)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        while (reader.Name != sheet)
        {
            Assert.True(reader.NextResult(), $"There is no sheet {sheet}.");
        }

        Assert.True(reader.Read());
        var names = Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i)).Select(heading => heading.Contains('[') ? heading.Split('[', ']')[^2] : heading).ToList();
        return Rows(reader, names);
    }

    private static List<Dictionary<string, string>> OfCsv(byte[] file)
    {
        using var text = new StreamReader(new MemoryStream(file));
        using var reader = CsvDataReader.Create(text);
        return Rows(reader, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
    }

    private static List<Dictionary<string, string>> OfParquet(byte[] file)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, file);
            using var connection = new DuckDBConnection("Data Source=:memory:");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"SELECT * FROM read_parquet('{path}')";
            using var reader = command.ExecuteReader();
            return Rows(reader, [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static List<Dictionary<string, string>> OfJson(byte[] file)
    {
        var list = JsonNode.Parse(file)!;
        return [.. list["rows"]!.AsArray().Select(row =>
        {
            var cells = row!.AsObject().Where(cell => cell.Key != "levels").ToDictionary(cell => cell.Key, cell => cell.Value?.ToString() ?? "");
            for (var level = 1; level <= 5; level++)
            {
                cells[$"level_{level}"] = row["levels"]?[level - 1]?.ToString() ?? "";
            }

            return cells;
        })];
    }

    private static List<Dictionary<string, string>> Rows(IDataReader reader, List<string> names)
    {
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(names.Select((name, i) => (name, Text(reader.GetValue(i)))).ToDictionary(it => it.name, it => it.Item2));
        }

        return rows;
    }

    private static string Text(object? cell) => cell switch
    {
        null or DBNull => "",
        bool flag => flag ? "true" : "false",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture)!,
    };
}
