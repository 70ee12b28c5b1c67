using System.Net;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Administration;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Paper;

public sealed class TemplateTests
{
    private static readonly Survey Survey = A.Catalogue.FindSurvey("sipas-2026")!;
    private static readonly SheetLayout Layout = SheetLayout.Of(Survey);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_workbook_is_valid_and_has_a_frozen_header_a_guide_and_hidden_lists(bool english)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Template.Workbook(Layout, english)), isEditable: false);

        Assert.Empty(new OpenXmlValidator().Validate(document).Select(it => $"{it.Path?.XPath}: {it.Description}"));
        var sheets = document.WorkbookPart!.Workbook!.Descendants<Sheet>().ToList();
        Assert.Equal(3, sheets.Count);
        Assert.Equal(SheetStateValues.Hidden, sheets[2].State!.Value);
        var main = ((WorksheetPart)document.WorkbookPart.GetPartById(sheets[0].Id!)).Worksheet!;
        Assert.Equal(PaneStateValues.Frozen, main.Descendants<Pane>().Single().State!.Value);
        Assert.Equal(Layout.Columns.Select(it => english ? it.Heading.En : it.Heading.Vi), main.Descendants<Row>().First().Elements<Cell>().Select(it => it.InnerText));
        Assert.Equal("49", FormatOf(document, main.Descendants<Column>().First()));
    }

    [Fact]
    public void Every_column_has_a_rule_for_what_is_typed_and_both_words_and_printed_numbers_pass()
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(Template.Workbook(Layout, english: false)), isEditable: false);
        var workbook = document.WorkbookPart!;
        var sheets = workbook.Workbook!.Descendants<Sheet>().Select(it => ((WorksheetPart)workbook.GetPartById(it.Id!)).Worksheet!).ToList();
        var rules = sheets[0].Descendants<DataValidation>().ToList();

        var items = rules.Single(it => it.Type!.Value == DataValidationValues.Custom);
        Assert.Equal("B2:AN1048576", items.SequenceOfReferences!.InnerText);
        Assert.Equal("OR(AND(ISNUMBER(B2),B2=INT(B2),B2>=1,B2<=5),B2=9)", items.Formula1!.Text);
        var lists = rules.Where(it => it.Type!.Value == DataValidationValues.List).ToList();
        Assert.Equal(Survey.Questionnaire.Respondent.Count + 1, lists.Count);
        var gender = sheets[2].Descendants<Cell>().Where(it => it.CellReference!.Value!.StartsWith('A')).Select(it => it.InnerText);
        Assert.Equal("'Danh mục'!$A$2:$A$5", lists[0].Formula1!.Text);
        Assert.Equal(["Nam", "Nữ", "1", "2"], gender.Skip(1));
    }

    [Theory]
    [InlineData("xlsx", false)]
    [InlineData("xlsx", true)]
    [InlineData("csv", false)]
    [InlineData("csv", true)]
    public async Task The_example_row_is_refused_when_it_was_left_in(string extension, bool english)
    {
        using var file = new SheetFileOnDisk(extension == "csv" ? Template.Csv(Layout, english) : Template.Workbook(Layout, english));

        var report = await file.Read(Survey);

        Assert.Equal((1, 0, 1), (report.Rows, report.Accepted, report.Rejected));
        var fault = Assert.Single(report.Faults);
        Assert.Equal((2, "A", SheetLayout.ExampleSerial), (fault.Row, fault.Column, fault.Value));
        Assert.Contains("ví dụ", fault.Message.Vi, StringComparison.Ordinal);
        Assert.Empty(report.IgnoredColumns);
    }

    [Fact]
    public async Task But_for_its_serial_the_example_row_is_right_in_both_languages()
    {
        foreach (var english in (bool[])[false, true])
        {
            var text = Encoding.UTF8.GetString(Template.Csv(Layout, english)).Replace(SheetLayout.ExampleSerial, SheetSerial.Printed(1).Text, StringComparison.Ordinal);
            using var file = new SheetFileOnDisk(Encoding.UTF8.GetBytes(text));

            var report = await file.Read(Survey);

            Assert.Empty(report.Faults);
            Assert.Equal((1, 1), (report.Accepted, report.Illegible));
        }
    }

    [Fact]
    public async Task A_workbook_that_was_filled_in_is_read_without_a_fault()
    {
        using var file = new SheetFileOnDisk(Template.Workbook(Layout, english: false));
        file.Edit(sheet =>
        {
            sheet.Elements<Row>().ElementAt(1).Remove();
            for (uint row = 2; row < 12; row++)
            {
                sheet.Append(SheetFileOnDisk.Filled(Layout, row));
            }
        });

        var report = await file.Read(Survey);

        Assert.Empty(report.Faults);
        Assert.Equal((10, 10, 0), (report.Rows, report.Accepted, report.Invalid));
    }

    [Fact]
    public async Task Teams_and_readers_of_batches_download_it_in_their_language()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue));
        using var team = host.As(StaffRoles.SurveyTeam);

        using var workbook = await team.Get("/api/v1/surveys/sipas-2026/template.xlsx");
        var csv = await (await team.Get("/api/v1/surveys/sipas-2026/template.csv?lang=en")).Content.ReadAsByteArrayAsync();
        team.DefaultRequestHeaders.AcceptLanguage.ParseAdd("fr, en-GB;q=0.9, vi;q=0.5");
        using var preferred = await team.Get("/api/v1/surveys/sipas-2026/template.csv");
        using var head = await team.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/api/v1/surveys/sipas-2026/template.xlsx"));

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook.Content.Headers.ContentType!.MediaType);
        Assert.Equal("sipas-2026-phieu.xlsx", workbook.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(["vi"], workbook.Content.Headers.ContentLanguage);
        Assert.Equal(Encoding.UTF8.GetPreamble(), csv[..3]);
        Assert.Equal(Template.Csv(Layout, english: true), csv);
        Assert.Equal(csv, await preferred.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_there_is_not_is_refused_and_both_routes_are_described()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue));
        using var team = host.As(StaffRoles.SurveyTeam);

        await (await team.Get("/api/v1/surveys/sipas-1999/template.xlsx")).MustBe(HttpStatusCode.NotFound);
        await (await team.Get("/api/v1/surveys/sipas-2026/template.csv?lang=fr")).MustBe(HttpStatusCode.UnprocessableEntity);
        await (await host.Anybody.Get("/api/v1/surveys/sipas-2026/template.csv")).MustBe(HttpStatusCode.Unauthorized);
        await (await host.As(StaffRoles.Administrator).Get("/api/v1/surveys/sipas-2026/template.csv")).MustBe(HttpStatusCode.Forbidden);
        var paths = (await host.Anybody.GetJson("/openapi/v1.json"))["paths"]!;
        Assert.All((string[])["xlsx", "csv"], extension =>
        {
            var operation = paths[$"/api/v1/surveys/{{survey}}/template.{extension}"]!["get"]!;
            Assert.False(string.IsNullOrEmpty((string?)operation["description"]));
            Assert.All(operation["parameters"]!.AsArray(), it => Assert.False(string.IsNullOrEmpty((string?)it!["description"])));
            Assert.Single(operation["responses"]!["200"]!["content"]!.AsObject());
            Assert.NotNull(operation["responses"]!["404"]);
        });
    }

    private static string FormatOf(SpreadsheetDocument document, Column column) => document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!
        .Elements<CellFormat>().ElementAt((int)column.Style!.Value).NumberFormatId!.InnerText!;
}
