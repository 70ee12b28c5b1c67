using SipasSurvey.Paper;
using static SipasSurvey.UnitTests.Paper.Reading.Sheets;

namespace SipasSurvey.UnitTests.Paper.Reading;

public sealed class SamplePlanFileTests
{
    private static readonly string[] Header = ["Tỉnh", "Huyện", "Xã", "Mã thôn", "Thôn/Tổ dân phố", "Kế hoạch", "Phát ra", "Ghi chú"];

    [Fact]
    public void A_plan_is_read_by_code_or_name_from_CSV()
    {
        var plan = Read(Bytes(Csv(';', Header,
            ["15", "", "Phường Yên Bái", "YB-01", "Tổ dân phố số 1", "40", "42", ""],
            ["tỉnh lào cai", "", "Xã  A", "YB-02", "Thôn\u00A02", "30", "", "x"],
            [],
            ["Hanoi", "Ba Đình", "Phúc Xá", "YB-01", "Tổ 3", "0", "0", ""])));

        Assert.Empty(plan.Faults);
        Assert.Equal(["Ghi chú"], plan.IgnoredColumns);
        Assert.Equal(
            [
                new PlannedVillage("15", "", "Phường Yên Bái", "YB-01", "Tổ dân phố số 1", 40, 42),
                new PlannedVillage("15", "", "Xã A", "YB-02", "Thôn 2", 30, 0),
                new PlannedVillage("01", "Ba Đình", "Phúc Xá", "YB-01", "Tổ 3", 0, 0),
            ],
            plan.Villages);
    }

    [Fact]
    public void A_provinces_own_plan_needs_no_column_of_provinces_and_is_read_from_a_workbook()
    {
        var book = new Book { Formats = ["00000"] }.Sheet([["KẾ HOẠCH MẪU"], ["commune", "cluster", "village", "planned"], ["Xã B", Book.Styled(1, "123"), "Thôn 5", 25]]);

        var plan = Read(book.ToBytes(), province: "15");

        Assert.Empty(plan.Faults);
        Assert.Equal(new PlannedVillage("15", "", "Xã B", "00123", "Thôn 5", 25, 0), Assert.Single(plan.Villages));
    }

    [Theory]
    [InlineData("Tỉnh", "Yên Bái", "A2", "mã hai chữ số")]
    [InlineData("Tỉnh", "", "A2", "Thiếu “Tỉnh”")]
    [InlineData("Tỉnh", "01", "A2", "chỉ dành cho tỉnh có mã 15")]
    [InlineData("Xã", "", "C2", "Thiếu “Xã”")]
    [InlineData("Xã", "=1+1", "C2", "bắt đầu bằng chữ cái")]
    [InlineData("Mã thôn", "Thôn 1", "D2", "32 chữ cái")]
    [InlineData("Thôn/Tổ dân phố", "\uFFFD", "E2", "120 ký tự")]
    [InlineData("Kế hoạch", "-1", "F2", "từ 0 đến 100.000")]
    [InlineData("Kế hoạch", "100001", "F2", "từ 0 đến 100.000")]
    [InlineData("Kế hoạch", "1.5", "F2", "số nguyên")]
    [InlineData("Kế hoạch", "", "F2", "Thiếu “Kế hoạch”")]
    [InlineData("Phát ra", "nhiều", "G2", "số nguyên")]
    public void A_wrong_cell_is_named(string column, string value, string cell, string says)
    {
        string[] row = ["15", "", "Xã A", "A1", "Thôn 1", "10", "10", ""];
        row[Array.IndexOf(Header, column)] = value;

        var plan = Read(Bytes(Csv(',', Header, row, ["15", "", "Xã A", "A2", "Thôn 2", "10", "10", ""])), province: "15");

        var fault = Assert.Single(plan.Faults);
        Assert.Equal((cell, value), ($"{fault.Column}{fault.Row}", fault.Value));
        Assert.Contains(says, fault.Message.Vi, StringComparison.Ordinal);
        Assert.Single(plan.Villages);
    }

    [Fact]
    public void A_code_is_there_once_in_a_province()
    {
        var plan = Read(Bytes(Csv(',', Header, Village("15", "A1"), Village("01", "A1"), Village("15", "A1"))));

        Assert.Equal(("D", 4), Assert.Single(plan.Faults.Select(it => (it.Column, it.Row))));
        Assert.Contains("dòng 2", plan.Faults[0].Message.Vi, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Tỉnh,Xã,Mã thôn", "missing-columns")]
    [InlineData("Tỉnh,Xã,Mã thôn,Thôn,Kế hoạch,Xã", "doubled-column")]
    [InlineData("Tỉnh,Xã,Mã thôn,Thôn,Kế hoạch", "no-data")]
    [InlineData("a,b", "no-header")]
    public void A_file_that_is_no_plan_is_refused(string header, string code) =>
        Assert.Equal(code, Assert.Throws<SheetFileException>(() => Read(Bytes(header + "\r\n"))).Code);

    private static string[] Village(string province, string code) => [province, "", "Xã A", code, "Thôn", "10", "10", ""];

    private static SamplePlanReading Read(byte[] file, string? province = null)
    {
        var path = Path.GetTempFileName();
        try
        {
            System.IO.File.WriteAllBytes(path, file);
            return SamplePlanFile.Read(path, "ke-hoach.csv", A.Survey2026, province, CancellationToken.None);
        }
        finally
        {
            System.IO.File.Delete(path);
        }
    }
}
