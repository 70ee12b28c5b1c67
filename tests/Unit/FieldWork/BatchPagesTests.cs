using System.Net;
using SipasSurvey.Domain;
using SipasSurvey.Staff.Access;
using SipasSurvey.Staff.FieldWork;
using SipasSurvey.Staff.Trail;
using SipasSurvey.UnitTests.Administration;

namespace SipasSurvey.UnitTests.FieldWork;

/// <summary>The pages of batches.</summary>
public sealed class BatchPagesTests : IAsyncLifetime
{
    private const string List = $"/staff/batches?survey={FieldWorkSite.Survey}";

    private readonly FieldWorkSite _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _site.DisposeAsync();

    [Fact]
    public async Task The_page_of_a_batch_says_what_became_of_its_rows_and_sheets_and_what_can_be_done()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var first = await _site.Send(team, "một.csv", [_site.Row("1"), _site.Row("2"), Blank("3"), _site.Row("4", but: ("P01", "7"))]);
        var second = await _site.Send(team, "hai.csv", [_site.Row("1"), _site.Row("2", level: 1), .. Enumerable.Range(10, 8).Select(number => _site.Row($"{number}"))]);

        var page = (await team.Page($"/staff/batches/{first}")).Text;
        Assert.Equal(["3", "2", "0", "0", "1", "0", "0"], Counts(page));
        Assert.Contains("Trả lời quá ít tiêu chí (phiếu không hợp lệ): 1", page[page.IndexOf("data-rejections", StringComparison.Ordinal)..].Plain(), StringComparison.Ordinal);
        Assert.Contains($"href=\"/staff/intake/batches/{first}/withdrawal\"", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"/staff/intake/batches/{first}/correction\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        var other = (await team.Page($"/staff/batches/{second}")).Text;
        Assert.Equal(["10", "8", "1", "1", "0", "0", "0"], Counts(other));
        Assert.Contains($"href=\"/staff/conflicts?survey={FieldWorkSite.Survey}\"", other, StringComparison.Ordinal);

        var list = (await team.Page(List)).Text;
        Assert.Equal(["hai.csv", "Lào Cai", "T1", "a surveyTeam"], list.Row($"data-batch=\"{second}\"")[..4]);
        Assert.Equal(["10", "8", "1", "1", "0", "0", "0", "Đã tính xong"], list.Row($"data-batch=\"{second}\"")[5..]);
        Assert.True(list.IndexOf(second, StringComparison.Ordinal) < list.IndexOf(first, StringComparison.Ordinal));
        Assert.Contains(await _site.Trail(AuditActions.ReadBatches), it => it.Target == first);
    }

    [Fact]
    public async Task A_printed_sheet_whose_code_was_used_online_says_so_and_suspicious_responses_stand_apart()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var serials = (await _site.Print("", 2)).Serials().ToList();
        var code = _site.Part<Invitations>().Codes!.Make(FieldWorkSite.Survey, InvitationKind.Sheet, FieldWorkSite.Province, (uint)serials[0].PrintedNumber);
        team.DefaultRequestHeaders.Add("Sipas-Form", "device=0123456789012345678901; seconds=5; trap=1");
        await (await team.Send(HttpMethod.Post, "/api/v1/responses",
            $$"""{"survey": "{{FieldWorkSite.Survey}}", "province": "{{FieldWorkSite.Province}}", "answers": {"P01": 5}, "invitation": "{{code}}"}""")).MustBe(HttpStatusCode.Accepted);

        var batch = await _site.Send(team, "một.csv", [_site.Row(serials[0].Text), _site.Row(serials[1].Text)]);

        var page = (await team.Page($"/staff/batches/{batch}")).Text;
        Assert.Equal(["2", "1", "0", "0", "1", "0", "0"], Counts(page));
        Assert.Contains("Đã trả lời trực tuyến: 1", page[page.IndexOf("data-rejections", StringComparison.Ordinal)..].Plain(), StringComparison.Ordinal);
        var progress = (await team.Page($"/staff/progress?survey={FieldWorkSite.Survey}")).Text;
        Assert.Equal(["Lào Cai", "1", "1", "1"], progress.Row("data-suspicious-in=\"10\""));
    }

    [Fact]
    public async Task Batches_of_another_province_or_team_are_not_there_and_the_Ministry_changes_none()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var batch = await _site.Send(team, "một.csv", [_site.Row("1")]);

        foreach (var (role, province, code) in new[] { (StaffRoles.SurveyTeam, "10", "T2"), (StaffRoles.Supervisor, "01", null) })
        {
            using var stranger = await _site.As(role, province, code);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Page($"/staff/batches/{batch}")).Status);
            Assert.DoesNotContain(batch, (await stranger.Page(List)).Text, StringComparison.Ordinal);
        }

        using var ministry = await _site.As(StaffRoles.MinistryAnalyst, null);
        var page = await ministry.Page($"/staff/batches/{batch}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.DoesNotContain("/staff/intake/", page.Text, StringComparison.Ordinal);
        using var supervisor = await _site.As(StaffRoles.Supervisor, "01");
        Assert.Equal(HttpStatusCode.Forbidden, (await supervisor.Page($"{List}&province=10")).Status);
    }

    [Fact]
    public async Task A_batch_that_was_withdrawn_says_who_did_so_and_why()
    {
        using var team = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        var batch = await _site.Send(team, "một.csv", [_site.Row("1")]);
        await (await team.Send(HttpMethod.Post, $"/api/v1/batches/{batch}/withdrawal", """{"reason": "Gửi nhầm tệp."}""")).MustBe(HttpStatusCode.Accepted);
        await FieldWorkSite.Until(async () => (long)(await team.GetJson($"/api/v1/batches/{batch}"))["withdrawn"]! == 1);

        var page = (await team.Page($"/staff/batches/{batch}")).Text;

        Assert.Matches("Lô đã rút lúc .*, người rút: a surveyTeam. Gửi nhầm tệp.", page.Plain());
        Assert.DoesNotContain("/withdrawal\"", page, StringComparison.Ordinal);
        Assert.Contains(batch, (await team.Page($"{List}&province=10&state=withdrawn")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(batch, (await team.Page($"{List}&province=&state=live")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_teams_with_the_same_serials_the_second_is_asked_whether_they_share_them()
    {
        var serials = (await _site.Print("", 5)).Serials().Select(it => it.Text).ToList();
        using var first = await _site.As(StaffRoles.SurveyTeam, team: "T1");
        using var second = await _site.As(StaffRoles.SurveyTeam, team: "T2");
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        var one = await _site.Send(first, "một.csv", serials.Select(it => _site.Row(it)));
        var two = await _site.Send(second, "hai.csv", serials.Select(it => _site.Row(it, level: 2)));
        await FieldWorkSite.Until(async () => (string)(await second.GetJson($"/api/v1/batches/{two}"))["state"]! == "withdrawn");

        const string Question = "Số phiếu trùng với lô một.csv của tổ T1 ; hai tổ có dùng chung dãy số không?";
        var own = (await second.Page($"/staff/batches/{two}")).Text;
        Assert.Contains(Question.Replace(" ;", ";", StringComparison.Ordinal), own.Plain().Replace(" ;", ";", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain($"href=\"/staff/batches/{one}\"", own, StringComparison.Ordinal);
        Assert.Contains($"href=\"/staff/batches/{one}\"", (await supervisor.Page($"/staff/batches/{two}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_is_still_being_sent_is_followed_by_a_script_and_can_be_loaded_again_without()
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);
        var (registry, id) = (_site.Part<BatchRegistry>(), Guid.CreateVersion7());
        await registry.Begin(new BatchOpening(id, FieldWorkSite.Survey, FieldWorkSite.Province, "T1", "lớn.xlsx", "x", "Lý Thị Mai", false), default);
        await registry.SetTotals(id, new BatchTotals(1_300, 1_250, 50, 3, 7), default);
        await registry.SetSent(id, 500, default);

        using var answer = await supervisor.Get($"/staff/batches/{id}");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("script-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Matches("<script defer src=\"/assets/batch\\.[0-9a-f]{16}\\.js\">", page);
        Assert.Contains("<progress value=\"0\" max=\"1250\">", page, StringComparison.Ordinal);
        Assert.Contains($"data-batch=\"/api/v1/batches/{id}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"/staff/batches/{id}\">Tải lại trang</a>", page, StringComparison.Ordinal);
        Assert.Equal(["500", "0", "0", "0", "0", "0", "500"], Counts(page));
        Assert.Contains("Chưa gửi xong", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/staff/batches/x", HttpStatusCode.NotFound)]
    [InlineData("/staff/batches/0190163d-8694-739b-aea5-966c26f8ad91", HttpStatusCode.NotFound)]
    [InlineData($"{List}&state=lost", HttpStatusCode.UnprocessableEntity)]
    [InlineData($"{List}&before=x", HttpStatusCode.UnprocessableEntity)]
    [InlineData($"{List}&province=99", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_shown_is_explained(string path, HttpStatusCode status)
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);

        Assert.Equal(status, (await supervisor.Page(path)).Status);
    }

    [Theory]
    [InlineData($"{List}&state=lost", "Tham số state chỉ nhận: incomplete,", "The parameter state is one of: incomplete,")]
    [InlineData($"{List}&before=x", "Tham số before là mã của một lô phiếu.", "The parameter before is the id of a batch.")]
    [InlineData("/staff/conflicts?after=x", "Tham số after là mã của một phiếu.", "The parameter after is the id of a response.")]
    [InlineData("/staff/progress?survey=x", "Tham số survey chỉ nhận:", "The parameter survey is one of:")]
    [InlineData("/staff/printing?survey=x", "Tham số survey chỉ nhận:", "The parameter survey is one of:")]
    [InlineData("/staff/intake/upload?survey=x", "Tham số survey chỉ nhận:", "The parameter survey is one of:")]
    [InlineData($"{List}&province=01", "không thuộc phạm vi làm việc của bạn", "outside of those that you work for")]
    public async Task A_fault_of_a_query_is_told_in_the_language_of_the_page(string path, string vietnamese, string english)
    {
        using var supervisor = await _site.As(StaffRoles.Supervisor);

        Assert.Contains(vietnamese, (await supervisor.Page($"{path}&lang=vi")).Text, StringComparison.Ordinal);
        Assert.Contains(english, (await supervisor.Page($"{path}&lang=en")).Text, StringComparison.Ordinal);
    }

    private static readonly string[] Rows = ["sent", "counted", "duplicate", "conflict", "rejected", "withdrawn", "waiting"];

    private static string[] Counts(string page) =>
        [.. Rows.Select(row => page.Row($"data-row=\"{row}\"")[1])];

    private string Blank(string serial) => _site.Row(serial, but: [.. _site.Questionnaire.Items.Select(it => (it.Code, ""))]);
}
