using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using SipasSurvey.Staff.Trail;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed class ValuesFilesTests
{
    [Theory]
    [InlineData("csv", "text/csv; charset=utf-8", "csv")]
    [InlineData("csvForExcel", "text/csv; charset=utf-8", "csv")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx")]
    [InlineData("parquet", "application/vnd.apache.parquet", "parquet")]
    public async Task Every_file_has_the_rows_of_the_json_in_their_order(string format, string contentType, string extension)
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());

        foreach (var (query, name) in new[] { ("by=gender", "official-by-gender"), ("by=channel&geography=new", "by-channel"), ("channel=official&province=10,01", "official") })
        {
            using var answer = await host.Get($"{ValuesTests.Path}?{query}&format={format}");

            var rows = ValuesFile.Read(format, await answer.Content.ReadAsByteArrayAsync());
            var expected = ValuesFile.Read("json", Encoding.UTF8.GetBytes(await host.GetText($"{ValuesTests.Path}?{query}")));
            Assert.Equal(expected.Select(Line), rows.Select(row => Line(expected[0].Keys.ToDictionary(column => column, column => row[column]))));
            Assert.Equal(contentType, answer.Content.Headers.ContentType?.ToString());
            Assert.Equal($"tiny-2024-values-{(query.Contains("new", StringComparison.Ordinal) ? "new" : "old")}-{name}-20261124-1000.{extension}", answer.Content.Headers.ContentDisposition?.FileName);
        }

        Assert.Contains(await host.Trail(), entry => entry.Record.Action == AuditActions.ExportFigures && entry.Record.Target == $"tiny-2024/values?by=gender&format={format}");
    }

    [Theory]
    [InlineData("csv", "")]
    [InlineData("csvForExcel", "\uFEFF")]
    public async Task Csv_is_the_table_to_the_byte_with_the_mark_for_Excel_alone(string format, string mark)
    {
        await using var host = await FiguresHost.Start();

        var file = await host.Ministry.GetByteArrayAsync(new Uri($"{ValuesTests.Path}?province=01&indicator=P02,sipas&format={format}", UriKind.Relative));

        Assert.Equal(mark + """
            survey,geography,channel,as_of,simulated,unit,name,by,category,category_name,indicator,indicator_name,n,satisfied,score,level_1,level_2,level_3,level_4,level_5,hidden
            tiny-2024,old,all,2026-11-24T03:00:00Z,false,01,Hà Nội,,,,P02,Tiêu chí 2,2,50,60,0,1,0,1,0,false
            tiny-2024,old,all,2026-11-24T03:00:00Z,false,01,Hà Nội,,,,sipas,Chỉ số chung,2,66.66666666666667,76.66666666666667,,,,,,false

            """.ReplaceLineEndings("\r\n"), Encoding.UTF8.GetString(file));
    }

    [Fact]
    public async Task A_workbook_is_valid_keeps_its_headings_in_sight_and_has_the_matrix_with_n_beside_every_percentage()
    {
        await using var host = await FiguresHost.Start();

        var file = await host.Ministry.GetByteArrayAsync(new Uri($"{ValuesTests.Path}?channel=official&format=xlsx", UriKind.Relative));

        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath} {error.Description}"));
        var sheets = document.WorkbookPart!.WorksheetParts.Select(part => part.Worksheet!).ToList();
        Assert.Equal(3, sheets.Count);
        Assert.All(sheets, sheet => Assert.Contains("state=\"frozen\"", sheet.OuterXml, StringComparison.Ordinal));
        var matrix = ValuesFile.OfXlsx(file, "Phụ lục");
        Assert.Equal(["nation", "01", "10", "15"], matrix.Select(row => row["unit"]));
        Assert.Equal(["unit", "name", "P01_n", "P01_satisfied", "P01_score", "P02_n"], matrix[0].Keys.Take(6));
        Assert.Equal(2 + (8 * 3), matrix[0].Count);
        Assert.Equal(("1", "0", "60"), (matrix[2]["sipas_n"], matrix[2]["sipas_satisfied"], matrix[2]["sipas_score"]));
        Assert.Equal("3", ValuesFile.OfXlsx(file, "Ghi chú").Single(row => row["Mục"] == "Số phiếu (cả nước)")["Nội dung"]);
    }

    [Fact]
    public async Task A_name_that_looks_like_a_formula_stays_a_text_in_every_form_for_spreadsheets()
    {
        await using var host = await FiguresHost.Start(FiguresHost.Tiny(TinyCatalogue.Load((_, text) => text
            .Replace("Hà Nội", "=1+1", StringComparison.Ordinal).Replace("Tiêu chí 1", "@SUM(A1), \\\"x\\\"", StringComparison.Ordinal))));

        foreach (var format in ValuesFile.Formats)
        {
            var rows = ValuesFile.Read(format, await host.Ministry.GetByteArrayAsync(new Uri($"{ValuesTests.Path}?province=01&indicator=P01&format={format}", UriKind.Relative)));
            Assert.Equal(("'=1+1", "'@SUM(A1), \"x\""), (rows[0]["name"], rows[0]["indicator_name"]));
        }
    }

    [Fact]
    public async Task The_manifest_is_that_of_the_file_and_of_no_part_of_it()
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());

        foreach (var format in ValuesFile.Formats.Append("json"))
        {
            var address = $"{ValuesTests.Path}?by=gender&format={format}";
            using var answer = await host.Get(address);
            var file = await answer.Content.ReadAsByteArrayAsync();
            var manifest = JsonNode.Parse(await host.GetText($"{address}&manifest=true"))!;

            Assert.Equal(["file", "format", "rows", "sha256", "bytes", "asOf", "etag", "query"], manifest.AsObject().Select(it => it.Key));
            Assert.Equal(format, (string)manifest["format"]!);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), (string)manifest["sha256"]!);
            Assert.NotEqual(Convert.ToHexStringLower(SHA256.HashData(file.AsSpan(..^1))), (string)manifest["sha256"]!);
            Assert.Equal((file.Length, ValuesFile.Read(format, file).Count), ((int)manifest["bytes"]!, (int)manifest["rows"]!));
            Assert.Equal(answer.Headers.ETag!.ToString(), (string)manifest["etag"]!);
            Assert.Equal(answer.Content.Headers.ContentDisposition?.FileName ?? (string)manifest["file"]!, (string)manifest["file"]!);
            Assert.Equal(file, await host.Ministry.GetByteArrayAsync(new Uri((string)manifest["query"]!, UriKind.Relative)));
        }
    }

    [Fact]
    public async Task A_file_that_is_cut_off_has_fewer_rows_than_its_manifest_says()
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());

        var file = await host.Ministry.GetByteArrayAsync(new Uri($"{ValuesTests.Path}?format=csv", UriKind.Relative));
        var manifest = JsonNode.Parse(await host.GetText($"{ValuesTests.Path}?format=csv&manifest=true"))!;

        Assert.True(ValuesFile.Read("csv", file[..(Array.LastIndexOf(file, (byte)'\n', file.Length - 2) + 1)]).Count < (int)manifest["rows"]!);
    }

    [Fact]
    public async Task A_workbook_does_not_tell_when_it_was_written()
    {
        await using var host = await FiguresHost.Start();

        using var archive = new ZipArchive(await host.Ministry.GetStreamAsync(new Uri($"{ValuesTests.Path}?format=xlsx", UriKind.Relative)));

        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    private static string Line(Dictionary<string, string> row) => string.Join('|', row.OrderBy(cell => cell.Key, StringComparer.Ordinal).Select(cell => $"{cell.Key}={cell.Value}"));
}
