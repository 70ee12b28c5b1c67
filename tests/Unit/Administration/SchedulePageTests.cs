using System.Net;
using SipasSurvey.Staff.Access;
using SipasSurvey.UnitTests.Figures;

namespace SipasSurvey.UnitTests.Administration;

/// <summary>The schedule on the pages of administrators.</summary>
public sealed class SchedulePageTests
{
    private const string Closing = """{"opens": "2026-11-01T00:00:00+07:00", "closes": "2026-11-24T09:00:00+07:00"}""";

    [Fact]
    public async Task On_the_page_a_survey_is_closed_and_opened_after_a_question_and_its_dates_are_set_in_the_time_of_Vietnam()
    {
        await using var host = await FiguresHost.Start();
        using var administrator = host.As(StaffRoles.Administrator);
        const string Page = "/staff/schedule";
        Assert.Contains("data-survey=\"tiny-2024\" data-state=\"Open\"", (await administrator.Page(Page)).Text, StringComparison.Ordinal);

        var question = await administrator.Page($"{Page}/tiny-2024?action=close");
        Assert.Contains("Đóng SIPAS 2024 ngay?", question.Text, StringComparison.Ordinal);
        var closed = await administrator.Fill($"{Page}/tiny-2024?action=close", $"{Page}/tiny-2024", ("action", "close"), ("tag", Tag(question.Text)));
        Assert.Contains("Đã đổi lịch của SIPAS 2024.", closed.Text, StringComparison.Ordinal);
        Assert.Contains("data-survey=\"tiny-2024\" data-state=\"Closed\"", closed.Text, StringComparison.Ordinal);
        Assert.Contains("24/11/2026 10:00", closed.Text, StringComparison.Ordinal);

        var outdated = await administrator.Fill(Page, $"{Page}/tiny-2024", ("action", "open"), ("tag", Tag(question.Text)));
        Assert.Equal(HttpStatusCode.Conflict, outdated.Status);
        Assert.Contains("người khác thay đổi", outdated.Text, StringComparison.Ordinal);
        var opened = await administrator.Fill(Page, $"{Page}/tiny-2024", ("action", "open"), ("tag", Tag(closed.Text)));
        Assert.Contains("data-survey=\"tiny-2024\" data-state=\"Open\"", opened.Text, StringComparison.Ordinal);

        var set = await administrator.Fill(Page, $"{Page}/tiny-2025", ("action", "set"), ("opens", "2026-12-01T08:30"), ("closes", "2026-12-31T17:00"), ("tag", Tag(opened.Text)));
        Assert.Contains("01/12/2026 08:30", set.Text, StringComparison.Ordinal);
        Assert.Contains("\"tiny-2025\": {\"opens\": \"2026-12-01T08:30:00+07:00\", \"closes\": \"2026-12-31T17:00:00+07:00\"}",
            await File.ReadAllTextAsync(host.ScheduleFile), StringComparison.Ordinal);
        var wrong = await administrator.Fill(Page, $"{Page}/tiny-2025", ("action", "set"), ("opens", "2026-12-01T08:30"), ("closes", "2026-12-01T08:30"), ("tag", Tag(set.Text)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("giờ đóng phải sau giờ mở", wrong.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await administrator.Page($"{Page}/tiny-2024?action=burn")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Page($"{Page}/tiny-1999?action=open")).Status);
    }

    [Fact]
    public async Task The_shipped_schedule_is_shown_and_the_page_says_how_that_is_changed()
    {
        await using var host = await FiguresHost.Start(new ComputedFigures(A.Catalogue), schedule: SipasSurvey.Hosting.ScheduleFile.ShippedPath);
        using var administrator = host.As(StaffRoles.Administrator);

        var page = await administrator.Page("/staff/schedule");
        Assert.Contains("Lịch ở đây chỉ để xem", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form method=\"post\" action=\"/staff/schedule", page.Text, StringComparison.Ordinal);
        var problem = await (await administrator.Send(HttpMethod.Put, $"{Requests.Schedule}/sipas-2024", Closing, "*")).MustBe(HttpStatusCode.Conflict);
        Assert.Contains("names that in the setting Schedule", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_page_says_where_each_survey_stands()
    {
        await using var host = await FiguresHost.Start();

        var (_, page) = await host.Anybody.Page("/staff");

        Assert.Contains("Nhận phiếu trực tuyến: Đang mở, chưa đặt ngày đóng.", page, StringComparison.Ordinal);
        Assert.Contains("Nhận phiếu trực tuyến: Chưa có lịch.", page, StringComparison.Ordinal);
    }

    private static string Tag(string page) => System.Text.RegularExpressions.Regex.Match(page, "name=\"tag\" value=\"([0-9a-f]+)\"").Groups[1].Value;
}
