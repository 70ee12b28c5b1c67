using System.Net;
using System.Text.RegularExpressions;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>The plan of the sample: page and routes.</summary>
public sealed partial class SampleTests : IAsyncLifetime
{
    private const string Page = $"/staff/sample?survey={FieldWorkSite.Survey}&province={FieldWorkSite.Province}";

    private readonly FieldWorkSite _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task A_file_replaces_the_plan_of_the_province_and_the_page_says_what_it_replaced()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        var first = await Upload(supervisor, FieldWorkSite.Plan(("A-1", "12"), ("A-2", "")));
        var second = await Upload(supervisor, FieldWorkSite.Plan(("A-2", ""), ("A-3", "9"), ("A-4", "9")));

        Assert.Contains("Lào Cai: 2 thôn, 20 phiếu kế hoạch. Trước đó chưa có kế hoạch.", first.Text.Plain(), StringComparison.Ordinal);
        Assert.Matches(@"Lào Cai: 3 thôn, 30 phiếu kế hoạch; thay cho 2 thôn, 20 phiếu \(lần 1, [^)]*\)\. Thêm 2 thôn, bỏ 1 thôn \(A-1\)\.", second.Text.Plain());
        var page = (await supervisor.Page(Page)).Text;
        Assert.Equal(["Lào Cai", "3", "30", "18", "plan.csv", "a supervisor"], page.Row("data-province=\"10\"")[..6]);
        Assert.Equal(["Thôn A-2 A-2", "Xã Đồng Tuyển", "10", "–"], page.Row("data-village=\"A-2\""));
        Assert.Equal(["A-2", "A-3", "A-4"], (await _site.Part<SamplePlans>().ClustersOf(FieldWorkSite.Survey, FieldWorkSite.Province, default))!.Order());
        Assert.Equal(["3 villages, 30 planned; before: version 1 with 2 villages.", "2 villages, 20 planned; before: no plan."],
            (await _site.Trail(AuditActions.PlanSample)).Select(it => it.Detail));
    }

    [Fact]
    public async Task With_one_cell_wrong_nothing_is_changed_and_each_cell_says_what_would_be_right()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        await (await FieldWorkSite.PutPlan(supervisor, FieldWorkSite.Plan(("A-1", "")))).MustBe(HttpStatusCode.OK);
        var wrong = FieldWorkSite.Plan(("A-2", ""), ("A-2", "nhiều"), ("A-3", ""));

        var (status, text) = await Upload(supervisor, wrong);
        var problem = await (await FieldWorkSite.PutPlan(supervisor, wrong)).MustBe(HttpStatusCode.UnprocessableEntity);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal("nhiều", text.Row("data-cell=\"F3\"")[2]);
        Assert.Contains("dòng 2", text.Row("data-cell=\"C3\"")[3], StringComparison.Ordinal);
        Assert.Equal(["C3", "F3"], problem["errors"]!.AsObject().Select(it => it.Key).Order());
        Assert.Equal(["A-1"], await _site.Part<SamplePlans>().ClustersOf(FieldWorkSite.Survey, FieldWorkSite.Province, default));
        Assert.Single(await _site.Trail(AuditActions.PlanSample));
    }

    [Fact]
    public async Task A_supervisor_replaces_the_plans_of_the_own_provinces_alone()
    {
        using var other = await _site.As(StaffRoles.Supervisor, "01");
        using var team = await _site.As(StaffRoles.SurveyTeam);
        var plan = FieldWorkSite.Plan(("A-1", ""));

        await (await FieldWorkSite.PutPlan(other, plan)).MustBe(HttpStatusCode.Forbidden);
        await (await FieldWorkSite.PutPlan(other, plan, query: "")).MustBe(HttpStatusCode.Forbidden);
        Assert.Equal(HttpStatusCode.Forbidden, (await Upload(other, plan, $"/staff/sample?survey={FieldWorkSite.Survey}", "")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.Page(Page)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await FieldWorkSite.PutPlan(team, plan)).StatusCode);

        Assert.Null(await _site.Part<SamplePlans>().Find(FieldWorkSite.Survey, FieldWorkSite.Province, default));
        Assert.Equal(5, (await _site.Trail(AuditActions.Request)).Count(it => it.Outcome == AuditOutcome.Refused));
        Assert.Empty(await _site.Trail(AuditActions.PlanSample));
    }

    [Fact]
    public async Task The_Ministry_replaces_the_plans_of_several_provinces_by_one_file()
    {
        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        var plan = FieldWorkSite.Plan(("A-1", "")) + "Hà Nội,Phường Ba Đình,B-1,Tổ 1,20,\n";

        var answer = await (await FieldWorkSite.PutPlan(ministry, plan, query: "")).MustBe(HttpStatusCode.OK);

        Assert.Equal(["01", "10"], answer["plans"]!.AsArray().Select(it => (string)it!["province"]!));
        var listed = await ministry.GetJson(FieldWorkSite.PlanPath);
        Assert.Equal(20, (int)listed["plans"]![0]!["planned"]!);
        Assert.Equal("B-1", (string)listed["plans"]![0]!["villages"]![0]!["code"]!);
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        Assert.Equal(["10"], (await supervisor.GetJson(FieldWorkSite.PlanPath))["plans"]!.AsArray().Select(it => (string)it!["province"]!));
    }

    [Fact]
    public async Task What_is_downloaded_can_be_sent_again_and_the_template_has_its_columns()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        await (await FieldWorkSite.PutPlan(supervisor, FieldWorkSite.Plan(("A-1", "12"), ("A-2", "")))).MustBe(HttpStatusCode.OK);

        var csv = await supervisor.GetStringAsync(new Uri($"{FieldWorkSite.PlanPath}?province=10&format=csv", UriKind.Relative));
        var again = await (await FieldWorkSite.PutPlan(supervisor, csv)).MustBe(HttpStatusCode.OK);
        var template = await supervisor.GetStringAsync(new Uri($"{FieldWorkSite.PlanPath}/template.csv", UriKind.Relative));

        Assert.Equal((2, 20, 12), ((int)again["plans"]![0]!["version"]!, (int)again["plans"]![0]!["planned"]!, (int)again["plans"]![0]!["issued"]!));
        Assert.Equal("Tỉnh,Huyện,Xã,Mã thôn,Thôn/Tổ dân phố,Kế hoạch,Phát ra\r\n", template);
        var empty = await (await FieldWorkSite.PutPlan(supervisor, template)).MustBe(HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(empty["errors"]!["file"]);
    }

    [Fact]
    public async Task What_is_no_file_of_a_plan_is_refused_with_what_would_be_right()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);

        await (await FieldWorkSite.PutPlan(supervisor, "{}", type: "application/json")).MustBe(HttpStatusCode.UnsupportedMediaType);
        await (await FieldWorkSite.PutPlan(supervisor, "", query: "?province=99")).MustBe(HttpStatusCode.UnprocessableEntity);
        await (await FieldWorkSite.PutPlan(supervisor, new string('a', 5_000_000))).MustBe(HttpStatusCode.RequestEntityTooLarge);
        Assert.Contains("Chọn một tệp.", (await supervisor.Fill(Page, "/staff/sample", ("survey", FieldWorkSite.Survey), ("province", "10"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await supervisor.Page("/staff/sample?survey=sipas-1999")).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/sample") { Content = new FormUrlEncodedContent([]) };
        Assert.Equal(HttpStatusCode.BadRequest, (await supervisor.SendAsync(request)).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string Text)> Upload(HttpClient client, string plan, string page = Page, string province = FieldWorkSite.Province)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Token().Match((await client.Page(page)).Text).Groups[1].Value), "form-token" },
            { new StringContent(FieldWorkSite.Survey), "survey" }, { new StringContent(province), "province" }, { new StringContent(plan), "file", "plan.csv" },
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/staff/sample") { Content = form };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await client.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
