using SipasSurvey.Domain;
using SipasSurvey.Figures;

namespace SipasSurvey.UnitTests.Figures.Query;

public sealed class ValuesHidingTests
{
    private static readonly string[] Numbers = ["n", "satisfied", "score", "level_1", "level_2", "level_3", "level_4", "level_5"];

    [Theory]
    [InlineData("json")]
    [InlineData("csv")]
    [InlineData("csvForExcel")]
    [InlineData("xlsx")]
    [InlineData("parquet")]
    public async Task What_is_hidden_has_no_number_in_any_form_on_any_geography(string format)
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());
        var survey = host.Store.Catalogue.FindSurvey(TinyCatalogue.Old)!;
        var snapshot = (await host.Part<SurveySnapshots>().Find(survey, CancellationToken.None))!;

        foreach (var geography in host.Store.Catalogue.GeographiesOf(survey))
        {
            var breakdown = snapshot.Groups.Breakdown(geography, survey.Questionnaire.Respondent[0]);
            var rows = ValuesFile.Read(format, await host.Ministry.GetByteArrayAsync(
                new Uri($"{ValuesTests.Path}?by=gender&geography={geography.Code}&format={format}", UriKind.Relative)));

            var expected = breakdown.Provinces.Prepend(breakdown.Nation).SelectMany(unit => unit.Cells).SelectMany(cell => cell.Figures).ToList();
            Assert.Equal(expected.Count, rows.Count);
            foreach (var (cell, row) in expected.Zip(rows))
            {
                Assert.Equal(cell.IsHidden ? "true" : "false", row["hidden"]);
                Assert.Equal(cell.N?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "", row["n"]);
                Assert.True(!cell.IsHidden || Numbers.All(name => row[name].Length == 0));
            }
        }

        Assert.Contains(snapshot.Groups.Breakdown(survey.Geography, survey.Questionnaire.Respondent[0]).Provinces, unit => unit.Cells.Any(cell => cell.Figures.All(it => it.IsHidden)));
        Assert.Contains(snapshot.Groups.Breakdown(survey.Geography, survey.Questionnaire.Respondent[0]).Provinces, unit => unit.Cells.All(cell => cell.Figures.All(it => !it.IsHidden)));
    }

    [Fact]
    public async Task A_workbook_of_categories_has_no_matrix_and_says_why_cells_are_empty()
    {
        await using var host = await FiguresHost.Start(ValuesTests.Mixed());

        var file = await host.Ministry.GetByteArrayAsync(new Uri($"{ValuesTests.Path}?by=gender&format=xlsx", UriKind.Relative));

        var notes = ValuesFile.OfXlsx(file, "Ghi chú").ToDictionary(row => row["Mục"], row => row["Nội dung"]);
        Assert.Contains($"dưới {Disclosure.LeastAnswers} câu trả lời", notes["Ô bị ẩn"], StringComparison.Ordinal);
        Assert.Equal("Giới tính [gender]", notes["Chia theo"]);
        using var reader = ExcelDataReader.ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        Assert.Equal(2, reader.ResultsCount);
    }
}
