using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using MiniExcelLibs;
using Sylvan.Data.Csv;

namespace SipasSurvey.UnitTests.Figures;

public sealed class ExportTests
{
    private static readonly Uri Workbook = new("/api/v1/figures/tiny-2024?format=xlsx", UriKind.Relative);

    private static readonly string[] Columns =
    [
        "survey", "geography", "channel", "as_of", "unit", "province", "name", "n", "rank",
        "sipas_satisfied", "sipas_score", "policy_satisfied", "policy_score", "service_satisfied", "service_score",
    ];

    [Fact]
    public async Task Csv_is_the_table_to_the_byte_with_a_byte_order_mark_and_CRLF()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get("/api/v1/figures/tiny-2024?format=csv");

        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("tiny-2024-old-all-20261123-1504.csv", answer.Content.Headers.ContentDisposition?.FileName);
        var expected = "\uFEFF" + """
            survey,geography,channel,as_of,unit,province,name,n,rank,sipas_satisfied,sipas_score,policy_satisfied,policy_score,service_satisfied,service_score
            tiny-2024,old,all,2026-11-23T08:04:05.25Z,nation,,Cả nước,4,,52.77777777777778,76.11111111111111,62.5,77.5,33.333333333333336,73.33333333333333
            tiny-2024,old,all,2026-11-23T08:04:05.25Z,provinceMean,,"Trung bình 2 tỉnh, thành phố có đủ số liệu",,,33.333333333333336,68.33333333333333,37.5,67.5,25,70
            tiny-2024,old,all,2026-11-23T08:04:05.25Z,province,01,Hà Nội,2,1,66.66666666666667,76.66666666666667,75,75,50,80
            tiny-2024,old,all,2026-11-23T08:04:05.25Z,province,10,Lào Cai,1,2,0,60,0,60,0,60
            tiny-2024,old,all,2026-11-23T08:04:05.25Z,province,15,Yên Bái,1,,,,100,100,,

            """.ReplaceLineEndings("\r\n");
        Assert.Equal(expected, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()));
    }

    [Fact]
    public async Task Csv_of_simulated_figures_says_so_in_every_row()
    {
        var rows = await ReadCsv(Simulated(), "/api/v1/figures/tiny-2024?format=csv&channel=open&geography=new");

        Assert.Equal([.. Columns[..4], "simulated", .. Columns[4..]], rows[0].Keys);
        Assert.All(rows, row => Assert.Equal("Dữ liệu mô phỏng", row["simulated"]));
        Assert.All(rows, row => Assert.Equal("open", row["channel"]));
        Assert.Equal(["", "", "01", "15"], rows.Select(row => row["province"]));
    }

    [Fact]
    public async Task Xlsx_has_codes_as_text_and_numbers_as_numbers()
    {
        await using var host = await FiguresHost.Start();

        using var answer = await host.Get("/api/v1/figures/tiny-2024?format=xlsx&channel=official");

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("tiny-2024-old-official-20261123-1504.xlsx", answer.Content.Headers.ContentDisposition?.FileName);
        using var file = new MemoryStream(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal(["Số liệu", "Ghi chú"], file.GetSheetNames());
        var rows = Sheet(file, "Số liệu");
        Assert.Equal(Columns, rows[0].Select(heading => ((string)heading!).Split('[', ']')[1]));
        Assert.Equal("Mã tỉnh [province]", rows[0][5]);
        Assert.Equal("Chỉ số chung – Tỷ lệ hài lòng (mức 4 + 5) [sipas_satisfied]", rows[0][9]);
        Assert.Equal("Dịch vụ – Điểm trung bình quy đổi [service_score]", rows[0][^1]);

        var hanoi = rows.Single(row => row[6] is "Hà Nội");
        Assert.Equal("01", Assert.IsType<string>(hanoi[5]));
        Assert.Equal(1d, Assert.IsType<double>(hanoi[7]));
        Assert.Equal(200.0 / 3, Assert.IsType<double>(hanoi[9]));
        var yenBai = rows.Single(row => row[6] is "Yên Bái");
        Assert.Null(yenBai[8]);
        Assert.Null(yenBai[9]);
        Assert.Equal(100d, yenBai[11]);
        Assert.Equal(6, rows.Count);
    }

    [Fact]
    public async Task Xlsx_is_valid_keeps_its_headings_in_sight_and_is_the_same_to_the_byte_each_time()
    {
        await using var host = await FiguresHost.Start();

        var file = await host.Ministry.GetByteArrayAsync(Workbook);

        using var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document).Select(error => $"{error.Path?.XPath} {error.Description}"));
        Assert.All(document.WorkbookPart!.WorksheetParts, sheet => Assert.Contains("state=\"frozen\"", sheet.Worksheet!.OuterXml, StringComparison.Ordinal));
        Assert.Equal(file, await host.Ministry.GetByteArrayAsync(Workbook));
    }

    [Fact]
    public async Task Xlsx_does_not_tell_when_it_was_written()
    {
        await using var host = await FiguresHost.Start();

        using var archive = new ZipArchive(await host.Ministry.GetStreamAsync(Workbook));

        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    [Fact]
    public async Task Xlsx_says_what_its_numbers_are()
    {
        await using var host = await FiguresHost.Start();

        var notes = await Notes(host, "/api/v1/figures/tiny-2024?format=xlsx&channel=official");

        Assert.Equal("Khảo sát 2024 [tiny-2024]", notes["Cuộc khảo sát"]);
        Assert.Equal("3 tỉnh cũ [old]", notes["Địa giới"]);
        Assert.Equal("Kênh chính thức: phiếu giấy, trực tuyến có thư mời", notes["Kênh"]);
        Assert.Equal("23/11/2026 15:04 (giờ Việt Nam)", notes["Số liệu đến"]);
        Assert.Equal(3d, notes["Số phiếu (cả nước)"]);
        Assert.Equal("Tỷ lệ hài lòng (mức 4 + 5)", notes["Cách tính dùng để xếp hạng"]);
        Assert.Contains("Tỷ lệ hài lòng (mức 4 + 5)", notes.Keys);
        Assert.Contains("Điểm trung bình quy đổi", notes.Keys);
        Assert.Contains("Từ tiêu chí đến chỉ số", notes.Keys);
        Assert.DoesNotContain("Lưu ý", notes.Keys);
        Assert.DoesNotContain("Tỉnh sáp nhập", notes.Keys);
    }

    [Fact]
    public async Task Xlsx_of_merged_provinces_and_of_simulated_figures_says_so()
    {
        await using var host = await FiguresHost.Start(Simulated());

        var notes = await Notes(host, "/api/v1/figures/tiny-2024?format=xlsx&geography=new");

        Assert.StartsWith("Dữ liệu mô phỏng", (string)notes["Lưu ý"]!, StringComparison.Ordinal);
        Assert.EndsWith("chưa gia quyền theo dân số", (string)notes["Tỉnh sáp nhập"]!, StringComparison.Ordinal);
        Assert.Equal("2 tỉnh mới [new]", notes["Địa giới"]);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@SUM(A1)")]
    public async Task A_name_that_looks_like_a_formula_stays_a_text(string name)
    {
        var store = FiguresHost.Tiny(TinyCatalogue.Load((_, text) => text
            .Replace("Hà Nội", name, StringComparison.Ordinal)
            .Replace("Chính sách", name, StringComparison.Ordinal)
            .Replace("Khảo sát 2024", name, StringComparison.Ordinal)));
        await using var host = await FiguresHost.Start(store);

        Assert.Equal($"'{name}", (await ReadCsv(store, "/api/v1/figures/tiny-2024?format=csv"))[2]["name"]);
        using var file = new MemoryStream(await host.Ministry.GetByteArrayAsync(Workbook));
        var rows = Sheet(file, "Số liệu");
        Assert.Equal($"'{name}", rows[3][6]);
        Assert.StartsWith($"'{name}", (string)rows[0][11]!, StringComparison.Ordinal);
        Assert.StartsWith($"'{name}", (string)(await Notes(host, Workbook.OriginalString))["Cuộc khảo sát"]!, StringComparison.Ordinal);
    }

    private static ComputedFigures Simulated()
    {
        var store = FiguresHost.Tiny();
        store.Version = store.Version! with { Simulated = true };
        return store;
    }

    private static async Task<List<Dictionary<string, string>>> ReadCsv(ComputedFigures store, string path)
    {
        await using var host = await FiguresHost.Start(store);
        using var text = new StreamReader(await host.Ministry.GetStreamAsync(new Uri(path, UriKind.Relative)));
        using var csv = CsvDataReader.Create(text);
        var rows = new List<Dictionary<string, string>>();
        while (await csv.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString));
        }

        return rows;
    }

    private static async Task<Dictionary<string, object?>> Notes(FiguresHost host, string path)
    {
        using var file = new MemoryStream(await host.Ministry.GetByteArrayAsync(new Uri(path, UriKind.Relative)));
        return Sheet(file, "Ghi chú").ToDictionary(row => (string)row[0]!, row => row[1]);
    }

    private static List<object?[]> Sheet(Stream file, string name) =>
        [.. file.Query(useHeaderRow: false, sheetName: name).Cast<IDictionary<string, object?>>().Select(row => row.Values.ToArray())];
}
