using SipasSurvey.Paper;

namespace SipasSurvey.UnitTests.Paper.Reading;

public sealed class SheetLayoutTests
{
    private static readonly SheetLayout Layout = SheetLayout.Of(A.Survey2024);

    [Fact]
    public void There_is_a_column_for_the_serial_every_item_every_dimension_and_five_more()
    {
        Assert.Equal(1 + A.Questionnaire.Items.Count + A.Questionnaire.Respondent.Count + 5, Layout.Columns.Count);
        Assert.Equal(["serial", .. A.Questionnaire.Items.Select(it => it.Code)], Layout.Columns.Where(it => it.IsRequired).Select(it => it.Code));
        Assert.Same(Layout, SheetLayout.Of(A.Survey2024));
    }

    [Fact]
    public void Every_column_is_found_by_its_code_its_heading_and_its_name_in_both_languages()
    {
        foreach (var column in Layout.Columns)
        {
            Assert.All(
                [column.Code, column.Heading.Vi, column.Heading.En, column.Name.Vi, column.Name.En, column.Heading.Vi.ToUpperInvariant(), $" {column.Code}."],
                heading => Assert.Same(column, Layout.Find(heading)));
        }
    }

    [Theory]
    [InlineData("p01", "P01")]
    [InlineData("Ｐ０１", "P01")]
    [InlineData("P 01", "P01")]
    [InlineData("P01 - Thong tin chinh sach nhieu cach, de tim", "P01")]
    [InlineData("1", "P01")]
    [InlineData("39", "S16")]
    [InlineData("9.39", "S16")]
    [InlineData("9,10", "P10")]
    [InlineData("Câu 9.1", null)]
    [InlineData("40", null)]
    [InlineData("9.40", null)]
    [InlineData("01", null)]
    [InlineData("số phiếu", "serial")]
    [InlineData("SO PHIEU", "serial")]
    [InlineData("Giới tính", "gender")]
    [InlineData("Mã điều tra viên", "interviewer")]
    [InlineData("Ý kiến khác", null)]
    [InlineData("", null)]
    [InlineData("\uD800", null)]
    public void A_heading_is_recognized_as_people_write_it(string heading, string? code) => Assert.Equal(code, Layout.Find(heading)?.Code);

    [Fact]
    public void A_small_survey_has_its_own_columns_and_numbers()
    {
        using var files = new SmallFiles();
        var layout = SheetLayout.Of(files.Load().FindSurvey("mini-1")!);

        Assert.Equal(["serial", "C1", "C2", "C3", "home", "cluster", "interviewer", "typist", "date", "mode"], layout.Columns.Select(it => it.Code));
        Assert.Equal(("C3", null), (layout.Find("3")?.Code, layout.Find("4")?.Code));
    }
}
