using System.Net;
using System.Xml.Linq;
using SipasSurvey.Domain;
using SipasSurvey.Paper;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>The page of progress.</summary>
public sealed class ProgressTests : IAsyncLifetime
{
    private const string Page = $"/staff/progress?survey={FieldWorkSite.Survey}";
    private const string OfProvince = $"{Page}&province={FieldWorkSite.Province}";

    private readonly FieldWorkSite _site = new();

    public async Task InitializeAsync()
    {
        // the plan says 12 given out; A-2: it does not, 8 were printed; sheets of A-1 have the team's own serials.
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        await (await FieldWorkSite.PutPlan(supervisor, FieldWorkSite.Plan(("A-1", "12"), ("A-2", "")))).MustBe(HttpStatusCode.OK);
        var run = await _site.Print("A-2", 8);
        var printed = run.Serials().Select(it => it.Text).ToList();
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        await _site.Send(team, "a.csv", [_site.Row("1", "A-1"), _site.Row("2", "A-1"), _site.Row("3"), Blank("4", "A-1")]);
        await _site.Send(team, "b.csv", [.. printed[1..4].Select(serial => _site.Row(serial, "A-2")), _site.Row("1", "A-1"), _site.Row("2", "A-1", level: 2)]);
        var gone = await _site.Send(team, "c.csv", [_site.Row("5", "A-1")]);
        await (await team.Send(HttpMethod.Post, $"/api/v1/batches/{gone}/withdrawal", """{"reason": "Gửi nhầm."}""")).MustBe(HttpStatusCode.Accepted);
        await FieldWorkSite.Until(async () => (long)(await team.GetJson($"/api/v1/batches/{gone}"))["withdrawn"]! == 1);
    }

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task Planned_given_out_returned_valid_and_missing_stand_for_each_village()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        var page = (await supervisor.Page(OfProvince)).Text;

        // Sheet 4 answers nothing: it came back and is not valid. Sheets 1 and 2 came twice, sheet 5 was withdrawn.
        Assert.Equal(["Thôn A-1 A-1", "10", "12", "3", "2", "16,7 %", "–"], page.Row("data-unit=\"A-1\""));
        Assert.Equal(["Thôn A-2 A-2", "10", "8", "3", "3", "37,5 %", "5"], page.Row("data-unit=\"A-2\""));
        Assert.Equal(["Xã Đồng Tuyển", "20", "20", "6", "5", "25,0 %", "5"], page.Row("data-unit=\"commune\""));
        Assert.Equal(["Không ghi thôn/tổ dân phố", "–", "–", "1", "1", "–", "–"], page.Row("data-unit=\"no-village\""));
        Assert.Equal(["Tổng", "20", "20", "7", "6", "30,0 %", "5"], page.Row("data-unit=\"total\""));

        var missing = page[page.IndexOf("data-missing", StringComparison.Ordinal)..].Plain();
        Assert.Contains($"{SheetSerial.Printed(1).Text} (1 phiếu; Thôn A-2)", missing, StringComparison.Ordinal);
        Assert.Contains($"{SheetSerial.Printed(5).Text} đến {SheetSerial.Printed(8).Text} (4 phiếu; Thôn A-2)", missing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provinces_stand_in_one_table_of_those_that_the_reader_works_for()
    {
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        using var other = await _site.As(StaffRoles.Supervisor, "01");

        var all = (await ministry.Page(Page)).Text;
        Assert.Equal(["Lào Cai", "20", "20", "7", "6", "30,0 %", "5"], all.Row("data-unit=\"10\""));
        Assert.Equal(["Hà Nội Chưa có kế hoạch mẫu", "–", "–", "0", "0", "–", "–"], all.Row("data-unit=\"01\""));
        Assert.Equal(["Tổng", "20", "20", "7", "6", "30,0 %", "5"], all.Row("data-unit=\"total\""));

        var own = (await other.Page(Page)).Text;
        Assert.DoesNotContain("data-unit=\"10\"", own, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Page(OfProvince)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Page($"/staff/progress/table.csv?survey={FieldWorkSite.Survey}&province=10")).Status);
    }

    [Fact]
    public async Task The_table_can_be_had_as_CSV_and_the_page_in_English()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);

        var csv = await supervisor.GetStringAsync(new Uri($"/staff/progress/table.csv?survey={FieldWorkSite.Survey}&province=10", UriKind.Relative));
        var english = (await supervisor.Page($"{OfProvince}&lang=en")).Text;

        Assert.Contains($"{FieldWorkSite.Survey},10,Lào Cai,,Xã Đồng Tuyển,A-2,Thôn A-2,10,8,3,3,5\r\n", csv, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", english, StringComparison.Ordinal);
        Assert.Equal("No village given", english.Row("data-unit=\"no-village\"")[0]);
        Assert.Equal("16.7 %", english.Row("data-unit=\"A-1\"")[5]);
    }

    [Fact]
    public async Task Each_sheet_stands_on_the_day_on_which_it_came_first_beside_the_plan()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        var day = VietnamTime.Day(TimeProvider.System.GetUtcNow());

        var csv = await supervisor.GetStringAsync(new Uri($"/staff/progress/days.csv?survey={FieldWorkSite.Survey}&province=10", UriKind.Relative));
        var own = (await supervisor.Page(OfProvince)).Text;
        var all = (await ministry.Page(Page)).Text;

        // Sheets 1 and 2 were sent again, and stand once; sheet 5 was withdrawn.
        Assert.Equal($"survey,province,province_name,day,returned,valid,valid_until,planned\r\n{FieldWorkSite.Survey},10,Lào Cai,{day:yyyy-MM-dd},7,6,6,20\r\n", csv);
        Assert.Equal(["Lào Cai", "20", "6", "30,0 %", "6"], all.Row("data-days=\"10\""));
        Assert.Contains("Kế hoạch: 20", own, StringComparison.Ordinal);
        Assert.Contains("Phiếu giấy hợp lệ cộng dồn theo ngày, SIPAS 2024, Lào Cai", own, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chart_of_days_can_be_saved_and_another_name_is_refused()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);

        var chart = XDocument.Parse((await supervisor.Page($"{OfProvince}&chart=collection")).Text);
        var wrong = await supervisor.Page($"{OfProvince}&chart=map");

        Assert.Equal("svg", chart.Root!.Name.LocalName);
        Assert.Contains(chart.Descendants().Where(it => it.Name.LocalName == "title"), it => it.Value.EndsWith(": 6", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("Tham số chart chỉ nhận: collection.", wrong.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_says_what_was_planned_given_out_returned_and_valid()
    {
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        var collection = "";

        await FieldWorkSite.Until(async () => (collection = Collection((await ministry.Page($"/staff/dashboard/{FieldWorkSite.Survey}")).Text)).Length > 0);

        Assert.Equal("Kế hoạch 20 Phát ra 20 100,0 % so với kế hoạch Thu về 7 35,0 % so với phát ra Hợp lệ 6 85,7 % so với thu về", collection);
    }

    private static string Collection(string page)
    {
        var from = page.IndexOf("<dl", Math.Max(0, page.IndexOf("id=\"collection\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        return page.Contains("id=\"collection\"", StringComparison.Ordinal) && !page.Contains("Đang đếm phiếu", StringComparison.Ordinal)
            ? page[from..page.IndexOf("</dl>", from, StringComparison.Ordinal)].Plain()
            : "";
    }

    private string Blank(string serial, string cluster) => _site.Row(serial, cluster, but: [.. _site.Questionnaire.Items.Select(it => (it.Code, ""))]);
}
