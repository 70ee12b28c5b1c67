using System.Text.Json.Nodes;
using SipasSurvey.UnitTests.Paper.Reading;
using PaperSheets = SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Intake;

/// <summary>Every kind of wrong file, sent as a program sends it.</summary>
public sealed class BatchesHorrorTests
{
    private static readonly Horror[] Whole = [.. TextHorrors.Whole, .. BookHorrors.Whole];
    private static readonly Horror[] Cells = [.. TextHorrors.Cells, .. BookHorrors.Cells];

    [Theory]
    [InlineData("")]
    [InlineData("?report=file")]
    public async Task A_file_that_is_refused_as_a_whole_is_a_problem_and_nothing_of_it_is_published(string query)
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        foreach (var horror in Whole)
        {
            var (status, type, body) = await Send(team, horror, query);

            Assert.True(status is 413 or 422 && type == "application/problem+json", $"{horror}: {status} {type}");
            var problem = JsonNode.Parse(body)!;
            Assert.True(((string)problem["detail"]!).Length > 0 && (int)problem["status"]! == status, $"{horror}: {problem}");
            Assert.True(host.UploadedFiles.Length == 0, $"{horror}: a file is left.");
        }

        Assert.Empty(host.Broker.Confirmed);
        Assert.Empty(await host.Trail());
        Assert.DoesNotContain(host.Log, line => line.Contains("Unhandled", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_file_with_a_bad_cell_has_a_report_with_its_error_and_only_its_good_rows_are_published()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        foreach (var horror in Cells)
        {
            var before = host.Broker.Entries.Count;

            var (status, _, body) = await Send(team, horror, "");

            Assert.True(status == 200, $"{horror}: {status}");
            var report = JsonNode.Parse(body)!;
            var error = Assert.Single(report["errors"]!.AsArray())!;
            Assert.Equal((horror.Told.Place, horror.Told.Value), ($"{error["column"]}{error["row"]}", (string)error["value"]!));
            Assert.Equal((int)report["accepted"]!, host.Broker.Entries.Count - before);
            Assert.True(host.UploadedFiles.Length == 0, $"{horror}: a file is left.");
        }
    }

    [Fact]
    public async Task A_file_with_a_bad_cell_comes_back_marked_and_can_be_read_again()
    {
        await using var host = await BatchesHost.Start();
        using var team = await host.As();
        foreach (var horror in Cells)
        {
            using var answer = await team.PostAsync(new Uri($"{Sheets.Path}?report=file", UriKind.Relative), FormOf(horror.File()));
            var marked = await answer.Content.ReadAsByteArrayAsync();

            Assert.True((int)answer.StatusCode == 200, $"{horror}: {(int)answer.StatusCode}");
            Assert.Equal("1", Assert.Single(answer.Headers.GetValues("Sipas-Rejected")));
            var (again, _) = await PaperSheets.Read(marked);

            // In the row where it was, and nowhere else. (A cell too many has what is said of it behind it, and so is found one column on.)
            Assert.True(again.Rejected == 1 && again.Faults.All(it => horror.Told.Place!.EndsWith($"{it.Row}", StringComparison.Ordinal)), $"{horror}: once marked, it has other faults.");
        }

        await host.Until(() => host.UploadedFiles.Length == 0);
    }

    [Theory]
    [InlineData("xl/comments1.xml", "<comments")]
    [InlineData("xl/comments1.xml", "")]
    [InlineData("xl/comments1.xml", "<other/>")]
    [InlineData("xl/drawings/boxes.vml", "<xml><v:shape <br></xml>")]
    [InlineData("xl/drawings/boxes.vml", "")]
    [InlineData("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships><Relationship")]
    [InlineData("xl/worksheets/_rels/sheet1.xml.rels", "<Relationships/>")]
    [InlineData("docProps/core.xml", "not XML")]
    public async Task A_workbook_is_marked_although_a_part_is_damaged_that_reading_never_looks_at(string part, string content)
    {
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        object?[] row = [.. PaperSheets.Row("0001").With("P07", "6")];
        var book = new Book()
            .Sheet([[.. PaperSheets.Header], row], after: $"<legacyDrawing xmlns:r=\"{Office}\" r:id=\"b\"/>")
            .Part("xl/comments1.xml", PaperSheets.Bytes($"<comments xmlns=\"{Book.Spreadsheet}\"><authors/><commentList/></comments>"))
            .Part("xl/worksheets/_rels/sheet1.xml.rels", PaperSheets.Bytes("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                + $"<Relationship Id=\"c\" Type=\"{Office}/comments\" Target=\"../comments1.xml\"/>"
                + $"<Relationship Id=\"b\" Type=\"{Office}/vmlDrawing\" Target=\"../drawings/boxes.vml\"/></Relationships>"))
            .Part(part, PaperSheets.Bytes(content));
        await using var host = await BatchesHost.Start();
        using var team = await host.As();

        using var answer = await team.PostAsync(new Uri($"{Sheets.Path}?report=file&dryRun=true", UriKind.Relative), FormOf(book.ToBytes()));

        Assert.Equal(200, (int)answer.StatusCode);
        var (again, _) = await PaperSheets.Read(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal("H2", $"{Assert.Single(again.Faults).Column}{again.Faults[0].Row}");
    }

    private static async Task<(int Status, string? Type, string Body)> Send(HttpClient client, Horror horror, string query)
    {
        using var form = FormOf(horror.File());
        using var answer = await client.PostAsync(new Uri(Sheets.Path + query, UriKind.Relative), form);
        return ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync());
    }

    private static MultipartFormDataContent FormOf(byte[] file) => new()
    {
        { new StringContent("sipas-2026"), "survey" },
        { new StringContent("15"), "province" },
        { new StringContent("T1"), "team" },
        { new ByteArrayContent(file), "file", "phieu.csv" },
    };
}
